using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Hooks;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Redaction;
using Weaver.RemoteConfig;
using Weaver.Signals;
using Weaver.Symbols;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Debugging;

/// <summary>Who is given to whom. Builds every part of one debugger; starts none.</summary>
internal sealed class DebuggerWiring
{
    // What is beyond the size of an event is pruned from the deepest values up, which tells more than a capture that just
    // stops. This is how much there may be to choose from.
    private const int MaxContextBytes = 2 << 20;

    private const long MaxOutputFileBytes = 256L << 20;

    /// <param name="settings">Checked settings.</param>
    /// <param name="time">The clock of everything but durations of calls.</param>
    /// <param name="filter">Modules that this debugger looks at; null for all.</param>
    /// <param name="wake">Asks the debugger for a round.</param>
    public DebuggerWiring(Settings settings, TimeProvider time, Func<WovenModule, bool>? filter, Action wake)
    {
        var clock = new Clock(time);
        Clock = clock;
        Uploaders = CreateUploaders(settings, time);
        Collector = new SignalCollector(Uploaders, Counters, settings.PruningDepth);
        Statsd = settings.DogStatsdUrl is { } statsd ? new DogStatsdClient(statsd, settings.UploadInterval ?? FlushPace.First, Counters, time) : null;
        Signals = CreateContext(settings, clock);
        Functions = new FunctionStore(Signals);
        Manifests = new ManifestStore(new HookModules(filter));
        Events = new SelfEvents(Counters);
        Drops = new DropWatch(Counters, Events, clock);
        Reporter = new ProbeStatusReporter(settings.Service, RuntimeId.ToString(), clock, Collector.Offer, Events.ProbeChanged);
        Registry = new ProbeRegistry(Manifests, Functions, Reporter, clock, wake, HotReload.HasChanged, Signals.Redaction);
        Budget = new CpuBudget(settings.CpuBudgetPercent, Environment.ProcessorCount, clock);
        Adapter = new ProbeRemoteConfigAdapter(Registry, settings, Counters, configuration => Configure(configuration, settings.SnapshotsPerSecond));
        Enablement = new EnablementSwitch(settings, clock, Counters, isOn => Adapter.Suspend(!isOn), wake);
        Router = new ProductRouter(Adapter, Enablement, Symbols);
        Sources = CreateSources(settings, time);
        SymbolUploader = CreateSymbolUploader(settings, time);
        if (SymbolUploader is { MayBeWanted: true } symbols)
            Symbols.Changed = symbols.SetWanted;

        Meter = settings.SelfMetrics ? new SelfMeter(this) : null;
    }

    /// <summary>Null when it is switched off.</summary>
    public SelfMeter? Meter { get; }

    public SelfEvents Events { get; }

    /// <summary>Null without an agent.</summary>
    public SymbolUploader? SymbolUploader { get; }

    public DropWatch Drops { get; }

    public Guid RuntimeId { get; } = Guid.NewGuid();

    public Counters Counters { get; } = new();

    public Clock Clock { get; }

    public IReadOnlyList<LogsIntakeUploader> Uploaders { get; }

    public SignalCollector Collector { get; }

    /// <summary>Null when metrics go to no DogStatsD server.</summary>
    public DogStatsdClient? Statsd { get; }

    public SignalContext Signals { get; }

    public FunctionStore Functions { get; }

    public ManifestStore Manifests { get; }

    public ProbeStatusReporter Reporter { get; }

    public ProbeRegistry Registry { get; }

    public CpuBudget Budget { get; }

    public ProbeRemoteConfigAdapter Adapter { get; }

    /// <summary>Whether the agent wants probes at all.</summary>
    public EnablementSwitch Enablement { get; }

    /// <summary>Whether the agent wants the names of the code: set <see cref="SymbolSwitch.Changed"/> before the start.</summary>
    public SymbolSwitch Symbols { get; } = new();

    public ProductRouter Router { get; }

    public IReadOnlyList<IConfigSource> Sources { get; }

