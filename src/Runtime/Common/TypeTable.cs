using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Common;

/// <summary>Remembers one answer for each type without keeping a type alive that can be unloaded.</summary>
/// <remarks>
/// Safe for any number of threads; no locks once an answer is there. The answers asked for lately lie in a small array,
/// since looking weak references up costs several times as much and is done for each value of a snapshot.
/// </remarks>
internal sealed class TypeTable<T>(Func<Type, T> create)
    where T : class
{
    private const int Recent = 256;

    // Of objects: the table demands a constructor of what it holds, which the trimmer cannot see here.
    private readonly ConditionalWeakTable<Type, object> _all = [];
    private readonly Entry?[] _recent = new Entry?[Recent];

    public T Get(Type type)
    {
        ref var place = ref _recent[RuntimeHelpers.GetHashCode(type) & (Recent - 1)];
        return Volatile.Read(ref place) is { } entry && ReferenceEquals(entry.Type, type) ? entry.Answer : Find(type, ref place);
    }

    private T Find(Type type, ref Entry? place)
    {
        var answer = Unsafe.As<T>(_all.TryGetValue(type, out var known) ? known : _all.GetValue(type, new(create)));
        if (!type.IsCollectible)
            Volatile.Write(ref place, new Entry(type, answer));
        return answer;
    }

    private sealed record Entry(Type Type, T Answer);
}
