using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;

namespace Weaver.Configuration;

/// <summary>Options, then environment, then defaults: one complete <see cref="Settings"/> and a list of complaints.</summary>
internal sealed class SettingsReader
{
    public const string DefaultProbeFiles = "*.probes.json";

    // A debugger made without the reader, as tests do, has no limit.
    private const double DefaultCpuBudget = 1;
    private const double LeastCpuBudget = 0.1;
    private const string CpuBudgetVariable = "WEAVER_CPU_BUDGET_PERCENT";

    // Less than two of the largest events would keep hardly anything.
    private const double LeastSpoolBytes = 2 << 20;
    private const double MostSpoolBytes = 1L << 40;

    private const string Prefix = "DD_DYNAMIC_INSTRUMENTATION_";
    private const string SymbolPrefix = "DD_SYMBOL_DATABASE_";

    // Each address has a thread that asks it.
    private const int MaxProbeUrls = 16;
    private const int LeastPollMs = 10;

    private readonly Func<string, string?> _environment;
    private readonly List<string> _complaints = [];

    private SettingsReader(Func<string, string?> environment) => _environment = environment;

    /// <param name="options">What the program asks for.</param>
    /// <param name="environment">Reads one environment variable; null for the process's own.</param>
    public static Settings Read(WeaverOptions options, Func<string, string?>? environment = null) =>
        new SettingsReader(environment ?? Environment.GetEnvironmentVariable).Read(options);

