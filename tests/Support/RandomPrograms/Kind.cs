namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>Types of values in a random program.</summary>
internal enum Kind
{
    Int,
    Long,
    Double,
    Bool,
    Text,
    Pair,
    Node,
    Array,
    Maybe,
    Object,
}

/// <summary>A variable that code at some place may name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Assignable">False for loop variables and <c>in</c> parameters.</param>
/// <param name="Capturable">Whether a lambda may use it: not a by-ref parameter, not a ref local.</param>
internal sealed record Variable(string Name, Kind Kind, bool Assignable = true, bool Capturable = true);

/// <summary>How a generated method is written and called.</summary>
internal enum Shape
{
    Static,
    Instance,
    Virtual,
    Struct,
    Generic,
    GenericType,
    ByReference,
    Iterator,
    Async,
    ValueAsync,
    AsyncIterator,
    Property,
    Operator,
    Constructor,
    Explicit,
    DefaultInterface,
    StaticAbstract,
    Span,
    Unsafe,
    RefReturn,
    Extension,
}

/// <summary>One method of a random program; it calls only methods behind it, so that every program ends.</summary>
internal sealed record Member(int Index, Shape Shape, Kind Result, Kind[] Parameters)
{
    public string Name => "M" + Index;

    public bool IsAsync => Shape is Shape.Async or Shape.ValueAsync;
}
