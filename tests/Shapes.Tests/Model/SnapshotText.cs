using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weaver.Shapes.Tests.Model;

/// <summary>Spells captured snapshots as the assets do: one line for a variable, <c>name: Type value</c>.</summary>
internal static partial class SnapshotText
{
    private const int MaxListedHits = 3;
    private const int MaxListedVariables = 24;
    private const int MaxValue = 200;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines for all hits of one probe, oldest first.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<JsonElement> snapshots)
    {
        var lines = new List<string>();
        if (snapshots.Count != 1)
            lines.Add("  hits: " + snapshots.Count.ToString(CultureInfo.InvariantCulture));

        for (var i = 0; i < Math.Min(snapshots.Count, MaxListedHits); i++)
        {
            var number = i == 0 ? "" : " " + (i + 1).ToString(CultureInfo.InvariantCulture);
            var captures = snapshots[i].GetProperty("captures");
            AddContext(lines, captures, "entry", number);
            AddContext(lines, captures, "return", number);
            if (!captures.TryGetProperty("lines", out var hit))
                continue;

            lines.Add("  hit" + number);
            AddGroups(lines, hit.EnumerateObject().Single().Value);
        }

        return lines;
    }

    private static void AddContext(List<string> lines, JsonElement captures, string name, string number)
    {
        if (!captures.TryGetProperty(name, out var context))
            return;

        lines.Add("  " + name + number);
        AddGroups(lines, context);
    }

    private static void AddGroups(List<string> lines, JsonElement context)
    {
        AddVariables(lines, context, "arguments", "");
        AddVariables(lines, context, "locals", "");
        AddVariables(lines, context, "staticFields", "static ");
        if (context.TryGetProperty("throwable", out var thrown))
            lines.Add($"    throws {thrown.GetProperty("type").GetString()} {Quote(thrown.GetProperty("message").GetString()!)}");
    }

    private static void AddVariables(List<string> lines, JsonElement context, string group, string prefix)
    {
        if (!context.TryGetProperty(group, out var values))
            return;

        // The exception among the locals is the one behind "throws".
        var all = values.EnumerateObject().Where(v => v.Name != "@exception").Select(v => "    " + prefix + v.Name + ": " + Cut(Value(v.Value))).ToList();
        var half = MaxListedVariables / 2;
        if (all.Count <= MaxListedVariables)
        {
            lines.AddRange(all);
            return;
        }

        lines.AddRange(all.Take(half));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"    ({all.Count - (2 * half)} more)"));
        lines.AddRange(all.TakeLast(half));
    }

    private static string Cut(string text) => text.Length <= MaxValue ? text : text[..MaxValue] + "...";

    private static string Value(JsonElement value)
    {
        var type = FileLocal().Replace(value.GetProperty("type").GetString()!, "<file>");
        var text = new StringBuilder(type);
        if (value.TryGetProperty("size", out var size))
            text.Append('(').Append(size.GetRawText()).Append(')');
        if (value.TryGetProperty("isNull", out var isNull) && isNull.ValueKind == JsonValueKind.True)
            text.Append(" null");
        if (value.TryGetProperty("value", out var scalar))
            text.Append(' ').Append(Scalar(type, scalar.ToString()));
        if (value.TryGetProperty("fields", out var fields) && type != "Lock")
            text.Append(" { ").AppendJoin(", ", fields.EnumerateObject().Where(f => !IsIncidental(f)).Select(f => f.Name + ": " + Value(f.Value))).Append(" }");
        if (value.TryGetProperty("elements", out var elements))
            text.Append(" [").AppendJoin(", ", elements.EnumerateArray().Select(Value)).Append(']');
        if (value.TryGetProperty("entries", out var entries))
            text.Append(" [").AppendJoin(", ", entries.EnumerateArray().Select(e => Value(e[0]) + " => " + Value(e[1]))).Append(']');
        if (value.TryGetProperty("truncated", out var truncated) && truncated.ValueKind == JsonValueKind.True)
            text.Append(" (truncated)");
        if (value.TryGetProperty("notCapturedReason", out var reason))
            text.Append(" (not captured: ").Append(reason.GetString()).Append(')');

        return text.ToString();
    }

    // Numbers of tasks and addresses differ from run to run; of an exception the message is enough.
    private static bool IsIncidental(JsonProperty field)
        => field.Name.StartsWith("_method", StringComparison.Ordinal) || field.Name.StartsWith("_invocation", StringComparison.Ordinal) || field.Name is "HResult" or "Source" or "HelpLink" or "StackTrace" or "InnerException" or "Id" && field.Value.GetProperty("type").GetString() != "Guid";

    private static string Scalar(string type, string value) => type switch
    {
        "String" or "Char" => Quote(value),
        "IntPtr" when value.Length > 6 => "(address)",
        _ => value,
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text, s_plain);

    // The compiler puts a hash of the file's path into such names.
    [GeneratedRegex("^<[^>]*>F[0-9A-F]{64}__")]
    private static partial Regex FileLocal();
}
