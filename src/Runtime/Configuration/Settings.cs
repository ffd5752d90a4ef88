using System;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace Weaver.Configuration;

/// <summary>Every setting, checked and complete. Immutable.</summary>
internal sealed record Settings
{
    public bool Enabled { get; init; } = true;
    public string Service { get; init; } = "";
    public string? Environment { get; init; }
    public string? Version { get; init; }

    /// <summary>Further tags of every request, in the order given; the keys of the settings above and below are not among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public string? GitCommitSha { get; init; }

    /// <summary>Without user name and password.</summary>
    public string? GitRepositoryUrl { get; init; }

    /// <summary>Null: no agent is contacted.</summary>
    public Uri? AgentUrl { get; init; }

    /// <summary>Where metrics go as datagrams, <c>udp://host:port</c> or <c>unix:///path</c>; null: to instruments only.</summary>
    public Uri? DogStatsdUrl { get; init; }

    /// <summary>The agent is asked for probes. A debugger made without the reader, as tests do, asks nobody.</summary>
    public bool RemoteConfigEnabled { get; init; }

    public TimeSpan RemoteConfigInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Files on web servers that probes come from, in the order of their precedence.</summary>
    public IReadOnlyList<Uri> ProbeUrls { get; init; } = [];

    public IReadOnlyList<string> ProbeFiles { get; init; } = [SettingsReader.DefaultProbeFiles];
    public string ContentRoot { get; init; } = "";
    public string? OutputFile { get; init; }
    public IReadOnlyList<IProbeEventSink> Sinks { get; init; } = [];
    public ILoggerFactory? LoggerFactory { get; init; }

    public double SnapshotsPerSecond { get; init; } = 100;

    /// <summary>Share of all processors that the probes together may use; 100 for no limit.</summary>
    public double CpuBudgetPercent { get; init; } = 100;

    public TimeSpan CaptureTimeout { get; init; } = TimeSpan.FromMilliseconds(200);
    public TimeSpan EvaluationTimeout { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Events that are too large lose their deepest values first, down to this level of nesting.</summary>
    public int PruningDepth { get; init; } = 3;

    /// <summary>Probes of one type beyond this many are not installed; 0 means no limit.</summary>
    public int MaxProbesPerType { get; init; }

    public int QueueCapacity { get; init; } = 1000;
    public int UploadBatchSize { get; init; } = 100;
    /// <summary>Null: adapted to how full the queues are.</summary>
    public TimeSpan? UploadInterval { get; init; }

    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where events lie that the agent could not be given; null: nowhere.</summary>
    public string? SpoolFolder { get; init; }

    public long SpoolMaxBytes { get; init; } = 64L << 20;
    public TimeSpan DiagnosticsInterval { get; init; } = TimeSpan.FromHours(1);
    public TimeSpan ProbeFileInterval { get; init; } = TimeSpan.FromMilliseconds(250);
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(3);

    public IReadOnlyList<string> RedactedIdentifiers { get; init; } = [];
    public IReadOnlyList<string> RedactionExcludedIdentifiers { get; init; } = [];
    public IReadOnlyList<string> RedactedTypes { get; init; } = [];
    public ExceptionMessages ExceptionMessages { get; init; } = ExceptionMessages.Emit;
    public bool OmitsExceptionText => ExceptionMessages == ExceptionMessages.Omit;

    /// <summary>The meter <c>Weaver</c> is there.</summary>
    public bool SelfMetrics { get; init; } = true;

    /// <summary>Names and places of the woven code are sent to the agent without anybody asking for them.</summary>
    public bool SymbolDatabase { get; init; }

    /// <summary>They are not sent, even if the agent asks for them.</summary>
    public bool SymbolsAreForbidden { get; init; }

    public int SymbolBatchBytes { get; init; } = 1 << 20;
    public bool SymbolCompression { get; init; } = true;

    /// <summary>What was wrong with the given values, as whole sentences.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];
}