    private Settings Read(WeaverOptions options)
    {
        var defaults = new Settings();
        _complaints.AddRange(options.BindingComplaints);
        var tags = ReadTags(options.Tags);
        var symbols = options.SymbolDatabase ?? Flag(SymbolPrefix + "UPLOAD_ENABLED");
        var settings = new Settings
        {
            Enabled = ReadEnabled(options.Enabled),
            Service = Text(options.Service, "DD_SERVICE") ?? tags.Take("service") ?? Assembly.GetEntryAssembly()?.GetName().Name ?? "unnamed-service",
            Environment = Text(options.Environment, "DD_ENV") ?? tags.Take("env"),
            Version = Text(options.Version, "DD_VERSION") ?? tags.Take("version"),
            GitCommitSha = Text(options.GitCommitSha, "DD_GIT_COMMIT_SHA") ?? tags.Take("git.commit.sha"),
            GitRepositoryUrl = WithoutUser(Text(options.GitRepositoryUrl, "DD_GIT_REPOSITORY_URL") ?? tags.Take("git.repository_url")),
            Tags = tags.Others,
            AgentUrl = ReadAgentUrl(options.AgentUrl),
            RemoteConfigEnabled = options.RemoteConfigEnabled ?? Flag("DD_REMOTE_CONFIGURATION_ENABLED") ?? true,
            RemoteConfigInterval = ReadRemoteConfigInterval(options.RemoteConfigInterval, defaults.RemoteConfigInterval),
            ProbeUrls = ReadProbeUrls(options.ProbeUrls),
            ProbeFiles = ReadProbeFiles(options.ProbeFiles),
            ContentRoot = string.IsNullOrWhiteSpace(options.ContentRoot) ? Directory.GetCurrentDirectory() : Path.GetFullPath(options.ContentRoot),
            OutputFile = string.IsNullOrWhiteSpace(options.OutputFile) ? null : options.OutputFile,
            Sinks = [.. options.Sinks],
            LoggerFactory = options.LoggerFactory,
            SnapshotsPerSecond = InRange(options.SnapshotsPerSecond, 0, 10_000, defaults.SnapshotsPerSecond, nameof(WeaverOptions.SnapshotsPerSecond)),
            CpuBudgetPercent = InRange(options.CpuBudgetPercent ?? Number(CpuBudgetVariable, LeastCpuBudget, 100), LeastCpuBudget, 100, DefaultCpuBudget, nameof(WeaverOptions.CpuBudgetPercent), " %"),
            CaptureTimeout = Time(options.CaptureTimeout, nameof(WeaverOptions.CaptureTimeout), defaults.CaptureTimeout, 1, 10_000, (Prefix + "MAX_TIME_TO_SERIALIZE", 1), (Prefix + "CAPTURE_TIMEOUT_MS", 1)),
            EvaluationTimeout = Time(options.EvaluationTimeout, nameof(WeaverOptions.EvaluationTimeout), defaults.EvaluationTimeout, 10, 1000, (Prefix + "EVALUATION_TIMEOUT_MS", 1)),
            PruningDepth = (int)InRange(options.PruningDepth ?? Number(Prefix + "MAX_DEPTH_TO_SERIALIZE", 1, 100), 1, 100, defaults.PruningDepth, nameof(WeaverOptions.PruningDepth)),
            MaxProbesPerType = (int)InRange(options.MaxProbesPerType ?? Number("DD_INTERNAL_DYNAMIC_INSTRUMENTATION_MAX_PROBES_PER_TYPE", 0, 1_000_000), 0, 1_000_000, defaults.MaxProbesPerType, nameof(WeaverOptions.MaxProbesPerType)),
            QueueCapacity = (int)InRange(options.QueueCapacity, 1, 100_000, defaults.QueueCapacity, nameof(WeaverOptions.QueueCapacity)),
            UploadBatchSize = (int)InRange(options.UploadBatchSize ?? Number(Prefix + "UPLOAD_BATCH_SIZE", 1, 1000), 1, 1000, defaults.UploadBatchSize, nameof(WeaverOptions.UploadBatchSize)),
            UploadInterval = ReadUploadInterval(options.UploadInterval),
            UploadTimeout = Time(options.UploadTimeout, nameof(WeaverOptions.UploadTimeout), defaults.UploadTimeout, 100, 300_000, (Prefix + "UPLOAD_TIMEOUT", 1000)),
            SpoolFolder = Text(options.SpoolFolder, "WEAVER_SPOOL_FOLDER"),
            SpoolMaxBytes = (long)InRange(options.SpoolMaxBytes ?? Number("WEAVER_SPOOL_MAX_BYTES", LeastSpoolBytes, MostSpoolBytes), LeastSpoolBytes, MostSpoolBytes, defaults.SpoolMaxBytes, nameof(WeaverOptions.SpoolMaxBytes), " bytes"),
            DiagnosticsInterval = Time(options.DiagnosticsInterval, nameof(WeaverOptions.DiagnosticsInterval), defaults.DiagnosticsInterval, 1000, 86_400_000, (Prefix + "DIAGNOSTICS_INTERVAL", 1000)),
            ProbeFileInterval = Time(options.ProbeFileInterval, nameof(WeaverOptions.ProbeFileInterval), defaults.ProbeFileInterval, 10, 60_000),
            StopTimeout = Time(options.StopTimeout, nameof(WeaverOptions.StopTimeout), defaults.StopTimeout, 0, 60_000),
            RedactedIdentifiers = Union(options.RedactedIdentifiers, Prefix + "REDACTED_IDENTIFIERS"),
            RedactionExcludedIdentifiers = Union(options.RedactionExcludedIdentifiers, Prefix + "REDACTION_EXCLUDED_IDENTIFIERS", Prefix + "REDACTED_EXCLUDED_IDENTIFIERS"),
            RedactedTypes = Union(options.RedactedTypes, Prefix + "REDACTED_TYPES"),
            ExceptionMessages = ReadExceptionMessages(options.ExceptionMessages),
            SelfMetrics = options.SelfMetrics ?? Flag(Prefix + "METRICS_ENABLED") ?? defaults.SelfMetrics,
            SymbolDatabase = symbols ?? defaults.SymbolDatabase,
            SymbolsAreForbidden = symbols == false,
            SymbolBatchBytes = (int)InRange(options.SymbolBatchBytes ?? Number(SymbolPrefix + "BATCH_SIZE_BYTES", 10_000, 10_000_000), 10_000, 10_000_000, defaults.SymbolBatchBytes, nameof(WeaverOptions.SymbolBatchBytes), " bytes"),
            SymbolCompression = options.SymbolCompression ?? Flag(SymbolPrefix + "COMPRESSION_ENABLED") ?? defaults.SymbolCompression,
        };
        return settings with { DogStatsdUrl = ReadDogStatsdUrl(options.DogStatsdUrl, settings.AgentUrl), Complaints = _complaints };
    }

