using System;
using System.Collections.Generic;
using Microsoft.Extensions.Logging;

namespace Weaver;

/// <summary>Settings of the debugger in this process. Section <c>Weaver</c> of the configuration binds to them.</summary>
/// <remarks>
/// A null property falls back to the environment variable named with it, then to the default. A value out of range is
/// replaced by the default and named in <see cref="WeaverStatus.Complaints"/>; starting never fails because of it.
/// Read once when the debugger starts; later changes have no effect.
/// </remarks>
public sealed class WeaverOptions
{
    /// <summary>
    /// False keeps everything off: no gate opens, no file is read, no thread starts. Default true, unless
    /// <c>WEAVER_ENABLED</c> or <c>DD_DYNAMIC_INSTRUMENTATION_ENABLED</c> is <c>false</c> or <c>0</c>;
    /// <c>WEAVER_ENABLED=false</c> also beats an explicit true.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>Name of the service in every event. Default <c>DD_SERVICE</c>, else the name of the entry assembly.</summary>
    public string? Service { get; set; }

    /// <summary>Deployment environment; probes tagged <c>env:x</c> apply only where it is x. Default <c>DD_ENV</c>, else none.</summary>
    public string? Environment { get; set; }

    /// <summary>Version of the service; probes tagged <c>version:x</c> apply only where it is x. Default <c>DD_VERSION</c>, else none.</summary>
    public string? Version { get; set; }

    /// <summary>
    /// Tags of every request to the agent, by key; <c>DD_TAGS</c> (<c>key:value,key:value</c>) adds those whose keys are
    /// not here. The keys <c>service</c>, <c>env</c>, <c>version</c>, <c>git.commit.sha</c> and <c>git.repository_url</c>
    /// stand for the settings of that meaning where these are not set otherwise. Default none.
    /// </summary>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Commit that the program was built from, a tag of every request. Default <c>DD_GIT_COMMIT_SHA</c>, else none.</summary>
    public string? GitCommitSha { get; set; }

    /// <summary>
    /// Address of the repository that the program was built from, a tag of every request; a user name and password in it
    /// are left out. Default <c>DD_GIT_REPOSITORY_URL</c>, else none.
    /// </summary>
    public string? GitRepositoryUrl { get; set; }

    /// <summary>
    /// Address of the agent that takes the events, such as <c>http://localhost:8126</c>. Default
    /// <c>DD_TRACE_AGENT_URL</c>, else <c>http://DD_AGENT_HOST:DD_TRACE_AGENT_PORT</c> when <c>DD_AGENT_HOST</c> is set,
    /// else none: then no agent is contacted.
    /// </summary>
    public string? AgentUrl { get; set; }

    /// <summary>
    /// Address of the DogStatsD server that takes the metrics of metric probes, <c>udp://host:port</c> or
    /// <c>unix:///path</c>. Default <c>DD_DOGSTATSD_URL</c>, else with an agent its host and <c>DD_DOGSTATSD_PORT</c>
    /// (8125), or <c>dsd.socket</c> beside the socket of an agent on a unix socket. Without an agent none: then metrics go
    /// to the instruments of the meter <c>Weaver.Probes</c> only, where they always go.
    /// </summary>
    public string? DogStatsdUrl { get; set; }

    /// <summary>
    /// Whether the agent is asked for probes, every <see cref="RemoteConfigInterval"/>. Default
    /// <c>DD_REMOTE_CONFIGURATION_ENABLED</c>, else true. Without an agent it means nothing.
    /// </summary>
    public bool? RemoteConfigEnabled { get; set; }

    /// <summary>
    /// Time between two questions to the agent or to a server of <see cref="ProbeUrls"/>: 10 ms to 5 s, default 5 s or
    /// <c>DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS</c>, <c>DD_INTERNAL_RCM_POLL_INTERVAL</c> or
    /// <c>DD_REMOTECONFIG_POLL_SECONDS</c> (seconds).
    /// </summary>
    public TimeSpan? RemoteConfigInterval { get; set; }

    /// <summary>
    /// Probe files on web servers, addresses of the form <c>https://host/path</c>: up to 16, default none. A user name and
    /// password in an address go along as basic authorization; they and the query are shown nowhere. Of probes with one id
    /// the agent's counts, then that of the first address, then that of the files.
    /// </summary>
    public IList<string>? ProbeUrls { get; set; }

