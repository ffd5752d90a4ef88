using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;

namespace Weaver.Expressions;

/// <summary>Types of the framework whose text and comparison run no user code.</summary>
internal static class SafeTypes
{
    private static readonly HashSet<Type> s_comparable =
    [
        typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(nint), typeof(nuint),
    ];

    /// <summary>Values of the type can be compared by their own Equals and CompareTo.</summary>
    public static bool CanCompare(Type type) => s_comparable.Contains(type) || type.IsEnum;

    /// <summary>Values of the type have a text that may be shown.</summary>
    public static bool HasText(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || s_comparable.Contains(type) || type == typeof(string)
            || type == typeof(Uri) || type == typeof(StringBuilder) || type == typeof(StackTrace);
    }

    /// <summary>True for a type whose code is the framework's own.</summary>
    public static bool IsFramework(Type type)
    {
        var assembly = type.Assembly;
        return assembly == typeof(object).Assembly
            || (assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)));
    }

    /// <summary>The name of a value's type for messages.</summary>
    public static string NameOf(in Value value) =>
        value.Type is { } type ? type.FullName ?? type.Name : value.DeclaredType?.FullName ?? "null";
}
