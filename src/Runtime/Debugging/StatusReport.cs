using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Hooks;
using Weaver.Probes;
using Weaver.RemoteConfig;
using Weaver.Upload;

namespace Weaver.Debugging;

/// <summary>Collects the figures of all parts into one <see cref="WeaverStatus"/>.</summary>
internal static class StatusReport
{
    // A metric that reached its instrument is emitted; what DogStatsD did not get of it is told apart.
    private static readonly string[] s_beside = ["statsd.queueFull", "statsd.sendFailed", "errorEvents.dropped"];

    private const string RefusedUpdates = "remoteConfig.refused";

    public static WeaverStatus Create(DebuggerWiring parts, bool isRunning, IReadOnlyList<string> complaints)
    {
        var entries = parts.Registry.Entries;
        var retired = parts.Registry.Retired.Read();
        var dropped = new SortedDictionary<string, long>(retired.Drops, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var (reason, count) in entry.Figures.Drops())
                Add(dropped, reason, count);
        }

        Add(dropped, "stackNearlyFull", HookCounters.StackRefused);
        Add(dropped, "reentrantHooks", HookCounters.Reentrant);
        Add(dropped, "hookFailed", HookCounters.HookFailed);
        foreach (var uploader in parts.Uploaders)
            AddDrops(dropped, uploader);

        foreach (var name in s_beside)
            Add(dropped, name, parts.Counters.Read(name));

        foreach (var (name, count) in parts.Counters.Snapshot())
        {
            if (name.StartsWith(RefusedUpdates, StringComparison.Ordinal))
                Add(dropped, name, count);
        }

        return new WeaverStatus
        {
            Enabled = isRunning,
            Modules = [.. parts.Manifests.Modules.Select(m => new WovenModuleStatus(m.Name, m.Manifest.Methods.Length, parts.Functions.OpenGatesOf(m.Id), m.Error))],
            Probes = [.. entries.Select(Describe)],
            Kinds = KindsOf(entries),
            Files = parts.Adapter.Files,
            Sources = [.. parts.Sources.OfType<IRemoteSource>().Select(s => Describe(s.Name, s.State))],
            SwitchedOffRemotely = !parts.Enablement.IsOn,
            OpenGates = parts.Functions.OpenGates,
            Hits = retired.Hits + entries.Sum(e => e.Figures.Hits),
            Matched = retired.Matched + entries.Sum(e => e.Figures.Matched),
            ConditionFalse = retired.ConditionFalse + entries.Sum(e => e.Figures.ConditionFalse),
            Captured = retired.Captured + entries.Sum(e => e.Figures.Captured),
            Dropped = dropped,
            Troubles = [.. parts.Counters.Troubles.Present.Select(t => t.Message)],
            Complaints = complaints,
        };
    }

    private static Dictionary<string, ProbeKindStatus> KindsOf(IReadOnlyList<ProbeEntry> entries) =>
        entries.Where(e => e.Probe is not null).GroupBy(KindOf, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => new ProbeKindStatus(g.Count(), g.Sum(e => e.Figures.Hits), g.Sum(e => e.Figures.Matched), g.Sum(e => e.Figures.Captured)),
            StringComparer.Ordinal);

    public static string KindOf(ProbeEntry entry) => entry.Probe is { } probe ? char.ToLowerInvariant(probe.Type.ToString()[0]) + probe.Type.ToString()[1..] : "";

    private static ProbeSourceStatus Describe(string name, RemoteSourceState state) =>
        new(name, state.Address, WireName(state.Condition), state.Message, state.Files, state.Version);

    private static string WireName(SourceCondition condition) => condition switch
    {
        SourceCondition.Ok => "ok",
        SourceCondition.Unavailable => "unavailable",
        SourceCondition.Refused => "refused",
        SourceCondition.Expired => "expired",
        SourceCondition.Failing => "failing",
        _ => "waiting",
    };

    private static ProbeStatusEntry Describe(ProbeEntry entry) => new()
    {
        Id = entry.Id,
        Version = entry.Version,
        Kind = KindOf(entry),
        Status = entry.Status.WireName(),
        Message = entry.Message,
        Hits = entry.Figures.Hits,
        Matched = entry.Figures.Matched,
        ConditionFalse = entry.Figures.ConditionFalse,
        Captured = entry.Figures.Captured,
        Dropped = entry.Figures.Drops(),
        TimeMs = entry.Figures.TimeMs,
    };

    private static void AddDrops(SortedDictionary<string, long> dropped, LogsIntakeUploader uploader)
    {
        foreach (var track in Tracks.All)
        {
            foreach (var (reason, count) in uploader.Totals(track).Drops)
            {
                // What was refused at once is counted at its probe already; statuses belong to no hit.
                if (track == Track.Diagnostics)
                    Add(dropped, "status." + DropReasons.Name(reason), count);
                else if (reason is not (DropReason.QueueFull or DropReason.PayloadTooLarge or DropReason.Stopped))
                    Add(dropped, DropReasons.Name(reason), count);
            }
        }
    }

    private static void Add(SortedDictionary<string, long> dropped, string reason, long count)
    {
        if (count != 0)
            dropped[reason] = dropped.GetValueOrDefault(reason) + count;
    }
}