    /// <summary>
    /// Probe files to watch: paths or patterns with <c>*</c> in the file name, relative to <see cref="ContentRoot"/>.
    /// Default <c>*.probes.json</c>, and <c>DD_DYNAMIC_INSTRUMENTATION_PROBE_FILE</c> when it is set. An empty list watches nothing.
    /// </summary>
    public IList<string>? ProbeFiles { get; set; }

    /// <summary>Folder that relative paths start from. Default the host's content root, without a host the current directory.</summary>
    public string? ContentRoot { get; set; }

    /// <summary>File to which every event is appended, one JSON object a line. Default none.</summary>
    public string? OutputFile { get; set; }

    /// <summary>Receivers of every event, in addition to agent and file. Default none.</summary>
    public IList<IProbeEventSink> Sinks { get; } = [];

    /// <summary>
    /// Where events go as log lines (category <c>Weaver.Probes</c>) when there is neither agent, file nor sink, and where
    /// complaints go. Default the host's; without a host none.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Events with captured values per second over all probes: 0 to 10 000, default 100. Plain messages do not count.</summary>
    public double? SnapshotsPerSecond { get; set; }

    /// <summary>
    /// Share of all processors that the probes together may use, in percent: 0.1 to 100, default 1 or
    /// <c>WEAVER_CPU_BUDGET_PERCENT</c>; 100 means no limit. What is not used is saved for up to a minute. While the probes
    /// use more, the costliest one rests for about a second (its hits are dropped as <c>cpuBudget</c>); after its third
    /// rest within a minute of each other it is disarmed and its status is <c>BLOCKED</c>, until it is changed.
    /// </summary>
    public double? CpuBudgetPercent { get; set; }

    /// <summary>
    /// Longest time that one hit may spend on reading values: 1 ms to 10 s, default 200 ms or
    /// <c>DD_DYNAMIC_INSTRUMENTATION_MAX_TIME_TO_SERIALIZE</c> or <c>DD_DYNAMIC_INSTRUMENTATION_CAPTURE_TIMEOUT_MS</c>
    /// (milliseconds). What is left shows the reason <c>timeout</c>.
    /// </summary>
    public TimeSpan? CaptureTimeout { get; set; }

    /// <summary>
    /// Longest time that one hit may spend on conditions and templates: 10 ms to 1 s, default 50 ms or
    /// <c>DD_DYNAMIC_INSTRUMENTATION_EVALUATION_TIMEOUT_MS</c> (milliseconds).
    /// </summary>
    public TimeSpan? EvaluationTimeout { get; set; }

    /// <summary>
    /// Level of nesting, counted from the captures of an event, above which no value is left out of an event that is too
    /// large: 1 to 100, default 3 or <c>DD_DYNAMIC_INSTRUMENTATION_MAX_DEPTH_TO_SERIALIZE</c>.
    /// </summary>
    public int? PruningDepth { get; set; }

    /// <summary>
    /// Probes of one type (log, metric, ...) that are installed, the first in the order of files and entries: 0 to
    /// 1 000 000, 0 means no limit. Default 0 or <c>DD_INTERNAL_DYNAMIC_INSTRUMENTATION_MAX_PROBES_PER_TYPE</c>.
    /// </summary>
    public int? MaxProbesPerType { get; set; }

    /// <summary>Events that may wait for delivery: 1 to 100 000, default 1000. Further ones are dropped and counted (<c>queueFull</c>).</summary>
    public int? QueueCapacity { get; set; }

    /// <summary>Events sent in one request: 1 to 1000, default 100 or <c>DD_DYNAMIC_INSTRUMENTATION_UPLOAD_BATCH_SIZE</c>.</summary>
    public int? UploadBatchSize { get; set; }

    /// <summary>
    /// Time between two uploads: 10 ms to 60 s. Default <c>DD_DYNAMIC_INSTRUMENTATION_UPLOAD_INTERVAL_SECONDS</c> (seconds)
    /// or <c>DD_DYNAMIC_INSTRUMENTATION_UPLOAD_FLUSH_INTERVAL</c> (milliseconds), else, or when it is 0, adapted: 1 s at
    /// first, then from 100 ms while the queue is nearly full to 2 s while it is nearly empty.
    /// </summary>
    public TimeSpan? UploadInterval { get; set; }