    // Zero, where it is given as such, stands for the interval that adapts itself.
    private TimeSpan? ReadUploadInterval(TimeSpan? option)
    {
        if (option == TimeSpan.Zero || (option is null && Variable(Prefix + "UPLOAD_INTERVAL_SECONDS") is null && Variable(Prefix + "UPLOAD_FLUSH_INTERVAL") == "0"))
            return null;

        var interval = Time(option, nameof(WeaverOptions.UploadInterval), TimeSpan.Zero, 10, 60_000, (Prefix + "UPLOAD_INTERVAL_SECONDS", 1000), (Prefix + "UPLOAD_FLUSH_INTERVAL", 1));
        return interval == TimeSpan.Zero ? null : interval;
    }

    private bool ReadEnabled(bool? option)
    {
        // The operator's kill switch beats what the program says; the other key is only a fallback.
        if (Flag("WEAVER_ENABLED") == false)
            return false;

        return option ?? Flag(Prefix + "ENABLED") ?? true;
    }

    private ExceptionMessages ReadExceptionMessages(ExceptionMessages? option)
    {
        const string Name = Prefix + "REDACTION_EXCEPTION_MESSAGES";
        return option ?? (Variable(Name) is { } text ? ParseExceptionMessages(text, Name, _complaints) : ExceptionMessages.Emit);
    }

    /// <summary>The meaning of a text; one that has none counts as omit, because it was meant to change the default.</summary>
    public static ExceptionMessages ParseExceptionMessages(string text, string name, List<string> complaints)
    {
        switch (text.Trim().ToUpperInvariant())
        {
            case "EMIT":
                return ExceptionMessages.Emit;
            case "OMIT":
                return ExceptionMessages.Omit;
            default:
                complaints.Add($"'{text}' of {name} is neither emit nor omit, so the messages of exceptions are omitted.");
                return ExceptionMessages.Omit;
        }
    }

    private TagList ReadTags(IDictionary<string, string> option)
    {
        const string Name = "DD_TAGS";
        var tags = new TagList(option);
        if (Variable(Name) is not { } text)
            return tags;

        // Without a comma anywhere, spaces part the tags, as other tracers have it.
        foreach (var tag in text.Split(text.Contains(',', StringComparison.Ordinal) ? ',' : ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!tags.TryAdd(tag))
                _complaints.Add($"'{tag}' of {Name} is not of the form key:value and is left out.");
        }

        return tags;
    }

