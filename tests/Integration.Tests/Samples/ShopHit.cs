using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Integration.Tests.Samples;

/// <summary>One hit as the shop prints it: a headline, then indented values.</summary>
internal sealed partial class ShopHit
{
    private ShopHit(string probe, string location, string message, List<string> values)
    {
        Probe = probe;
        Location = location;
        Message = message;
        Values = values;
    }

    public string Probe { get; }

    public string Location { get; }

    public string Message { get; }

    /// <summary>The indented lines, trimmed.</summary>
    public List<string> Values { get; }

    public static List<ShopHit> Read(string output)
    {
        var hits = new List<ShopHit>();
        foreach (var line in output.Split('\n'))
        {
            if (Headline().Match(line) is { Success: true } head)
                hits.Add(new ShopHit(head.Groups["probe"].Value, head.Groups["location"].Value, head.Groups["message"].Value, []));
            else if (line.StartsWith("    ", StringComparison.Ordinal) && hits.Count > 0)
                hits[^1].Values.Add(line.Trim());
        }

        return hits;
    }

    /// <summary>Text after <c>name = </c>, or null.</summary>
    public string? Find(string name)
        => Values.FirstOrDefault(value => value.StartsWith(name + " = ", StringComparison.Ordinal))?[(name.Length + 3)..];

    public decimal Number(string name)
        => decimal.Parse(Find(name) ?? throw new AssertFailedException($"'{name}' is missing in {this}"), CultureInfo.InvariantCulture);

    public override string ToString() => $"{Probe} {Location} {Message}\n  {string.Join("\n  ", Values)}";

    [GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d\d\d  (?<probe>\S+)  (?<location>\S+)(  (?<message>.*))?$")]
    private static partial Regex Headline();
}
