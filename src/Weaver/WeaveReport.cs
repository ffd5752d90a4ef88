using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Weaver.Contract;
using Weaver.Rules;

namespace Weaver.Engine;

/// <summary>The texts that a weave leaves for people and programs: same input, same text, on any machine.</summary>
internal static class WeaveReport
{
    /// <summary>The one line of a build.</summary>
    /// <param name="result">What the weave did.</param>
    /// <param name="growth">Bytes that the assembly grew by.</param>
    /// <param name="elapsed">Time of the weave, reading and writing included.</param>
    /// <param name="reportPath">Where the report is, as the user should read it.</param>
    public static string Summary(WeaveResult result, long growth, TimeSpan elapsed, string reportPath) =>
        string.Format(
            CultureInfo.InvariantCulture,
            "Weaver: {0} of {1} methods probeable, {2} lines, {3:+0;-0;+0} KiB, {4:0.0} s ({5} left out: {6})",
            result.Woven,
            result.Methods,
            result.Lines,
            Math.Round(growth / 1024.0),
            elapsed.TotalSeconds,
            result.LeftOut.Count,
            reportPath);

    /// <summary>Every method left out under the rule that kept it out, with what the user can do about it.</summary>
    public static string Text(string assemblyName, WeaverConfig config, WeaveResult result)
    {
        var text = new StringBuilder();
        Line(text, $"{assemblyName}: {result.Woven} of {result.Methods} methods probeable, {result.Lines} lines.");
        Line(text, $"Policy {config.Policy}; lines {(config.Lines ? "on" : "off")}; {(config.ReadRefs ? "refs read; " : "")}include {Patterns(config.Include)}; exclude {Patterns(config.Exclude)}.");
        Line(text, $"{result.LeftOut.Count} left out.");
        foreach (var group in Groups(result))
        {
            var rule = RuleTable.Find(group.Key);
            Line(text, "");
            Line(text, rule is null ? $"{group.Key} ({group.Count()})" : $"{rule.Id} {rule.Title} ({group.Count()})");
            if (rule is not null)
                Line(text, "  " + rule.Remedy);

            foreach (var method in Sorted(group))
                Line(text, method.Detail.Length == 0 ? "    " + Signature(method) : $"    {Signature(method)}: {method.Detail}");
        }

        return text.ToString();
    }

    /// <summary>The same for programs: rule, type, method, parameter types and detail, separated by tabs, one method a line.</summary>
    public static string Table(WeaveResult result)
    {
        var text = new StringBuilder();
        Line(text, "rule\ttype\tmethod\tparameters\tdetail");
        foreach (var group in Groups(result))
        {
            foreach (var method in Sorted(group))
            {
                var fields = new[] { method.RuleId, method.TypeName, method.Name, string.Join(",", method.ParameterTypes), method.Detail };
                Line(text, string.Join("\t", fields.Select(static field => field.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' '))));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<IGrouping<string, LeftOutMethod>> Groups(WeaveResult result) =>
        result.LeftOut.GroupBy(static method => method.RuleId).OrderBy(static group => group.Key, StringComparer.Ordinal);

    private static IEnumerable<LeftOutMethod> Sorted(IEnumerable<LeftOutMethod> methods) =>
        methods
            .OrderBy(static method => method.TypeName, StringComparer.Ordinal)
            .ThenBy(static method => method.Name, StringComparer.Ordinal)
            .ThenBy(static method => string.Join(",", method.ParameterTypes), StringComparer.Ordinal)
            .ThenBy(static method => method.Detail, StringComparer.Ordinal);

    private static string Signature(LeftOutMethod method) =>
        $"{method.TypeName}.{method.Name}({string.Join(", ", method.ParameterTypes)})";

    private static string Patterns(IReadOnlyList<string> patterns) =>
        patterns.Count == 0 ? "-" : string.Join(" ", patterns);

    // Not AppendLine: the report has the same bytes on every system.
    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
