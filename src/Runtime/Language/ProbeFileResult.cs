using System.Collections.Generic;

namespace Weaver.Language;

internal enum ProbeErrorCode
{
    /// <summary>A field is missing or has a value of the wrong kind.</summary>
    InvalidProbe,

    /// <summary>An expression does not parse.</summary>
    InvalidExpression,

    /// <summary>The line of the location is not a number from 1.</summary>
    InvalidLineNumber,

    /// <summary>An earlier probe of the file has the same id.</summary>
    DuplicateId,

    /// <summary>The type of probe is unknown.</summary>
    UnsupportedType,
}

/// <summary>Why one entry of a probe file is not used.</summary>
internal sealed class ProbeError
{
    private const int MaxMessageLength = 4096;

    public ProbeError(
        ProbeErrorCode code, string probeId, int version, string message, TextPosition position, Probe? probe = null, bool isServiceConfiguration = false)
    {
        Code = code;
        ProbeId = probeId;
        Version = version;
        Message = LanguageError.Shorten(message, MaxMessageLength);
        Position = position;
        Probe = probe;
        IsServiceConfiguration = isServiceConfiguration;
    }

    public ProbeErrorCode Code { get; }

    /// <summary>Empty when the entry has none that can be read.</summary>
    public string ProbeId { get; }

    public int Version { get; }

    public string Message { get; }

    public TextPosition Position { get; }

    /// <summary>The probe as far as it could be read, when all but an expression is sound.</summary>
    public Probe? Probe { get; }

    /// <summary>The entry says that it is the service configuration.</summary>
    public bool IsServiceConfiguration { get; }

    public override string ToString() => Message + " (" + Position + ")";
}

/// <summary>An entry that is meant for somebody else.</summary>
internal sealed class SkippedProbe
{
    public SkippedProbe(string probeId, string reason, TextPosition position)
    {
        ProbeId = probeId;
        Reason = reason;
        Position = position;
    }

    public string ProbeId { get; }

    public string Reason { get; }

    public TextPosition Position { get; }
}

/// <summary>What a probe file holds.</summary>
internal sealed class ProbeFileResult
{
    public ProbeFileResult(IReadOnlyList<Probe> probes, IReadOnlyList<ProbeError> errors, IReadOnlyList<SkippedProbe> skipped, LanguageError? fileError)
    {
        Probes = probes;
        Errors = errors;
        Skipped = skipped;
        FileError = fileError;
    }

    /// <summary>The sound probes in the order of the file; each parses completely.</summary>
    public IReadOnlyList<Probe> Probes { get; }

    /// <summary>Entries that cannot run, one error each; every one is a status ERROR under its id.</summary>
    public IReadOnlyList<ProbeError> Errors { get; }

    /// <summary>Entries for another language.</summary>
    public IReadOnlyList<SkippedProbe> Skipped { get; }

    /// <summary>
    /// Not null when the text as a whole is no probe file (empty, malformed, no array). Then nothing is known about what its
    /// author wants, and what was installed before is best kept.
    /// </summary>
    public LanguageError? FileError { get; }
}