    private SignalContext CreateContext(Settings settings, Clock clock)
    {
        var redaction = new RedactionRules(settings.RedactedIdentifiers, settings.RedactionExcludedIdentifiers, settings.RedactedTypes, omitsExceptionText: settings.OmitsExceptionText);
        var rate = settings.SnapshotsPerSecond;
        return new SignalContext
        {
            Service = settings.Service,
            Clock = clock,
            Redaction = redaction,
            Capture = CaptureOptions.Default with { Redaction = redaction, Timeout = settings.CaptureTimeout, MaxBytes = MaxContextBytes, Time = clock.Time },
            Captures = new CaptureCounters(Counters, MemoryPressure.OfProcess(clock.Time)),
            EvaluationTimeout = settings.EvaluationTimeout,
            GlobalLimiter = new RateLimiter(rate, Math.Max(1, rate), clock.Frequency, static () => SelfLog.Write(
                "Weaver: more events with captured values are asked for than the rate of all probes allows. The rest is dropped and counted as rateLimitGlobal; narrow the conditions of the probes.")),
            Collector = Collector,
            Statsd = Statsd,
        };
    }

    private void Configure(ServiceConfiguration? configuration, double standardRate)
    {
        var rate = configuration?.SnapshotsPerSecond ?? standardRate;
        Signals.GlobalLimiter.SetRate(rate, Clock.Timestamp, Math.Max(1, rate));
        Registry.SetRules(configuration is null ? PlaceRules.None : new PlaceRules(configuration.Allow, configuration.Deny));
    }

    // The agent has an uploader of its own: while it is slow, files and receivers in the process still get theirs.
    private List<LogsIntakeUploader> CreateUploaders(Settings settings, TimeProvider time)
    {
        var options = new UploadOptions
        {
            QueueEvents = settings.QueueCapacity,
            BatchEvents = settings.UploadBatchSize,
            FlushInterval = settings.UploadInterval,
            MaxEventBytes = SignalCollector.MaxEventBytes,
        };
        var uploaders = new List<LogsIntakeUploader>();
        if (settings.AgentUrl is { } url)
        {
            var client = new AgentClient(new AgentClientOptions { Url = url, TryTimeout = settings.UploadTimeout, LeavesAlone = true }, Counters, time);
            var spool = settings.SpoolFolder is { } folder ? new SpoolOptions { Folder = Path.GetFullPath(Path.Combine(settings.ContentRoot, folder)), MaxBytes = settings.SpoolMaxBytes } : null;
            uploaders.Add(new LogsIntakeUploader(new AgentSink(client, Tags(settings), Counters, time), options, Counters, time, spool));
        }

        var local = new List<IPayloadSink>();
        if (settings.OutputFile is { } file)
            local.Add(new NdjsonFileSink(Path.Combine(settings.ContentRoot, file), MaxOutputFileBytes, Counters));

        local.AddRange(settings.Sinks.Select(LocalSinks.For));
        if (local.Count == 0 && uploaders.Count == 0 && settings.LoggerFactory is { } loggers)
            local.Add(LocalSinks.For(loggers));

        if (local.Count != 0)
        {
            var quick = options with { FlushInterval = options.FlushInterval < FlushPace.Shortest ? options.FlushInterval : FlushPace.Shortest };
            uploaders.Add(new LogsIntakeUploader(new FanOutSink(local, Counters), quick, Counters, time));
        }

        return uploaders;
    }

    private SymbolUploader? CreateSymbolUploader(Settings settings, TimeProvider time)
    {
        if (settings.AgentUrl is not { } url)
            return null;

        var options = new SymbolOptions
        {
            Service = settings.Service,
            Environment = settings.Environment,
            Version = settings.Version,
            RuntimeId = RuntimeId.ToString(),
            BatchBytes = settings.SymbolBatchBytes,
            Compresses = settings.SymbolCompression,
            IsWanted = settings.SymbolDatabase,
            IsForbidden = settings.SymbolsAreForbidden,
        };
        var client = new AgentClient(new AgentClientOptions { Url = url, TryTimeout = settings.UploadTimeout, Tries = 1 }, Counters, time);
        return new SymbolUploader(options, SymbolModules, client, Counters, time);
    }

