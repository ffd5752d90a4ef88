using System;
using Weaver.Upload.Spooling;

namespace Weaver.Upload;

/// <summary>What is held against the events at the front of a spooled track that the destination keeps refusing, though others may be taken.</summary>
/// <remarks>
/// Used by the uploader's thread. The front is tried whole at first, as in any outage, then in ever smaller parts until one
/// event is left. That one is on trial: it is given up only when the destination takes another event of the track and,
/// right afterwards, refuses this one again. While nothing is taken it stays, however long that is.
/// </remarks>
internal sealed class Suspicion(TimeProvider time)
{
    /// <summary>An event is on trial once it was part of so many requests that failed.</summary>
    public const int LeastFailures = 5;

    private const int WholeTries = 3;
    private const int FarthestWitness = 1023;

    // Failures that come closer together are one and the same.
    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(60);

    private SpoolPosition _front;
    private int _count;
    private int _failures;
    private int _trials;
    private long _failedAt;
    private TimeSpan _pause;

    /// <summary>How many events to try at once.</summary>
    public int MostEvents => _failures switch
    {
        0 => int.MaxValue,
        < WholeTries => _count,
        _ => Math.Max(1, _count >> Math.Min(_failures - WholeTries + 1, 30)),
    };

    /// <summary>One event is left, and what becomes of it says nothing about the destination.</summary>
    public bool IsOnTrial => _failures >= LeastFailures && MostEvents == 1;

    /// <summary>The event on trial is left alone for a time, lest it be sent again and again.</summary>
    public bool Rests => _pause > TimeSpan.Zero && time.GetElapsedTime(_failedAt) < _pause;

    /// <summary>The witness of this trial is to be an event in memory, if there is one: those behind the front may be like it.</summary>
    public bool WantsNewest => _trials % 2 == 1;

    /// <summary>How many events to pass by behind the front for a witness: more each time, because neighbors are often alike.</summary>
    public int WitnessDistance => Math.Min((1 << Math.Min(_trials / 2, 20)) - 1, FarthestWitness);

    /// <summary>Forgets everything when the front is another one.</summary>
    public void Look(SpoolPosition front)
    {
        if (front != _front)
            Clear();
    }

    /// <summary>The destination was asked and took nothing.</summary>
    /// <param name="front">Where the events are.</param>
    /// <param name="count">How many they were.</param>
    public void Fail(SpoolPosition front, int count)
    {
        Look(front);
        if (_failures == 0)
            (_front, _count) = (front, count);
        else if (time.GetElapsedTime(_failedAt) < s_apart)
            return;

        if (IsOnTrial)
        {
            _pause = _trials == 0 ? s_firstPause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, s_longestPause.Ticks));
            _trials++;
        }

        _failures++;
        _failedAt = time.GetTimestamp();
    }

    private void Clear()
    {
        _front = default;
        (_count, _failures, _trials) = (0, 0, 0);
        _pause = TimeSpan.Zero;
    }
}
