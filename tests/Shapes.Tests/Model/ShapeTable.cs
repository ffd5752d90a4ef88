using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Model;

/// <summary>The table of <c>docs/method-shapes.md</c>, made from nothing but the heads of the assets.</summary>
internal static partial class ShapeTable
{
    public const string Begin = "<!-- table -->";
    public const string End = "<!-- end of table -->";

    public static string Write()
    {
        var text = new StringBuilder(Begin);
        foreach (var section in ShapeReader.All.GroupBy(s => s.Section))
        {
            text.Append($"\n\n## {section.Key}\n\n| shape | no. | woven | captured in Debug | in Release |\n|---|---|---|---|---|");
            foreach (var shape in section)
                text.Append('\n').Append(Row(shape));
        }

        return text.Append("\n\n" + End).ToString();
    }

    private static string Row(Shape shape)
    {
        var title = $"[{char.ToUpperInvariant(shape.Title[0])}{shape.Title[1..]}](../tests/Shapes.Tests/Assets/{shape.Document})";
        if (shape.Note.Length != 0)
            title += ": " + shape.Note;

        var debug = Captured(shape, CompileMode.Debug);
        return $"| {title} | {shape.Rows} | {Woven(shape)} | {Show(debug)} | {Difference(debug, Captured(shape, CompileMode.Release))} |";
    }

    private static string Woven(Shape shape)
    {
        var methods = shape.Probes.Where(p => p.TypeName != null).ToArray();
        var leftOut = methods.Select(p => (p.MethodName, Rule: LeftOut().Match(string.Join('\n', p.Expected)))).Where(p => p.Rule.Success)
            .Select(p => (p.MethodName, Rule: p.Rule.Groups["rule"].Value)).ToArray();
        if (shape.Probes.All(p => p.Expected.Any(l => l.StartsWith("  error: ", StringComparison.Ordinal))))
            return "no";
        if (leftOut.Length == 0)
            return "yes";

        var rules = leftOut.GroupBy(p => p.Rule).Select(g => (Rule: $"[{g.Key}](diagnostics/{g.Key}.md)", Names: string.Join(", ", g.Select(p => $"`{p.MethodName}`").Distinct())));
        return leftOut.Length == methods.Length
            ? "left out: " + string.Join(", ", rules.Select(r => r.Rule))
            : "yes; left out: " + string.Join("; ", rules.Select(r => $"{r.Names} {r.Rule}"));
    }

    // Names of what is shown at any moment of any probe of the asset, with the reason where there is never a value.
    private static Dictionary<string, string> Captured(Shape shape, CompileMode mode)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in shape.Probes.SelectMany(p => p.ExpectedIn(mode)))
        {
            if (line.StartsWith("    throws ", StringComparison.Ordinal))
                names["the exception"] = "";

            var variable = Variable().Match(line);
            if (!variable.Success)
                continue;

            var name = variable.Groups["name"].Value;
            var reason = variable.Groups["reason"].Success ? Short(variable.Groups["reason"].Value) : "";
            if (!names.TryGetValue(name, out var known) || known.Length != 0)
                names[name] = reason;
        }

        return names;
    }

    private static string Short(string reason)
        => reason.Contains("ref struct", StringComparison.Ordinal) ? "ref struct"
            : reason.Contains("elements of a span", StringComparison.Ordinal) ? "length only"
            : reason.Contains("keeps", StringComparison.Ordinal) ? "not kept"
            : reason.Contains("a type that cannot", StringComparison.Ordinal) ? "type"
            : reason;

    private static string Show(Dictionary<string, string> names)
    {
        var shown = names.Where(n => n.Value.Length == 0).Select(n => Mark(n.Key)).ToArray();
        var reasons = names.Where(n => n.Value.Length != 0).GroupBy(n => n.Value).Select(g => $"{string.Join(", ", g.Select(n => Mark(n.Key)))} ({g.Key})");
        return names.Count == 0 ? "-" : string.Join("; ", shown.Length == 0 ? reasons : reasons.Prepend(List(shown)));
    }

    private static string Mark(string name) => name == "the exception" ? name : $"`{name}`";

    private static string List(string[] names)
        => names.Length <= 12 ? string.Join(", ", names) : string.Join(", ", names.Take(4)) + ", ..., " + names[^1];

    private static string Difference(Dictionary<string, string> debug, Dictionary<string, string> release)
    {
        if (debug.Count == 0 && release.Count == 0)
            return "-";

        var parts = new List<string>();
        var missing = debug.Keys.Except(release.Keys).Select(Mark).ToArray();
        if (missing.Length != 0)
            parts.Add("without " + string.Join(", ", missing));

        var other = release.Where(n => !debug.TryGetValue(n.Key, out var reason) || reason != n.Value).ToDictionary();
        if (other.Count != 0)
            parts.Add(Show(other));

        return parts.Count == 0 ? "same" : string.Join("; ", parts);
    }

    [GeneratedRegex(@"^  left out: (?<rule>WVR\d+)$", RegexOptions.Multiline)]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"^    (static )?(?<name>[^ ]+): [^ ]+( \(not captured: (?<reason>.*)\))?")]
    private static partial Regex Variable();
}
