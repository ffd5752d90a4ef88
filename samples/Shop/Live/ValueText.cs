using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Shop.Live;

/// <summary>A captured value as text: on one line where it fits, else as an indented tree.</summary>
internal static class ValueText
{
    private const int Width = 110;

    private const int Lines = 9;

    public static void Append(StringBuilder text, int indent, string name, string paintedName, JsonElement value)
    {
        var tree = new StringBuilder();
        AppendTree(tree, indent, name, paintedName, value);
        var lines = tree.ToString().Split('\n');
        text.AppendJoin('\n', lines.Take(1 + Lines));
        if (lines.Length > 1 + Lines)
            text.Append('\n').Append(' ', indent + 2).Append(CultureInfo.InvariantCulture, $"... {lines.Length - 1 - Lines} more lines");
    }

    private static void AppendTree(StringBuilder text, int indent, string name, string paintedName, JsonElement value)
    {
        var line = Inline(value);
        if (indent + name.Length + 3 + line.Length <= Width || Parts(value) is not { Count: > 0 } parts)
        {
            text.Append('\n').Append(' ', indent).Append(paintedName).Append(" = ").Append(line);
            return;
        }

        text.Append('\n').Append(' ', indent).Append(paintedName).Append(" = ").Append(TypeOf(value));
        foreach (var (partName, part) in parts)
            AppendTree(text, indent + 2, partName, partName, part);
        if (Reason(value) is { } reason)
            text.Append('\n').Append(' ', indent + 2).Append(reason);
    }

    public static string Inline(JsonElement value)
    {
        if (value.TryGetProperty("isNull", out _))
            return "null";
        if (value.TryGetProperty("value", out var scalar))
            return value.TryGetProperty("truncated", out _) ? scalar.GetString() + "..." : scalar.GetString()!;

        var reason = Reason(value);
        if (value.TryGetProperty("elements", out _))
            return $"[{string.Join(", ", Parts(value)!.Select(part => Inline(part.Value)).Append(reason).OfType<string>())}]";
        if (Parts(value) is { } parts)
            return $"{TypeOf(value)} {{ {string.Join(", ", parts.Select(part => $"{part.Name} = {Inline(part.Value)}").Append(reason).OfType<string>())} }}";

        return $"{TypeOf(value)} {reason ?? "(nothing to show)"}";
    }

    private static string? Reason(JsonElement value)
    {
        if (!value.TryGetProperty("notCapturedReason", out var reason))
            return null;

        return value.TryGetProperty("size", out var size) ? $"({reason.GetString()}, {size} in all)" : $"({reason.GetString()})";
    }

    private static string TypeOf(JsonElement value)
        => value.TryGetProperty("type", out var type) ? type.GetString()! : "?";

    private static List<(string Name, JsonElement Value)>? Parts(JsonElement value)
    {
        if (value.TryGetProperty("fields", out var fields))
            return [.. fields.EnumerateObject().Select(field => (field.Name, field.Value))];
        if (value.TryGetProperty("elements", out var elements))
            return [.. elements.EnumerateArray().Select((element, i) => ($"[{i}]", element))];
        if (value.TryGetProperty("entries", out var entries))
            return [.. entries.EnumerateArray().Select(entry => ($"[{Inline(entry[0])}]", entry[1]))];

        return null;
    }
}
