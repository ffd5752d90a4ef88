using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>The activity of one call.</summary>
/// <remarks>
/// Belongs to one call, whose runs may be on different threads, one after the other. The program finds everything else
/// about the current activity as it would be without this one: between two runs ours is not current, and at its end only
/// ours is taken away. The finalizer counts the calls whose end no hook sees; their activities are left as they are.
/// </remarks>
internal sealed class SpanState(ProbeBinding owner, HitGate gate, Activity activity, Activity? outer) : EntryState(owner)
{
    // What was current where ours was put last.
    private Activity? _outer = outer;

    ~SpanState() => gate.Dropped(ProbeDrop.Removed);

    public override bool IsAround => true;

    /// <summary>The call ends by this exception. Reads no more of it than its type: the rest may be code of the program.</summary>
    public void Fail(object exception)
    {
        activity.SetStatus(ActivityStatusCode.Error);
        activity.SetTag("error.type", exception.GetType().FullName);
    }

    public override void Pause()
    {
        if (ReferenceEquals(Activity.Current, activity))
            SetCurrent(_outer);
    }

    public override void Resume()
    {
        // Below an activity that the program has started in ours and kept, ours is the root already.
        var current = Activity.Current;
        if (activity.IsStopped || current is { IsStopped: true } || IsWithin(current))
            return;

        _outer = current;
        Activity.Current = activity;
    }

    [SuppressMessage("Usage", "CA1816", Justification = "Released is what disposed is elsewhere.")]
    public override void Release()
    {
        GC.SuppressFinalize(this);
        var began = Stopwatch.GetTimestamp();
        var current = Activity.Current;
        try
        {
            activity.Stop();
            gate.Emitted();
        }
        catch (Exception)
        {
            gate.Dropped(ProbeDrop.Failed);
            throw;
        }
        finally
        {
            SetCurrent(ReferenceEquals(current, activity) ? _outer : current);
            gate.Figures.AddTime(Stopwatch.GetTimestamp() - began);
        }
    }

    // The framework makes nothing current that has ended; asked to, it throws and catches an exception, which shows.
    private static void SetCurrent(Activity? wanted)
    {
        if (wanted is not { IsStopped: true } && !ReferenceEquals(Activity.Current, wanted))
            Activity.Current = wanted;
    }

    private bool IsWithin(Activity? current)
    {
        while (current is not null && !ReferenceEquals(current, activity))
            current = current.Parent;

        return current is not null;
    }
}
