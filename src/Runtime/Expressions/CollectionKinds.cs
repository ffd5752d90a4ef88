using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Weaver.Expressions;

internal enum CollectionKind
{
    /// <summary>No collection, or one whose code is not the framework's: an object like any other.</summary>
    None,
    List,
    Collection,
    Dictionary,
}

/// <summary>The collections that expressions read through their own members: exactly these types, never a subclass.</summary>
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

    /// <summary>BlockingCollection is left out: what it wraps may be a collection of the user's.</summary>
    public static CollectionKind Of(Type type)
    {
        if (type.IsArray)
            return CollectionKind.List;

        return s_kinds.GetValueOrDefault(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