    private List<SymbolModule> SymbolModules() =>
        [.. Manifests.Modules.Where(m => m.Error is null).Select(m => new SymbolModule(m.Id, m.Name, m.Manifest, () => Gates.Find(m.Id)?.Assembly))];

    private List<KeyValuePair<string, string?>> Tags(Settings settings) =>
    [
        new("env", settings.Environment),
        new("version", settings.Version),
        new("host", Environment.MachineName),
        new("runtime-id", RuntimeId.ToString()),
        new("debugger_version", typeof(DebuggerWiring).Assembly.GetName().Version?.ToString(3)),
        new("git.repository_url", settings.GitRepositoryUrl),
        new("git.commit.sha", settings.GitCommitSha),
        .. settings.Tags.Select(tag => new KeyValuePair<string, string?>(tag.Key, tag.Value)),
    ];

    private List<IConfigSource> CreateSources(Settings settings, TimeProvider time)
    {
        var sources = new List<IConfigSource>();
        if (settings is { RemoteConfigEnabled: true, AgentUrl: { } agent })
            sources.Add(CreateRemoteConfig(settings, agent, time));

        var urlOptions = new HttpConfigOptions { Interval = settings.RemoteConfigInterval };

        // The same address twice is one source: its file would go by one name.
        sources.AddRange(settings.ProbeUrls.DistinctBy(static url => url.OriginalString, StringComparer.Ordinal).Select((url, index) => new HttpConfigSource(url, index, urlOptions, Counters, time)));
        if (settings.ProbeFiles.Count != 0)
        {
            var patterns = settings.ProbeFiles.Select(file => Path.Combine(settings.ContentRoot, file)).ToList();
            sources.Add(new FileConfigSource(patterns, new FileConfigOptions { PollInterval = settings.ProbeFileInterval }, Counters, time));
        }

        return sources;
    }

    private RemoteConfigClient CreateRemoteConfig(Settings settings, Uri agent, TimeProvider time)
    {
        var options = new RemoteConfigOptions { Interval = settings.RemoteConfigInterval };
        var client = new AgentClient(
            new AgentClientOptions { Url = agent, Tries = 1, TryTimeout = options.Timeout, MaxReplyBytes = options.MaxReplyBytes, ErrorCounter = "remoteConfig.error" }, Counters, time);
        var version = typeof(DebuggerWiring).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var identity = new ClientIdentity
        {
            RuntimeId = RuntimeId,
            Version = version,
            Service = settings.Service,
            Environment = settings.Environment,
            ServiceVersion = settings.Version,
            Tags = ClientTags(settings, version),
            ProcessTags = Assembly.GetEntryAssembly()?.GetName().Name is { } entry ? ["entrypoint.name:" + ClientIdentity.Normalize(entry)] : [],
            Products = [Products.LiveDebugging, Products.SymbolDatabase, Products.Tracing],
            Capabilities = Products.Encode(Products.CanEnableInstrumentation, Products.CanMergeTracing),
        };
        return new RemoteConfigClient(client, identity, options, Counters, time);
    }

    private static List<string> ClientTags(Settings settings, string version)
    {
        (string Key, string? Value)[] tags =
        [
            ("env", settings.Environment),
            ("version", settings.Version),
            ("tracer_version", version),
            ("host_name", Environment.MachineName),
            ("git.commit.sha", settings.GitCommitSha),
            ("git.repository_url", settings.GitRepositoryUrl),
            .. settings.Tags.Select(tag => (tag.Key, (string?)tag.Value)),
        ];
        return [.. tags.Where(t => !string.IsNullOrEmpty(t.Value)).Select(t => t.Key + ":" + t.Value)];
    }
}