    /// <summary>
    /// Folder on a local disk for events that the agent could not be given; they survive the process and are sent when the
    /// agent takes them again, by the next process if need be. Several processes may share it. Relative to
    /// <see cref="ContentRoot"/>. The files hold what the probes captured and can be read by the user of the process only.
    /// Default <c>WEAVER_SPOOL_FOLDER</c>, else none: nothing is kept on disk.
    /// </summary>
    public string? SpoolFolder { get; set; }

    /// <summary>
    /// What one process may keep in <see cref="SpoolFolder"/>, in bytes: 2 097 152 to 1 099 511 627 776, default 67 108 864
    /// or <c>WEAVER_SPOOL_MAX_BYTES</c>. Beyond it the oldest events are dropped and counted (<c>spoolFull</c>).
    /// </summary>
    public long? SpoolMaxBytes { get; set; }

    /// <summary>Longest time that one request may take: 100 ms to 5 min, default 30 s or <c>DD_DYNAMIC_INSTRUMENTATION_UPLOAD_TIMEOUT</c> (seconds).</summary>
    public TimeSpan? UploadTimeout { get; set; }

    /// <summary>
    /// Time after which every status is sent again: 1 s to 1 day, default 1 h or
    /// <c>DD_DYNAMIC_INSTRUMENTATION_DIAGNOSTICS_INTERVAL</c> (seconds).
    /// </summary>
    public TimeSpan? DiagnosticsInterval { get; set; }

    /// <summary>Time between two looks at the probe files: 10 ms to 60 s, default 250 ms.</summary>
    public TimeSpan? ProbeFileInterval { get; set; }

    /// <summary>Longest time that stopping may take, delivery of waiting events included: 0 to 60 s, default 3 s.</summary>
    public TimeSpan? StopTimeout { get; set; }

    /// <summary>Names that are redacted besides the built-in ones; <c>DD_DYNAMIC_INSTRUMENTATION_REDACTED_IDENTIFIERS</c> (comma list) adds to it.</summary>
    public IList<string> RedactedIdentifiers { get; } = [];

    /// <summary>Names that are not redacted although they are listed; <c>DD_DYNAMIC_INSTRUMENTATION_REDACTION_EXCLUDED_IDENTIFIERS</c> adds to it.</summary>
    public IList<string> RedactionExcludedIdentifiers { get; } = [];

    /// <summary>Full names of types whose values are redacted, with <c>*</c> as wildcard; <c>DD_DYNAMIC_INSTRUMENTATION_REDACTED_TYPES</c> adds to it.</summary>
    public IList<string> RedactedTypes { get; } = [];

    /// <summary>
    /// Whether the free text of exceptions is shown; nobody knows what a library writes into its messages. Default
    /// <c>DD_DYNAMIC_INSTRUMENTATION_REDACTION_EXCEPTION_MESSAGES</c> (<c>emit</c> or <c>omit</c>), else
    /// <see cref="Weaver.ExceptionMessages.Emit"/>. In a configuration section the key is <c>Redaction:ExceptionMessages</c>.
    /// Unlike elsewhere, a text that is neither counts as omit: it was meant to change the default.
    /// </summary>
    public ExceptionMessages? ExceptionMessages { get; set; }

    /// <summary>
    /// Whether Weaver tells of itself on the meter <c>Weaver</c>. Default
    /// <c>DD_DYNAMIC_INSTRUMENTATION_METRICS_ENABLED</c>, else true. Costs nothing while nobody listens.
    /// </summary>
    public bool? SelfMetrics { get; set; }

    /// <summary>
    /// Whether the names and places of the woven code (types, methods, lines, variables; no values) are sent to the agent,
    /// from which tools complete what somebody types into a probe. Default <c>DD_SYMBOL_DATABASE_UPLOAD_ENABLED</c>, else
    /// false. A false from either keeps them in the process whatever the agent asks for.
    /// </summary>
    public bool? SymbolDatabase { get; set; }

    /// <summary>
    /// Largest part of the symbols that is sent in one request, in bytes before compression: 10 000 to 10 000 000, default
    /// 1 048 576 or <c>DD_SYMBOL_DATABASE_BATCH_SIZE_BYTES</c>.
    /// </summary>
    public int? SymbolBatchBytes { get; set; }

    /// <summary>Whether symbols are sent with gzip. Default <c>DD_SYMBOL_DATABASE_COMPRESSION_ENABLED</c>, else true.</summary>
    public bool? SymbolCompression { get; set; }

    /// <summary>What the binding of a configuration section could not understand.</summary>
    internal List<string> BindingComplaints { get; } = [];
}
