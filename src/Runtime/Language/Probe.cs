using System;
using System.Collections.Generic;

namespace Weaver.Language;

internal enum ProbeType
{
    Log,
    Metric,
    Span,
    SpanDecoration,
    Trigger,
    ServiceConfiguration,
}

/// <summary>When a method probe evaluates its condition and its message.</summary>
internal enum EvaluateAt
{
    /// <summary>Exit for log and decoration probes, entry for the others.</summary>
    Default,
    Entry,
    Exit,
}

/// <summary>What every probe has. Immutable.</summary>
internal abstract class Probe
{
    private protected Probe(ProbeType type, ProbeHeader header)
    {
        Type = type;
        Id = header.Id;
        Version = header.Version;
        Language = header.Language;
        Tags = header.Tags;
        Location = header.Location;
        EvaluateAt = header.EvaluateAt;
        MaxHits = header.MaxHits;
        Lifetime = header.Lifetime;
        Warnings = header.Warnings;
        Position = header.Position;
        ContentKey = header.ContentKey;
    }

    public ProbeType Type { get; }

    /// <summary>Unique among the probes of a file; never empty.</summary>
    public string Id { get; }

    /// <summary>0 when the file does not say.</summary>
    public int Version { get; }

    /// <summary><c>dotnet</c>, or empty when the file does not say.</summary>
    public string Language { get; }

    /// <summary>Tags as <c>key:value</c> texts in the order of the file.</summary>
    public IReadOnlyList<string> Tags { get; }

    public ProbeLocation Location { get; }

    public EvaluateAt EvaluateAt { get; }

    /// <summary><see cref="EvaluateAt"/> with the default resolved for this type of probe.</summary>
    public EvaluateAt Timing => EvaluateAt != EvaluateAt.Default ? EvaluateAt
        : Type == ProbeType.Log || Type == ProbeType.SpanDecoration ? EvaluateAt.Exit : EvaluateAt.Entry;

    /// <summary>Removes itself after this many hits that emitted; null means never.</summary>
    public int? MaxHits { get; }

    /// <summary>Removes itself this long after it was installed; null means never.</summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>Sentences about what is accepted but probably not meant.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Where the probe starts in its file.</summary>
    public TextPosition Position { get; }

    /// <summary>Equal for two probes exactly when all their content is equal, whatever the layout of their files.</summary>
    public string ContentKey { get; }

    /// <summary>Every expression of the probe, for those who bind or check them.</summary>
    public abstract IEnumerable<ExpressionSource> Expressions();

    /// <summary>True when the other probe has the same content, version and every other field included.</summary>
    public bool ContentEquals(Probe other) => string.Equals(ContentKey, other.ContentKey, StringComparison.Ordinal);

    /// <summary>The value of the first tag with this key, or null.</summary>
    public string? FindTag(string key)
    {
        foreach (var tag in Tags)
        {
            if (tag.Length > key.Length && tag[key.Length] == ':' && tag.StartsWith(key, StringComparison.Ordinal))
                return tag.Substring(key.Length + 1);
        }

        return null;
    }

    public override string ToString() => Id + " at " + Location;
}

/// <summary>The common fields while a probe is being read.</summary>
internal sealed class ProbeHeader
{
    public string Id { get; set; } = "";

    public int Version { get; set; }

    public string Language { get; set; } = "";

    public IReadOnlyList<string> Tags { get; set; } = Array.Empty<string>();

    public ProbeLocation Location { get; set; } = ProbeLocation.Method("", "");

    public EvaluateAt EvaluateAt { get; set; }

    public int? MaxHits { get; set; }

    public TimeSpan? Lifetime { get; set; }

    public List<string> Warnings { get; } = new List<string>();

    public TextPosition Position { get; set; }

    public string ContentKey { get; set; } = "";
}
