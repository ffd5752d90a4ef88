using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Weaver.Common;

namespace Weaver.Probes;

/// <summary>
/// The share of the processors that all probes together may use. While they use more, the costliest probe rests until the
/// next look; one that has rested several times is given up.
/// </summary>
/// <remarks>
/// One thread. What a probe costs is the time that was measured of it, which leaves its hooks out, and a fixed amount for
/// each hit. Unused share is saved for a minute, so that a burst, or the compilation of what a first hit needs, is no offence.
/// </remarks>
internal sealed class CpuBudget
{
    /// <summary>Nanoseconds of processor time that a hit costs besides what is measured: gate, twin and hooks.</summary>
    public const int NanosecondsPerHit = 25;

    private const int RestsBeforeDisarming = 3;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_saved = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_forgiven = TimeSpan.FromMinutes(1);

    private readonly int _all;
    private readonly double _processors;
    private readonly Clock _clock;
    private readonly List<ProbeEntry> _resting = [];
    private double _credit;
    private long _lookedAt;
    private double _share;

    /// <param name="percent">Of all processors together; 100 and more means no limit.</param>
    /// <param name="processors">How many there are.</param>
    /// <param name="clock">Time between looks.</param>
    public CpuBudget(double percent, int processors, Clock clock)
    {
        Percent = percent;
        _all = processors;
        _processors = processors * percent / 100;
        _clock = clock;
        _lookedAt = clock.Timestamp;
        _credit = s_saved.TotalSeconds * _processors;
    }

    public double Percent { get; }

    /// <summary>The share of all processors that the probes used lately, from 0 to 1. Any thread may ask.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Looks at what the probes have cost since the last look, and lets the costliest rest if that was too much.</summary>
    /// <returns>The probe that is to be taken out, with the sentence that says why; null for none.</returns>
    public (ProbeEntry Probe, string Why)? Look(IReadOnlyList<ProbeEntry> probes)
    {
        var elapsed = _clock.Since(_lookedAt);
        if (elapsed < s_shortest)
            return null;

        _lookedAt = _clock.Timestamp;
        foreach (var probe in _resting)
        {
            if (probe.Restraint == Restraint.Resting)
                probe.Restraint = Restraint.None;
        }

        _resting.Clear();
        var (costliest, most, sum) = (default(ProbeEntry), 0.0, 0.0);
        foreach (var probe in probes)
        {
            var cost = probe.TakeNewCost(NanosecondsPerHit);
            sum += cost;
            if (cost > most && probe.InstalledAt is not null)
                (costliest, most) = (probe, cost);
        }

        Volatile.Write(ref _share, sum / (elapsed.TotalSeconds * _all));
        if (Percent >= 100)
            return null;

        _credit = Math.Min(_credit - sum + (elapsed.TotalSeconds * _processors), s_saved.TotalSeconds * _processors);
        if (_credit >= 0 || costliest is null)
            return null;

        // What was used in excess is settled by what follows.
        _credit = 0;
        return Restrain(costliest, most / elapsed.TotalSeconds);
    }

    private (ProbeEntry Probe, string Why)? Restrain(ProbeEntry probe, double used)
    {
        if (_clock.Since(probe.RestedAt) > s_forgiven)
            probe.Rests = 0;

        probe.RestedAt = _clock.Timestamp;
        var share = string.Create(CultureInfo.InvariantCulture, $"it used {used * 1000:0.#} ms of processor time a second, and all probes together may use {_processors * 1000:0.#} ms ({Percent} % of the processors)");
        if (++probe.Rests <= RestsBeforeDisarming)
        {
            probe.Restraint = Restraint.Resting;
            _resting.Add(probe);
            SelfLog.Once("cpuBudget " + probe.Id, $"The probe '{probe.Id}' rests for a moment: {share}.");
            return null;
        }

        probe.Restraint = Restraint.Disarmed;
        var why = $"The probe was disarmed after it had rested {RestsBeforeDisarming} times: {share}. Give it a narrower place or a lower rate, or raise CpuBudgetPercent; a change of the probe arms it again.";
        SelfLog.Write($"'{probe.Id}': {why}");
        return (probe, why);
    }
}
