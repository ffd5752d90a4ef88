namespace Weaver.Engine.Discovery;

/// <summary>What a body that carries a gate is to its author's method.</summary>
internal enum BodyKind
{
    /// <summary>The method's own body.</summary>
    Plain,

    /// <summary>MoveNext of an async method.</summary>
    Async,

    /// <summary>MoveNext of an iterator.</summary>
    Iterator,

    /// <summary>MoveNext of an async iterator.</summary>
    AsyncIterator,

    /// <summary>Dispose of an iterator, which ends an enumeration that nobody wants to see the end of.</summary>
    IteratorDispose,

    /// <summary>A <c>finally</c> block of an iterator, which the compiler made a method of its own.</summary>
    IteratorFinally,
}
