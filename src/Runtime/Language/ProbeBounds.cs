using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>How much one probe may hold: it comes from outside, and each part costs time and memory at every hit.</summary>
internal static class ProbeBounds
{
    public const int MaxIdLength = 256;
    public const int MaxTags = 128;
    public const int MaxTextLength = 1024;
    public const int MaxPlaceLength = 4096;
    public const int MaxExpressions = 1024;
    public const int MaxSegments = 1024;

    /// <exception cref="LanguageException">The probe holds more.</exception>
    public static void Check(Probe probe)
    {
        Require(probe, probe.Tags.Count, MaxTags, "tags");
        foreach (var tag in probe.Tags)
            RequireLength(probe, tag, MaxTextLength, "A tag");

        RequireLength(probe, probe.Location + probe.Location.Signature, MaxPlaceLength, "The place");
        CheckContent(probe);

        var expressions = 0;
        foreach (var unused in probe.Expressions())
            Require(probe, ++expressions, MaxExpressions, "expressions");
    }

    private static void CheckContent(Probe probe)
    {
        switch (probe)
        {
            case LogProbe log:
                CheckSegments(probe, log.Segments);
                foreach (var capture in log.CaptureExpressions)
                    RequireLength(probe, capture.Name, MaxTextLength, "The name of a captured value");
                break;
            case MetricProbe metric:
                RequireLength(probe, metric.MetricName, MaxTextLength, "The name of the metric");
                break;
            case TriggerProbe trigger:
                RequireLength(probe, trigger.SessionId, MaxTextLength, "The name of the session");
                break;
            case SpanDecorationProbe decoration:
                Require(probe, decoration.Decorations.Count, MaxExpressions, "decorations");
                foreach (var each in decoration.Decorations)
                    CheckTags(probe, each.Tags);
                break;
        }
    }

    private static void CheckTags(Probe probe, IReadOnlyList<DecorationTag> tags)
    {
        Require(probe, tags.Count, MaxTags, "tags in a decoration");
        foreach (var tag in tags)
        {
            RequireLength(probe, tag.Name, MaxTextLength, "The name of a tag");
            CheckSegments(probe, tag.Segments);
        }
    }

    // The wire form brings messages in pieces.
    private static void CheckSegments(Probe probe, IReadOnlyList<TemplateSegment> segments)
    {
        Require(probe, segments.Count, MaxSegments, "segments in a message");
        var length = 0;
        foreach (var segment in segments)
        {
            if ((length += segment.Text.Length) > TemplateText.MaxLength)
                throw TooLong(probe, TemplateText.MaxLength, "A message");
        }
    }

    private static void Require(Probe probe, int count, int most, string what)
    {
        if (count > most)
        {
            throw new LanguageException(
                "Probe \"" + probe.Id + "\" has more than " + most.ToString(CultureInfo.InvariantCulture) + " " + what + ". Split it into several probes.", probe.Position);
        }
    }

    private static void RequireLength(Probe probe, string text, int most, string what)
    {
        if (text.Length > most)
            throw TooLong(probe, most, what);
    }

    private static LanguageException TooLong(Probe probe, int most, string what) => new LanguageException(
        what + " of probe \"" + probe.Id + "\" is longer than " + most.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", probe.Position);
}
