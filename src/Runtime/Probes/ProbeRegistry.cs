using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Weaver.Common;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Probes;

/// <summary>The state of every probe: takes changes, resolves locations, has probes installed, reports each status once.</summary>
/// <remarks>
/// Any thread may call; one lock guards all entries, and installing and reporting happen under it, so that what is armed and
/// what is said never disagree. Listeners of the program are told after it. Threads that hit a probe never take the lock, nor do those that only look. When the
/// installer closes, work that is under way ends at the next probe.
/// </remarks>
/// <param name="store">The loaded woven modules.</param>
/// <param name="installer">Opens and shuts gates.</param>
/// <param name="sink">Takes the statuses.</param>
/// <param name="clock">Lifetimes.</param>
/// <param name="wake">Asks for a round.</param>
/// <param name="redaction">Says of which exceptions a status shows no text; null for the built-in rules.</param>
/// <param name="hasChanged">Whether a type of an assembly was changed while the program runs; null for never.</param>
internal sealed class ProbeRegistry(
    ManifestStore store, IProbeInstaller installer, IProbeStatusSink sink, Clock clock, Action wake, Func<string, string, bool>? hasChanged = null, RedactionRules? redaction = null)
{
    private readonly Lock _lock = new();
    private readonly ProbeResolver _resolver = new(store);
    private PlaceRules _rules = PlaceRules.None;
    private volatile ImmutableSortedDictionary<string, ProbeEntry> _entries = ImmutableSortedDictionary.Create<string, ProbeEntry>(StringComparer.Ordinal);

    /// <summary>What the probes that are gone came to.</summary>
    public RetiredFigures Retired { get; } = new();

    /// <summary>All probes by id. Never waits for changes that are being made.</summary>
    public IReadOnlyList<ProbeEntry> Entries => [.. _entries.Values];

    /// <summary>
    /// Removals first, so that what is renamed never fires twice; then changes, then what is new. Followed by
    /// <see cref="Settle"/> as soon as the caller holds no lock.
    /// </summary>
    public void Apply(ProbeChanges changes)
    {
        lock (_lock)
        {
            store.Refresh();
            ForEach(changes.Removed, Remove);
            ForEach(changes.Broken, Break);
            ForEach(changes.Changed, Put);
            ForEach(changes.Added, Put);
        }
    }

    /// <summary>Tells the program's listeners of what has come and gone. Callers hold no lock of ours: listeners may wait for another thread.</summary>
    public void Settle() => installer.Settle();

    /// <summary>Changes where probes may stand, for those that are there too. Followed by <see cref="Settle"/>, like <see cref="Apply"/>.</summary>
    public void SetRules(PlaceRules rules)
    {
        lock (_lock)
        {
            _rules = rules;
            foreach (var entry in _entries.Values)
            {
                if (installer.IsClosed)
                    break;

                if (entry.Probe is { } probe && !entry.IsOver)
                    Bind(entry, probe);
            }
        }
    }

    /// <summary>Removes every probe.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var id in _entries.Keys)
                Remove(id);
        }

        installer.Settle();
    }

    /// <summary>The regular round: modules that came and went, probes that emitted for the first time, probes whose end has come.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            var hasOtherModules = store.Refresh();
            foreach (var entry in _entries.Values)
            {
                if (installer.IsClosed)
                    break;

                if (hasOtherModules && entry.Probe is { } probe && !entry.IsOver)
                    Bind(entry, probe);

                ReportEmission(entry);
                EndIfDue(entry);
            }
        }

        installer.Settle();
    }

    /// <summary>Takes a probe out because this process cannot afford it. It stays out until it is changed.</summary>
    public void Block(ProbeEntry entry, string why)
    {
        lock (_lock)
        {
            // It may have been changed or removed since the figures were looked at.
            if (entry.Restraint != Restraint.Disarmed || entry.IsOver || !_entries.TryGetValue(entry.Id, out var present) || present != entry)
                return;

            ReportEmission(entry);
            entry.IsOver = true;
            TakeOut(entry);
            Report(entry, ProbeStatus.Blocked, why, "CpuBudgetExceeded");
        }

        installer.Settle();
    }

    /// <summary>Reports the present status of every probe again.</summary>
    public void ReportAll()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
                sink.Report(entry);
        }
    }

    /// <summary>Says of installed probes whether the code around them was changed since.</summary>
    public void ReportEdits()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
            {
                if (entry.InstalledAt is not null && EditNote(entry.Targets) is { Length: > 0 } note && !entry.Message.Contains(note, StringComparison.Ordinal))
                    Report(entry, entry.Status, Join([entry.Message, note]));
            }
        }
    }

    private string EditNote(IReadOnlyList<ProbeTarget> targets) =>
        targets.FirstOrDefault(t => hasChanged?.Invoke(t.Module.Name, t.Method.TypeName) == true) is { } target
            ? $"'{target.Method.TypeName}' was changed by hot reload: a method that was edited has lost its gate, and the probe does not see it until the program is built and started anew."
            : "";

    private void ForEach<T>(IReadOnlyList<T> items, Action<T> change)
    {
        for (var i = 0; i < items.Count && !installer.IsClosed; i++)
            change(items[i]);
    }

    private ProbeEntry GetOrAdd(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
            _entries = _entries.Add(id, entry = new ProbeEntry(id, wake));

        return entry;
    }

    private void Put(Probe probe)
    {
        var entry = GetOrAdd(probe.Id);
        ReportEmission(entry);
        entry.Become(probe, probe.Version);
        Report(entry, ProbeStatus.Received, "The probe has been received.");
        Bind(entry, probe);
    }

    private void Break(BrokenProbe broken)
    {
        var entry = GetOrAdd(broken.Id);

        // The newest wording counts: an older one that worked would no longer be what its author reads in the file.
        ReportEmission(entry);
        TakeOut(entry);
        entry.Become(null, broken.Version);
        Report(entry, ProbeStatus.Error, broken.Message, broken.ErrorType);
    }

    private void Remove(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
            return;

        _entries = _entries.Remove(id);
        ReportEmission(entry);
        TakeOut(entry);
        entry.Figures.RetireInto(Retired);
    }

    private void Bind(ProbeEntry entry, Probe probe)
    {
        var resolution = _resolver.Resolve(probe.Location);
        if (resolution.Kind != ResolutionKind.Found)
        {
            TakeOut(entry);
            var status = resolution.Kind == ResolutionKind.Pending ? ProbeStatus.Received : ProbeStatus.Error;
            Report(entry, status, Join([resolution.Message, .. probe.Warnings]), resolution.ErrorType);
            return;
        }

        var (targets, refusal) = _rules.Filter(resolution.Targets);
        if (targets.Count == 0)
        {
            TakeOut(entry);
            Report(entry, ProbeStatus.Blocked, refusal);
            return;
        }

        if (entry.InstalledAt is not null && entry.Targets.SequenceEqual(targets))
            return;

        var result = Install(entry, probe, targets);
        if (result.Status != ProbeStatus.Installed)
        {
            TakeOut(entry);
            Report(entry, result.Status, result.Message, result.ErrorType);
            return;
        }

        entry.Targets = targets;
        entry.InstalledAt ??= clock.Timestamp;
        var message = Join([Place(probe, targets), resolution.Message, refusal, result.Message, EditNote(targets), .. probe.Warnings]);
        Report(entry, entry.Status == ProbeStatus.Emitting ? ProbeStatus.Emitting : ProbeStatus.Installed, message);
    }

    private InstallResult Install(ProbeEntry entry, Probe probe, IReadOnlyList<ProbeTarget> targets)
    {
        try
        {
            return installer.Install(entry, probe, targets);
        }
        catch (Exception e)
        {
            SelfLog.Once("install", e);
            return new InstallResult(ProbeStatus.Error, $"The probe could not be installed because of a failure inside Weaver: {TextOf(e)}", e.GetType().Name);
        }
    }

    // A listener of the program may have thrown it, with members of its own.
    private string TextOf(Exception exception) =>
        (redaction ?? RedactionRules.Default).HidesTextOf(exception) ? RedactedReasonNames.MessageText : ExceptionFields.Message(exception);

    private void EndIfDue(ProbeEntry entry)
    {
        if (entry.Probe is not { } probe || entry.IsOver || entry.InstalledAt is not { } since)
            return;

        string why;
        if (entry.HasFinished)
            why = $"The probe has ended itself after {probe.MaxHits} hits, as its limit says.";
        else if (probe.Lifetime is { } lifetime && clock.Since(since) >= lifetime)
            why = $"The probe has ended itself after {lifetime}, as its limit says.";
        else
            return;

        entry.IsOver = true;
        TakeOut(entry);
        Report(entry, entry.Status, why);
    }

    // Before anything else changes, or a first signal that nobody has been told of yet would be lost.
    private void ReportEmission(ProbeEntry entry)
    {
        if (entry.HasEmitted && entry.Status == ProbeStatus.Installed)
            Report(entry, ProbeStatus.Emitting, entry.Message);
    }

    private void TakeOut(ProbeEntry entry)
    {
        try
        {
            installer.Uninstall(entry.Id);
        }
        catch (Exception e)
        {
            SelfLog.Once("uninstall", e);
        }

        entry.Targets = [];
        entry.InstalledAt = null;
    }

    private void Report(ProbeEntry entry, ProbeStatus status, string message, string errorType = "")
    {
        entry.Status = status;
        entry.Message = message;
        entry.ErrorType = errorType;
        sink.Report(entry);
    }

    private static string Place(Probe probe, IReadOnlyList<ProbeTarget> targets)
    {
        var names = targets.Select(t => t.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
        return probe.Location.IsLine ? $"Installed at {probe.Location} in {shown}." : $"Installed at {shown}.";
    }

    private static string Join(IEnumerable<string> sentences) => string.Join(" ", sentences.Where(s => s.Length != 0));
}
