using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Weaver.Configuration;
using Weaver.Language;

namespace Weaver.Hosting;

/// <summary>Copies a configuration section into the options, by hand, so that trimming and NativeAOT need no reflection.</summary>
internal static class OptionsBinder
{
    public const string Section = "Weaver";

    private const string ExceptionMessagesKey = "Redaction:ExceptionMessages";

    /// <summary>What is not understood, names of no option included, is told in the status; it fails nothing.</summary>
    public static void Bind(IConfiguration source, WeaverOptions options)
    {
        var complaints = options.BindingComplaints;
        var section = new AskedSection(source);
        options.Enabled = Flag(section, nameof(options.Enabled), complaints) ?? options.Enabled;
        options.Service = section[nameof(options.Service)] ?? options.Service;
        options.Environment = section[nameof(options.Environment)] ?? options.Environment;
        options.Version = section[nameof(options.Version)] ?? options.Version;
        options.AgentUrl = section[nameof(options.AgentUrl)] ?? options.AgentUrl;
        options.DogStatsdUrl = section[nameof(options.DogStatsdUrl)] ?? options.DogStatsdUrl;
        options.ContentRoot = section[nameof(options.ContentRoot)] ?? options.ContentRoot;
        options.OutputFile = section[nameof(options.OutputFile)] ?? options.OutputFile;
        options.RemoteConfigEnabled = Flag(section, nameof(options.RemoteConfigEnabled), complaints) ?? options.RemoteConfigEnabled;
        options.RemoteConfigInterval = Time(section, nameof(options.RemoteConfigInterval), complaints) ?? options.RemoteConfigInterval;
        options.ProbeUrls = List(section, nameof(options.ProbeUrls)) ?? options.ProbeUrls;
        options.ProbeFiles = List(section, nameof(options.ProbeFiles)) ?? options.ProbeFiles;
        options.SnapshotsPerSecond = Number(section, nameof(options.SnapshotsPerSecond), complaints) ?? options.SnapshotsPerSecond;
        options.QueueCapacity = (int?)Number(section, nameof(options.QueueCapacity), complaints) ?? options.QueueCapacity;
        options.UploadBatchSize = (int?)Number(section, nameof(options.UploadBatchSize), complaints) ?? options.UploadBatchSize;
        options.CpuBudgetPercent = Number(section, nameof(options.CpuBudgetPercent), complaints) ?? options.CpuBudgetPercent;
        options.CaptureTimeout = Time(section, nameof(options.CaptureTimeout), complaints) ?? options.CaptureTimeout;
        options.EvaluationTimeout = Time(section, nameof(options.EvaluationTimeout), complaints) ?? options.EvaluationTimeout;
        options.UploadInterval = Time(section, nameof(options.UploadInterval), complaints) ?? options.UploadInterval;
        options.SpoolFolder = section[nameof(options.SpoolFolder)] ?? options.SpoolFolder;
        options.SpoolMaxBytes = (long?)Number(section, nameof(options.SpoolMaxBytes), complaints) ?? options.SpoolMaxBytes;
        options.UploadTimeout = Time(section, nameof(options.UploadTimeout), complaints) ?? options.UploadTimeout;
        options.DiagnosticsInterval = Time(section, nameof(options.DiagnosticsInterval), complaints) ?? options.DiagnosticsInterval;
        options.ProbeFileInterval = Time(section, nameof(options.ProbeFileInterval), complaints) ?? options.ProbeFileInterval;
        options.StopTimeout = Time(section, nameof(options.StopTimeout), complaints) ?? options.StopTimeout;
        AddAll(options.RedactedIdentifiers, List(section, nameof(options.RedactedIdentifiers)));
        AddAll(options.RedactionExcludedIdentifiers, List(section, nameof(options.RedactionExcludedIdentifiers)));
        AddAll(options.RedactedTypes, List(section, nameof(options.RedactedTypes)));
        if (section[ExceptionMessagesKey] is { } messages)
            options.ExceptionMessages = SettingsReader.ParseExceptionMessages(messages, Section + ":" + ExceptionMessagesKey, complaints);

        options.GitCommitSha = section[nameof(options.GitCommitSha)] ?? options.GitCommitSha;
        options.GitRepositoryUrl = section[nameof(options.GitRepositoryUrl)] ?? options.GitRepositoryUrl;
        foreach (var tag in section.GetSection(nameof(options.Tags)).GetChildren())
        {
            if (tag.Value is { } value)
                options.Tags[tag.Key] = value;
        }

        options.PruningDepth = (int?)Number(section, nameof(options.PruningDepth), complaints) ?? options.PruningDepth;
        options.MaxProbesPerType = (int?)Number(section, nameof(options.MaxProbesPerType), complaints) ?? options.MaxProbesPerType;
        options.SelfMetrics = Flag(section, nameof(options.SelfMetrics), complaints) ?? options.SelfMetrics;
        options.SymbolDatabase = Flag(section, nameof(options.SymbolDatabase), complaints) ?? options.SymbolDatabase;
        options.SymbolBatchBytes = (int?)Number(section, nameof(options.SymbolBatchBytes), complaints) ?? options.SymbolBatchBytes;
        options.SymbolCompression = Flag(section, nameof(options.SymbolCompression), complaints) ?? options.SymbolCompression;

        foreach (var (key, known) in section.NeverAskedFor())
            complaints.Add($"{Section}:{key} is no setting and is ignored. {Suggestion.DidYouMean(key, known)}");
    }

    private static bool? Flag(AskedSection section, string key, List<string> complaints)
    {
        if (section[key] is not { } text)
            return null;

        if (bool.TryParse(text, out var value))
            return value;

        complaints.Add($"'{text}' of {Section}:{key} is neither true nor false and is ignored.");
        return null;
    }

    private static double? Number(AskedSection section, string key, List<string> complaints)
    {
        if (section[key] is not { } text)
            return null;

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value;

        complaints.Add($"'{text}' of {Section}:{key} is not a number and is ignored.");
        return null;
    }

    private static TimeSpan? Time(AskedSection section, string key, List<string> complaints)
    {
        if (section[key] is not { } text)
            return null;

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;

        complaints.Add($"'{text}' of {Section}:{key} is not a time of the form hh:mm:ss.fff and is ignored.");
        return null;
    }

    // A list is an array, or one text with commas, which is easier to give as an environment variable.
    private static List<string>? List(AskedSection section, string key)
    {
        if (section[key] is { } text)
            return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

        List<string>? items = null;
        foreach (var child in section.GetSection(key).GetChildren())
        {
            if (child.Value is { } item)
                (items ??= []).Add(item);
        }

        return items;
    }

    private static void AddAll(IList<string> target, List<string>? items)
    {
        foreach (var item in items ?? [])
            target.Add(item);
    }
}
