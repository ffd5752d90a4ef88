using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>One probe as the registry keeps it.</summary>
/// <remarks>
/// The registry changes it under its lock. The figures and the two notes belong to the threads that hit the probe; they
/// set a mark and wake the registry, which does the rest.
/// </remarks>
internal sealed class ProbeEntry(string id, Action wake)
{
    private int _emitted;
    private int _finished;
    private int _restraint;
    private double _costSeen;

    public string Id { get; } = id;

    /// <summary>Null when the file's entry could not be read as a probe.</summary>
    public Probe? Probe { get; private set; }

    public int Version { get; private set; }

    public ProbeStatus Status { get; set; }

    public string Message { get; set; } = "";

    /// <summary>Kind of error for the diagnostics payload; empty without an error.</summary>
    public string ErrorType { get; set; } = "";

    public ProbeFigures Figures { get; } = new();

    /// <summary>The events that the present content may give.</summary>
    public HitQuota Quota { get; private set; } = new(null);

    public IReadOnlyList<ProbeTarget> Targets { get; set; } = [];

    /// <summary>Timestamp at which the probe was installed; counts for its lifetime.</summary>
    public long? InstalledAt { get; set; }

    /// <summary>It removed itself, after so many hits or so much time, and stays removed until it changes.</summary>
    public bool IsOver { get; set; }

    /// <summary>Set by the guard of the processors' share; the threads that hit the probe look at it.</summary>
    public Restraint Restraint
    {
        get => (Restraint)Volatile.Read(ref _restraint);
        set => Volatile.Write(ref _restraint, (int)value);
    }

    /// <summary>How often it rested lately; the guard's own note.</summary>
    public int Rests { get; set; }

    /// <summary>When it rested last; the guard's own note.</summary>
    public long RestedAt { get; set; }

    public bool HasEmitted => Volatile.Read(ref _emitted) != 0;

    public bool HasFinished => Volatile.Read(ref _finished) != 0;

    /// <summary>Takes over a new content, or the news that there is none that works.</summary>
    public void Become(Probe? probe, int version)
    {
        Probe = probe;
        Version = version;
        Quota = new HitQuota(probe?.MaxHits);
        InstalledAt = null;
        IsOver = false;
        Restraint = Restraint.None;
        Rests = 0;
        Volatile.Write(ref _emitted, 0);
        Volatile.Write(ref _finished, 0);
    }

    /// <summary>Seconds of processor time that it cost since the last call of this. One thread.</summary>
    /// <param name="nanosecondsPerHit">What a hit costs besides what was measured.</param>
    public double TakeNewCost(int nanosecondsPerHit)
    {
        var cost = ((double)Figures.Ticks / System.Diagnostics.Stopwatch.Frequency) + (Figures.Hits * nanosecondsPerHit * 1e-9);
        var news = cost - _costSeen;
        _costSeen = cost;
        return news;
    }

    /// <summary>The given content of this probe has produced a signal. Cheap after the first time.</summary>
    public void NoteEmitted(Probe content)
    {
        if (Volatile.Read(ref _emitted) == 0 && ReferenceEquals(content, Probe) && Interlocked.Exchange(ref _emitted, 1) == 0)
            wake();
    }

    /// <summary>The given content of this probe has produced as many signals as it wanted to.</summary>
    public void NoteFinished(Probe content)
    {
        if (ReferenceEquals(content, Probe) && Interlocked.Exchange(ref _finished, 1) == 0)
            wake();
    }
}

/// <summary>What keeps a probe from looking at hits although it is installed.</summary>
internal enum Restraint
{
    None,

    /// <summary>It used too much of the processors and rests until the next look at the figures.</summary>
    Resting,

    /// <summary>It is being taken out for good.</summary>
    Disarmed,
}
