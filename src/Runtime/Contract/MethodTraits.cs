using System;

namespace Weaver.Contract;

/// <summary>What a probe must know of a method beyond its names.</summary>
[Flags]
internal enum MethodTraits
{
    None = 0,
    Static = 1,

    /// <summary>The twin is the MoveNext of an async method or async iterator; names and parameters are those of the user's method.</summary>
    Async = 2,
    Generic = 4,

    /// <summary>The body has a loop or an await, so that lines can be armed while a call is running.</summary>
    LiveLines = 8,

    /// <summary>Written by the compiler from other code: a lambda, a local function, a record member.</summary>
    CompilerGenerated = 16,
    ReturnsVoid = 32,

    /// <summary>The twin is the MoveNext of an iterator, async or not; it begins with the first element and ends after the last.</summary>
    Iterator = 64,

    /// <summary>A further body of a method, such as a <c>finally</c> block of an iterator: it has lines, but neither entry nor exit.</summary>
    Part = 128,
}

/// <summary>Where a variable of a method comes from.</summary>
internal enum VariableKind
{
    This = 0,
    Argument = 1,
    Local = 2,

    /// <summary>The value that the method returns, or with which its task completes.</summary>
    Return = 3,
}

/// <summary>Why a variable has no slot in the frame and therefore no value.</summary>
internal enum UnreadableReason
{
    None = 0,

    /// <summary>A ref struct: it can be neither stored nor rendered generically.</summary>
    RefStruct = 1,

    /// <summary>A by-ref local whose target is not known to be safe to read.</summary>
    UnsafeReference = 2,

    /// <summary>The compiler keeps this variable nowhere that the twin could reach.</summary>
    NotKept = 3,

    /// <summary>A type for which no slot can be built (a pointer to an open type, a function pointer).</summary>
    UnsupportedType = 4,
}
