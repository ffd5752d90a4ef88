using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>
/// Probes are switched off and on from afar: the files of product <c>APM_TRACING</c> are merged into one wish, which counts
/// once it has stood for a moment; the first one of all counts at once, before any probe that comes with it is armed. Without a wish probes are on. A process in which they are off by its own settings starts
/// nothing, so no wish reaches it.
/// </summary>
/// <remarks>Files come from the source's thread, <see cref="Tick"/> from the debugger's; a lock guards the wish.</remarks>
internal sealed class EnablementSwitch : IDisposable
{
    /// <summary>How long a wish must stand.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(250);

    private readonly Settings _settings;
    private readonly Clock _clock;
    private readonly Counters _counters;
    private readonly Action<bool> _apply;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Wish> _files = new(StringComparer.Ordinal);
    private long _arrivals;
    private bool _hasDecided;
    private bool _isSwitching;
    private bool _wanted = true;
    private long _wantedSince;
    private volatile bool _isOn = true;

    /// <param name="settings">Service and environment.</param>
    /// <param name="clock">Of the moment.</param>
    /// <param name="counters">Gets <c>enablement.malformed</c>, <c>enablement.switched</c> and <c>enablement.failed</c>.</param>
    /// <param name="apply">Switches probes off (false) and on.</param>
    /// <param name="wake">Asks for a call of <see cref="Tick"/>.</param>
    public EnablementSwitch(Settings settings, Clock clock, Counters counters, Action<bool> apply, Action wake)
    {
        _settings = settings;
        _clock = clock;
        _counters = counters;
        _apply = apply;
        _timer = clock.Time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Probes are on.</summary>
    public bool IsOn => _isOn;

    /// <summary>Takes over all files of the product, and says what became of each.</summary>
    public List<FileVerdict> Take(IReadOnlyList<TargetFile> files)
    {
        List<FileVerdict> verdicts;
        bool hasDecided;
        lock (_lock)
        {
            hasDecided = _hasDecided;
            foreach (var gone in _files.Keys.Except(files.Select(f => f.Path), StringComparer.Ordinal).ToList())
                _files.Remove(gone);

            verdicts = files.Select(Read).ToList();
            Want(_files.Values.Where(w => w.IsEnabled is not null).OrderBy(w => w.Rank).ThenByDescending(w => w.Arrival).ThenBy(w => w.Path, StringComparer.Ordinal).FirstOrDefault()?.IsEnabled ?? true);
        }

        if (!hasDecided)
        {
            Switch(TimeSpan.Zero);
            _hasDecided = true;
        }

        return verdicts;
    }

    /// <summary>Does what is wanted, when it was wanted for long enough. A failure is counted, and a further call tries again.</summary>
    public void Tick()
    {
        try
        {
            Switch(Debounce);
        }
        catch (Exception exception)
        {
            _counters.Increment("enablement.failed");
            SelfLog.Once("enablement.failed", "Remote configuration: probes could not be switched off or on; it is tried again.", exception);
        }
    }

    private void Switch(TimeSpan debounce)
    {
        bool wanted;
        lock (_lock)
        {
            if (_isSwitching || _wanted == _isOn || _clock.Since(_wantedSince) < debounce)
                return;

            _isSwitching = true;
            wanted = _wanted;
        }

        // Under no lock: listeners of the program learn of it.
        try
        {
            _apply(wanted);
            _isOn = wanted;
        }
        finally
        {
            lock (_lock)
                _isSwitching = false;
        }

        _counters.Increment("enablement.switched");
        SelfLog.Write(wanted
            ? "Remote configuration: probes are switched on."
            : "Remote configuration: probes are switched off; every gate is shut until they are switched on again.");
    }

    public void Dispose() => _timer.Dispose();

    private void Want(bool wanted)
    {
        if (_wanted == wanted)
            return;

        _wanted = wanted;
        _wantedSince = _clock.Timestamp;
        _timer.Change(Debounce, Timeout.InfiniteTimeSpan);
    }

    private FileVerdict Read(TargetFile file)
    {
        var known = _files.GetValueOrDefault(file.Path);
        if (known?.Version != file.Version)
        {
            var read = EnablementFile.Read(Encoding.UTF8.GetString(file.Bytes.Span), _settings.Service, _settings.Environment);
            if (read.Error is not null)
                _counters.Increment("enablement.malformed");

            // Of a broken file nothing is known, so what it said before goes on counting.
            known = read.Error is null || known is null
                ? new Wish(file.Path, file.Version, read.Rank, read.IsEnabled, read.IsForUs, read.Error, ++_arrivals)
                : known with { Version = file.Version, Error = read.Error };
            _files[file.Path] = known;
        }

        return known switch
        {
            { Error: { } error } => new FileVerdict(file.Path, file.Version, ApplyState.Error, error),
            { IsForUs: false } => new FileVerdict(file.Path, file.Version, ApplyState.Unacknowledged),
            _ => new FileVerdict(file.Path, file.Version, ApplyState.Acknowledged),
        };
    }

    private sealed record Wish(string Path, string Version, int Rank, bool? IsEnabled, bool IsForUs, string? Error, long Arrival);
}
