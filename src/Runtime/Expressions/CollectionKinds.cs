using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Weaver.Expressions;

internal enum CollectionKind
{
    /// <summary>No collection, or one whose code is not the framework's: an object like any other.</summary>
    None,
    List,
    Collection,
    Dictionary,
}

/// <summary>
/// The collections that expressions read through their own members: these types of the framework, and subclasses as far as
/// they leave the untyped interfaces to them.
/// </summary>
internal static class CollectionKinds
{
    private static readonly Dictionary<Type, CollectionKind> s_kinds = new()
    {
        [typeof(ArrayList)] = CollectionKind.List,
        [typeof(List<>)] = CollectionKind.List,
        [typeof(Stack)] = CollectionKind.Collection,
        [typeof(Queue)] = CollectionKind.Collection,
        [typeof(LinkedList<>)] = CollectionKind.Collection,
        [typeof(Stack<>)] = CollectionKind.Collection,
        [typeof(Queue<>)] = CollectionKind.Collection,
        [typeof(HashSet<>)] = CollectionKind.Collection,
        [typeof(SortedSet<>)] = CollectionKind.Collection,
        [typeof(ConcurrentStack<>)] = CollectionKind.Collection,
        [typeof(ConcurrentQueue<>)] = CollectionKind.Collection,
        [typeof(ConcurrentBag<>)] = CollectionKind.Collection,
        [typeof(Hashtable)] = CollectionKind.Dictionary,
        [typeof(SortedList)] = CollectionKind.Dictionary,
        [typeof(Dictionary<,>)] = CollectionKind.Dictionary,
        [typeof(SortedList<,>)] = CollectionKind.Dictionary,
        [typeof(SortedDictionary<,>)] = CollectionKind.Dictionary,
        [typeof(ConcurrentDictionary<,>)] = CollectionKind.Dictionary,
    };

    private static readonly ConditionalWeakTable<Type, Answer> s_known = [];

    /// <summary>BlockingCollection is left out: what it wraps may be a collection of the user's.</summary>
    public static CollectionKind Of(Type type) =>
        type.IsArray ? CollectionKind.List
        : type.IsValueType ? CollectionKind.None
        : s_known.GetValue(type, static type => new Answer(Judge(type))).Kind;

    private static CollectionKind Judge(Type type)
    {
        if (Exact(type) is var exact and not CollectionKind.None)
            return exact;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Exact(current) is var kind and not CollectionKind.None)
                return IsReadByFramework(type, kind) ? kind : CollectionKind.None;
        }

        return CollectionKind.None;
    }

    private static CollectionKind Exact(Type type) =>
        s_kinds.GetValueOrDefault(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);

    private static bool IsReadByFramework(Type type, CollectionKind kind) =>
        IsLeftToFramework(type, typeof(IEnumerable))
        && IsLeftToFramework(type, typeof(ICollection))
        && (kind != CollectionKind.List || IsLeftToFramework(type, typeof(IList)))
        && (kind != CollectionKind.Dictionary || IsLeftToFramework(type, typeof(IDictionary)));

    // A subclass can implement an interface of its base again. An override of a virtual member counts as such.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Only the framework's own interfaces are asked for; their methods are kept, because they are called.")]
    private static bool IsLeftToFramework(
        Type type,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type contract)
    {
        if (!contract.IsAssignableFrom(type))
            return true;

        try
        {
            foreach (var method in type.GetInterfaceMap(contract).TargetMethods)
            {
                if (method.DeclaringType is not { } owner || Exact(owner) == CollectionKind.None)
                    return false;
            }

            return true;
        }
        catch (NotSupportedException)
        {
            // Compiled ahead of time there is no such map; then a subclass is an object like any other.
            return false;
        }
    }

    private sealed record Answer(CollectionKind Kind);
}
