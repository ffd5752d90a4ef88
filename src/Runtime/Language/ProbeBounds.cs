using System.Globalization;

namespace Weaver.Language;

/// <summary>How much one probe may hold: it comes from outside, and each part costs time and memory at every hit.</summary>
internal static class ProbeBounds
{
    public const int MaxIdLength = 256;
    public const int MaxTags = 128;
    public const int MaxTextLength = 1024;
    public const int MaxExpressions = 1024;

    /// <exception cref="LanguageException">The probe holds more.</exception>
    public static void Check(Probe probe)
    {
        if (probe.Tags.Count > MaxTags)
            throw TooMany(probe, MaxTags, "tags");

        foreach (var tag in probe.Tags)
        {
            if (tag.Length > MaxTextLength)
                throw new LanguageException("A tag of probe \"" + probe.Id + "\" is longer than " + MaxTextLength.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", probe.Position);
        }

        if (probe.Location.ToString().Length + probe.Location.Signature.Length > 4 * MaxTextLength)
            throw new LanguageException("The place of probe \"" + probe.Id + "\" is longer than " + (4 * MaxTextLength).ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", probe.Position);

        var expressions = 0;
        foreach (var unused in probe.Expressions())
        {
            if (++expressions > MaxExpressions)
                throw TooMany(probe, MaxExpressions, "expressions");
        }
    }

    private static LanguageException TooMany(Probe probe, int most, string what) => new LanguageException(
        "Probe \"" + probe.Id + "\" has more than " + most.ToString(CultureInfo.InvariantCulture) + " " + what + ". Split it into several probes.", probe.Position);
}
