using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Weaver.Explore.Comparing;

/// <summary>The outcome of each test, as the TRX files of a run tell.</summary>
/// <param name="Outcomes">By name; tests of one name have their outcomes in one text, in alphabetical order.</param>
internal sealed record TestResults(IReadOnlyDictionary<string, string> Outcomes)
{
    /// <summary>Null when the folder holds no TRX file.</summary>
    public static TestResults? Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories).ToList();
        if (files.Count == 0)
            return null;

        var outcomes = files.SelectMany(static file => XDocument.Load(file).Descendants().Where(static e => e.Name.LocalName == "UnitTestResult"))
            .GroupBy(static e => (string?)e.Attribute("testName") ?? "", StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => string.Join(' ', g.Select(static e => (string?)e.Attribute("outcome") ?? "").Order(StringComparer.Ordinal)), StringComparer.Ordinal);
        return new TestResults(outcomes);
    }

    /// <summary>Tests that are not the same in both, names in alphabetical order.</summary>
    public IReadOnlyList<Difference> Compare(TestResults actual) =>
    [
        .. Outcomes.Keys.Union(actual.Outcomes.Keys).Order(StringComparer.Ordinal)
            .Select(name => new Difference(name, Outcomes.GetValueOrDefault(name), actual.Outcomes.GetValueOrDefault(name)))
            .Where(static d => d.Expected != d.Actual),
    ];
}