    // Addresses of repositories hold the token of whoever built, now and then.
    private static string? WithoutUser(string? url) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length != 0
            ? address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped)
            : url;

    private Uri? ReadAgentUrl(string? option)
    {
        var (text, name) = !string.IsNullOrWhiteSpace(option) ? (option, nameof(WeaverOptions.AgentUrl)) : (Variable("DD_TRACE_AGENT_URL"), "DD_TRACE_AGENT_URL");
        if (text is null && Variable("DD_AGENT_HOST") is { } host)
        {
            var port = Number("DD_TRACE_AGENT_PORT", 1, 65_535) ?? 8126;
            name = "DD_AGENT_HOST";
            text = string.Create(CultureInfo.InvariantCulture, $"http://{(host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? "[" + host + "]" : host)}:{port}");
        }

        if (text is null)
            return null;

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "unix")
            return url;

        _complaints.Add($"'{text}' of {name} is not the address of an agent, so no agent is contacted. Use the form http://host:port.");
        return null;
    }

    private Uri? ReadDogStatsdUrl(string? option, Uri? agent)
    {
        var (text, name) = !string.IsNullOrWhiteSpace(option) ? (option.Trim(), nameof(WeaverOptions.DogStatsdUrl)) : (Variable("DD_DOGSTATSD_URL"), "DD_DOGSTATSD_URL");
        if (text is not null)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "unix" ? url.AbsolutePath.Length > 1 : url.Scheme == "udp" && url.Host.Length != 0))
                return url;

            _complaints.Add($"'{text}' of {name} is not the address of a DogStatsD server, so metrics go to none. Use the form udp://host:port or unix:///path.");
            return null;
        }

        if (agent is null)
            return null;

        // Agents that listen on unix sockets have both in one folder.
        if (agent.Scheme == "unix")
            return new Uri($"unix://{Path.Combine(Path.GetDirectoryName(agent.AbsolutePath) ?? "/", "dsd.socket")}");

        return new UriBuilder("udp", agent.Host, (int)(Number("DD_DOGSTATSD_PORT", 1, 65_535) ?? 8125)).Uri;
    }

    // More than 0 and at most 5 s, in the protocol's own words; ten milliseconds are as good as nothing.
    private TimeSpan ReadRemoteConfigInterval(TimeSpan? option, TimeSpan standard) =>
        Time(option, nameof(WeaverOptions.RemoteConfigInterval), standard, LeastPollMs, 5000, ("DD_REMOTE_CONFIG_POLL_INTERVAL_SECONDS", 1000), ("DD_INTERNAL_RCM_POLL_INTERVAL", 1000), ("DD_REMOTECONFIG_POLL_SECONDS", 1000));

    private List<Uri> ReadProbeUrls(IList<string>? option)
    {
        var urls = new List<Uri>();
        foreach (var text in option ?? [])
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;

            if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
                _complaints.Add($"'{text}' of {nameof(WeaverOptions.ProbeUrls)} is not the address of a file on a web server and is left out. Use the form https://host/path.");
            else if (urls.Count == MaxProbeUrls)
                _complaints.Add($"{nameof(WeaverOptions.ProbeUrls)} has more than {MaxProbeUrls} addresses; '{url.Host}{url.AbsolutePath}' is left out. Put the probes into fewer files.");
            else if (!urls.Contains(url))
                urls.Add(url);
        }

        return urls;
    }

    private List<string> ReadProbeFiles(IList<string>? option)
    {
        var files = new List<string>(option ?? [DefaultProbeFiles]);
        files.RemoveAll(string.IsNullOrWhiteSpace);
        if (Variable(Prefix + "PROBE_FILE") is { } file && !files.Contains(file))
            files.Add(file);

        return files;
    }

    private TimeSpan Time(TimeSpan? option, string name, TimeSpan standard, double leastMs, double mostMs, params ReadOnlySpan<(string Variable, double MsPerUnit)> variables)
    {
        if (option is { } given)
            return TimeSpan.FromMilliseconds(InRange(given.TotalMilliseconds, leastMs, mostMs, standard.TotalMilliseconds, name, " ms"));

        foreach (var (variable, unit) in variables)
        {
            if (Number(variable, leastMs / unit, mostMs / unit) is { } value)
                return TimeSpan.FromMilliseconds(value * unit);
        }

        return standard;
    }

    private double InRange(double? value, double least, double most, double standard, string name, string unit = "")
    {
        if (value is not { } given)
            return standard;

        if (given >= least && given <= most)
            return given;

        _complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {given}{unit}, but must be from {least} to {most}{unit}. The default {standard}{unit} is used."));
        return standard;
    }

    private double? Number(string variable, double least, double most)
    {
        if (Variable(variable) is not { } text)
            return null;

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;

        _complaints.Add(string.Create(CultureInfo.InvariantCulture, $"'{text}' of {variable} is not a number from {least} to {most}. The default is used."));
        return null;
    }

    private bool? Flag(string variable)
    {
        switch (Variable(variable)?.ToUpperInvariant())
        {
            case null:
                return null;
            case "TRUE" or "1" or "YES" or "ON":
                return true;
            case "FALSE" or "0" or "NO" or "OFF":
                return false;
            case { } text:
                _complaints.Add($"'{text}' of {variable} is neither true nor false and is ignored.");
                return null;
        }
    }

    private List<string> Union(IList<string> option, params ReadOnlySpan<string> variables)
    {
        var all = new List<string>(option);
        foreach (var variable in variables)
            all.AddRange((Variable(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

        return all;
    }

    private string? Text(string? option, string variable) => string.IsNullOrWhiteSpace(option) ? Variable(variable) : option.Trim();

    private string? Variable(string name) => _environment(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
