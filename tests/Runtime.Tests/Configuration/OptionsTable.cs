using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Configuration;

/// <summary>The page of options as data.</summary>
internal sealed partial class OptionsTable
{
    private OptionsTable(IReadOnlyList<OptionRow> rows, IReadOnlyList<string> withoutEffect)
    {
        Rows = rows;
        WithoutEffect = withoutEffect;
    }

    public IReadOnlyList<OptionRow> Rows { get; }

    /// <summary>Variables that the page says are not looked at.</summary>
    public IReadOnlyList<string> WithoutEffect { get; }

    public static OptionsTable Read()
    {
        var rows = new List<OptionRow>();
        var withoutEffect = new List<string>();
        foreach (var line in File.ReadAllLines(RepositoryFiles.PathOf("docs/reference/options.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = line.Trim('|', ' ').Split(" | ");
            if (cells.Length == 6)
                rows.Add(new OptionRow(cells[0].Trim('`'), cells[1].Trim('`', '-'), Names(cells[2]), cells[3], cells[4], cells[5]));
            else
                withoutEffect.AddRange(Names(cells[0]));
        }

        return new OptionsTable(rows, withoutEffect);
    }

    public OptionRow Row(string option)
    {
        var row = Rows.SingleOrDefault(r => r.Option == option);
        Assert.IsNotNull(row, $"docs/reference/options.md has no row for the option '{option}'. Add one.");
        return row;
    }

    private static string[] Names(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}

internal sealed partial record OptionRow(string Option, string Key, IReadOnlyList<string> Variables, string Default, string Range, string Meaning)
{
    /// <summary>Both ends of a range such as <c>1 ms to 10 s</c>, times in milliseconds.</summary>
    public (double Least, double Most) Bounds
    {
        get
        {
            var ends = End().Matches(Range);
            Assert.HasCount(2, ends, $"The range of {Option} must be written like '1 to 10 000' or '10 ms to 60 s'.");
            return (Value(ends[0]), Value(ends[1]));
        }
    }

    private static double Value(Match end) =>
        double.Parse(end.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * end.Groups[2].Value switch
        {
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            "day" or "days" => 86_400_000,
            _ => 1,
        };

    [GeneratedRegex(@"(\d[\d .]*\d|\d)(?: (ms|s|min|h|days?)\b)?")]
    private static partial Regex End();
}
