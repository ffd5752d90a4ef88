using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Conformance.Tests;

/// <summary>How one case went that did not pass.</summary>
/// <param name="Id">The case.</param>
/// <param name="IsSupported">False: the runner lacks something, and the case was not judged.</param>
/// <param name="Expected">What was expected, or nothing.</param>
/// <param name="Actual">What came, or what the runner lacks.</param>
internal sealed record Shortfall(string Id, bool IsSupported, string Expected, string Actual)
{
    private const int MaxLength = 600;

    public override string ToString() => IsSupported
        ? $"  {Id}: expected {Short(Expected)}; came {Short(Actual)}"
        : $"  {Id}: unsupported: {Short(Actual)}";

    private static string Short(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= MaxLength ? text : text[..MaxLength] + "...";
    }
}

/// <summary>How the cases of one file went.</summary>
internal sealed class VectorReport(string name)
{
    public int Passed { get; set; }

    public List<Shortfall> Shortfalls { get; } = [];

    /// <summary>The line of the file, then one line for each case that did not pass.</summary>
    public override string ToString()
    {
        var unsupported = Shortfalls.FindAll(s => !s.IsSupported).Count;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{name}: {Passed} passed, {Shortfalls.Count - unsupported} failed, {unsupported} unsupported\n");
        foreach (var shortfall in Shortfalls)
            text.Append(shortfall).Append('\n');

        return text.ToString();
    }
}
