using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;
using Weaver.Common;
using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Chooses, once for each type, how its objects are written.</summary>
/// <remarks>
/// Only exactly these types of the framework are read through their own members; a subclass may have overridden
/// anything and is an object like any other. Safe for any number of threads; types are held weakly.
/// </remarks>
internal static class CapturePolicies
{
    private static readonly TypeTable<CapturePolicy> s_policies = new(Choose);
    private static readonly Dictionary<Type, CapturePolicy> s_exact = CreateExact();
    private static readonly Dictionary<Type, Func<Type, CapturePolicy>> s_generic = CreateGeneric();

    public static CapturePolicy For(Type type) => s_policies.Get(type);

    private static CapturePolicy Choose(Type type)
    {
        if (s_exact.TryGetValue(type, out var exact))
            return exact;
        if (type.IsGenericType && s_generic.TryGetValue(type.GetGenericTypeDefinition(), out var create))
            return create(type);
        if (type.IsEnum)
            return new EnumPolicy(type);
        if (type.IsArray)
            return new ArrayPolicy();
        if (typeof(Exception).IsAssignableFrom(type))
            return new ExceptionPolicy(type);
        if (typeof(Task).IsAssignableFrom(type) && type.Assembly == typeof(Task).Assembly)
            return new TaskPolicy(type);

        return new ObjectPolicy(type);
    }

    private static Dictionary<Type, CapturePolicy> CreateExact()
    {
        var policies = new Dictionary<Type, CapturePolicy>
        {
            [typeof(bool)] = new BooleanPolicy(),
            [typeof(StringBuilder)] = new StringBuilderPolicy(),
            [typeof(Uri)] = TextPolicy.Uri,
            [typeof(Version)] = TextPolicy.Version,
            [typeof(StackTrace)] = TextPolicy.StackTrace,
            [typeof(bool[])] = new ScalarArrayPolicy<bool>(),
            [typeof(List<bool>)] = new ScalarListPolicy<bool>(),
            [typeof(ArrayList)] = new ListPolicy(typeof(ArrayList)),
            [typeof(Stack)] = new CollectionPolicy(),
            [typeof(Queue)] = new CollectionPolicy(),
            [typeof(Hashtable)] = new DictionaryPolicy(),
            [typeof(SortedList)] = new DictionaryPolicy(),
            [typeof(SelectedItems)] = new SelectedItemsPolicy(),
        };
        AddScalar<char>(policies);
        AddScalar<byte>(policies);
        AddScalar<sbyte>(policies);
        AddScalar<short>(policies);
        AddScalar<ushort>(policies);
        AddScalar<int>(policies);
        AddScalar<uint>(policies);
        AddScalar<long>(policies);
        AddScalar<ulong>(policies);
        AddScalar<nint>(policies);
        AddScalar<nuint>(policies);
        AddScalar<float>(policies);
        AddScalar<double>(policies);
        AddScalar<decimal>(policies);
        AddScalar<Half>(policies);
        AddScalar<Int128>(policies);
        AddScalar<UInt128>(policies);
        AddScalar<Guid>(policies);
        AddScalar<DateTime>(policies);
        AddScalar<DateTimeOffset>(policies);
        AddScalar<DateOnly>(policies);
        AddScalar<TimeOnly>(policies);
        AddScalar<TimeSpan>(policies);
        return policies;
    }

    private static void AddScalar<T>(Dictionary<Type, CapturePolicy> policies)
        where T : struct, IUtf8SpanFormattable
    {
        policies[typeof(T)] = new ScalarPolicy<T>();
        policies[typeof(T[])] = new ScalarArrayPolicy<T>();
        policies[typeof(List<T>)] = new ScalarListPolicy<T>();
    }

    private static Dictionary<Type, Func<Type, CapturePolicy>> CreateGeneric() => new()
    {
        [typeof(List<>)] = static type => new ListPolicy(type),
        [typeof(LinkedList<>)] = static _ => new CollectionPolicy(),
        [typeof(Stack<>)] = static _ => new CollectionPolicy(),
        [typeof(ConcurrentStack<>)] = static _ => new CollectionPolicy(),
        [typeof(Queue<>)] = static _ => new CollectionPolicy(),
        [typeof(ConcurrentQueue<>)] = static _ => new ConcurrentQueuePolicy(),
        [typeof(HashSet<>)] = static type => new HashSetPolicy(type),
        [typeof(SortedSet<>)] = static _ => new CollectionPolicy(),
        [typeof(ConcurrentBag<>)] = static _ => new CopyingCollectionPolicy(),
        [typeof(BlockingCollection<>)] = static type => new BlockingCollectionPolicy(type),
        [typeof(Dictionary<,>)] = static _ => new DictionaryPolicy(),
        [typeof(SortedList<,>)] = static _ => new DictionaryPolicy(),
        [typeof(SortedDictionary<,>)] = static _ => new DictionaryPolicy(),
        [typeof(ConcurrentDictionary<,>)] = static _ => new ConcurrentDictionaryPolicy(),
        [typeof(SpanView<>)] = static _ => new SpanPolicy(typeof(Span<>).Name),
        [typeof(ReadOnlySpanView<>)] = static _ => new SpanPolicy(typeof(ReadOnlySpan<>).Name),
        [typeof(Lazy<>)] = static type => new LazyPolicy(type),
    };
}
