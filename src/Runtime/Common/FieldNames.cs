using System;
using System.Runtime.CompilerServices;

namespace Weaver.Common;

/// <summary>Gives fields the names that the author of the code would know them by.</summary>
internal static class FieldNames
{
    private const string TuplePrefix = "m_";

    /// <summary>The name of a field of a certain type; a tuple's items carry the names of its properties.</summary>
    public static string? Display(Type type, string fieldName) =>
        typeof(ITuple).IsAssignableFrom(type) && fieldName.StartsWith(TuplePrefix, StringComparison.Ordinal) && type.Assembly == typeof(Tuple).Assembly
            ? fieldName[TuplePrefix.Length..]
            : Display(fieldName);

    /// <summary>True for a field whose name a compiler made, out of an author's name or not.</summary>
    public static bool IsCompilerMade(string fieldName) => fieldName.StartsWith('<');

    /// <summary>Null for a field that only the compiler, or the weaver, knows about.</summary>
    /// <remarks>
    /// Compilers put the author's name between angle brackets: auto-properties, captured primary-constructor parameters,
    /// properties of anonymous types, locals that became fields. Nothing between the brackets means nothing of the author's.
    /// </remarks>
    public static string? Display(string fieldName)
    {
        if (!IsCompilerMade(fieldName))
            return fieldName;

        if (fieldName is "<>4__this")
            return "this";

        var end = fieldName.IndexOf('>');
        return end > 1 ? fieldName[1..end] : null;
    }
}
