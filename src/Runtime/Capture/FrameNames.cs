using System;

namespace Weaver.Capture;

/// <summary>Turns the names of compiler-made and weaver-made methods back into what their author wrote.</summary>
internal static class FrameNames
{
    private const string TwinMark = "g__Probed|";

    /// <summary>True for a method that the weaver made as the twin of another.</summary>
    public static bool IsTwin(string methodName) => methodName.Contains(">" + TwinMark, StringComparison.Ordinal);

    /// <summary><c>Shop.OrderService.Place</c> for the method, its twin, and the state machine of either.</summary>
    public static string Readable(string? typeName, string methodName)
    {
        var method = WithoutTwin(methodName);
        if (string.IsNullOrEmpty(typeName))
            return Inner(method);

        // The instantiation of a generic type follows its name in brackets.
        var bracket = typeName.IndexOf('[');
        var type = bracket < 0 ? typeName : typeName[..bracket];

        // Nested types that the compiler made: closures, and state machines, which carry the name of their method.
        while (type.LastIndexOf('+') is >= 0 and var plus && type.AsSpan(plus + 1).StartsWith("<"))
        {
            if (method == "MoveNext" && Between(type[(plus + 1)..]) is { Length: > 0 } author)
                method = author;
            type = type[..plus];
        }

        return type.Replace('+', '.') + "." + Inner(method);
    }

    /// <summary>The name of the method that a twin stands for; other names unchanged.</summary>
    public static string WithoutTwin(string methodName)
    {
        var end = MatchingBracket(methodName);
        return end > 1 && methodName.AsSpan(end + 1).StartsWith(TwinMark) ? methodName[1..end] : methodName;
    }

    // <Outer>g__Local|3_0 is a local function, <Outer>b__3_0 a lambda.
    private static string Inner(string method)
    {
        var end = MatchingBracket(method);
        if (end <= 0)
            return method;

        var outer = Inner(method[1..end]);
        var rest = method.AsSpan(end + 1);
        if (!rest.StartsWith("g__"))
            return outer + ".lambda";

        var bar = rest.IndexOf('|');
        return outer + "." + rest[3..(bar < 0 ? rest.Length : bar)].ToString();
    }

    private static string? Between(string name) => MatchingBracket(name) is > 0 and var end ? Inner(name[1..end]) : null;

    /// <summary>Index of the bracket that closes the one the name starts with, or -1.</summary>
    private static int MatchingBracket(string name)
    {
        if (!name.StartsWith('<'))
            return -1;

        var depth = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '<')
                depth++;
            else if (name[i] == '>' && --depth == 0)
                return i;
        }

        return -1;
    }
}
