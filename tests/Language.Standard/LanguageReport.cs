using System.Text;
using Weaver.Language;

namespace Weaver.Tests.LanguageStandard;

/// <summary>What reading a text of the probe language gives, as text: the same source is compiled against both builds of the language.</summary>
public static class LanguageReport
{
    /// <summary>The JSON form of an expression.</summary>
    public static string OfJson(string json)
    {
        try
        {
            return Of(ExpressionParser.Parse(JsonReader.Read(json), "", default));
        }
        catch (LanguageException e)
        {
            return "no JSON: " + e.Error;
        }
    }

    /// <summary>The text form of an expression.</summary>
    public static string OfText(string text) => Of(ExpressionText.Parse(text));

    /// <summary>A whole probe file.</summary>
    public static string OfFile(string text)
    {
        var result = ProbeFileReader.Read(text);
        var report = new StringBuilder();
        if (result.FileError != null)
            report.Append("file: ").Append(result.FileError).Append('\n');

        foreach (var probe in result.Probes)
            Write(probe, report);
        foreach (var error in result.Errors)
            report.Append(error.Code).Append(' ').Append(error.ProbeId).Append(' ').Append(error).Append('\n');
        foreach (var skipped in result.Skipped)
            report.Append("skipped ").Append(skipped.ProbeId).Append(' ').Append(skipped.Reason).Append('\n');

        return report.ToString();
    }

    private static void Write(Probe probe, StringBuilder report)
    {
        report.Append(probe.Type).Append(' ').Append(probe).Append(' ').Append(probe.Location.Signature).Append(' ').Append(probe.Timing)
            .Append(' ').Append(probe.Version).Append(' ').Append(probe.MaxHits).Append(' ').Append(probe.Lifetime).Append(' ').Append(probe.ContentKey).Append('\n');
        foreach (var reading in probe.Location.Readings)
            report.Append("  ").Append(reading.Kind).Append(' ').Append(reading.TypeName).Append(' ').Append(reading.Name).Append(' ').Append(reading.Arity).Append('\n');
        foreach (var warning in probe.Warnings)
            report.Append("  warning: ").Append(warning).Append('\n');
        foreach (var expression in probe.Expressions())
            report.Append("  ").Append(Of(expression)).Append('\n');
    }

    private static string Of(ExpressionSource source) =>
        source.Expression is null ? "error: " + source.Error : source.Expression + " at " + source.Expression.Position + ", depth " + source.Expression.Depth;
}
