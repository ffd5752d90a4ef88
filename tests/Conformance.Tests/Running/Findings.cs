using System.Collections.Generic;
using System.Linq;

namespace Weaver.Conformance.Tests.Running;

/// <summary>What is not as expected in one case.</summary>
internal sealed class Findings
{
    private readonly List<(string Expected, string Actual)> _all = [];

    public bool IsEmpty => _all.Count == 0;

    public string Expected => string.Join(" and ", _all.Select(f => f.Expected).Distinct());

    public string Actual => string.Join(" and ", _all.Select(f => f.Actual).Distinct());

    /// <summary>Put before what is found from now on, such as the way in which the case was run.</summary>
    public string Context { get; set; } = "";

    public void Add(string expected, string actual) => _all.Add((expected, Context.Length == 0 ? actual : actual + " (" + Context + ")"));

    public void Check(bool isAsExpected, string expected, string actual)
    {
        if (!isAsExpected)
            Add(expected, actual);
    }
}
