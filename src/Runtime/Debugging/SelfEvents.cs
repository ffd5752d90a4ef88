using System;
using System.Collections.Concurrent;
using System.Threading;
using Weaver.Common;
using Weaver.Probes;

namespace Weaver.Debugging;

/// <summary>What one debugger has to say on the event source <c>Weaver</c>, kept until it can be said under no lock.</summary>
/// <remarks>
/// Any thread may note, in any state; <see cref="Tell"/> is for threads of ours that hold no lock, because listeners run
/// inside it. While nobody listens nothing is kept. Bounded: what finds no room is counted as <c>selfEvents.dropped</c>.
/// </remarks>
internal sealed class SelfEvents
{
    private const int MaxWaiting = 4096;

    private readonly ConcurrentQueue<Action<WeaverEventSource>> _waiting = new();
    private readonly Counter _dropped;
    private int _count;

    public SelfEvents(Counters counters)
    {
        _dropped = counters.Get("selfEvents.dropped");
        counters.Troubles.Changed += Note;
    }

    public void Started(string service) => Note(log => log.Started(service));

    public void Stopped(string service) => Note(log => log.Stopped(service));

    public void Dropped(string what, long count) => Note(log => log.EventsDropped(what, count));

    /// <summary>Notes the status that a probe has taken.</summary>
    public void ProbeChanged(ProbeEntry entry)
    {
        var (id, message) = (entry.Id, entry.Message);
        switch (entry.Status)
        {
            case ProbeStatus.Installed:
                Note(log => log.ProbeInstalled(id, message));
                break;
            case ProbeStatus.Error:
                Note(log => log.ProbeFailed(id, message));
                break;
            case ProbeStatus.Blocked:
                Note(log => log.ProbeBlocked(id, message));
                break;
        }
    }

    /// <summary>Says what was noted, in its order as far as one thread tells it. Never throws.</summary>
    public void Tell()
    {
        while (_waiting.TryDequeue(out var say))
        {
            Interlocked.Decrement(ref _count);
            try
            {
                say(WeaverEventSource.Log);
            }
            catch (Exception e)
            {
                // A listener of the program; the others have been told.
                SelfLog.Once("eventSource", "A listener of the program failed when it was told an event of Weaver.", e);
            }
        }
    }

    private void Note(Trouble trouble, bool begins)
    {
        var (subject, message) = (trouble.Subject, trouble.Message);
        switch (trouble.Kind)
        {
            case TroubleKind.Source:
                Note(log => Say(begins ? log.SourceLost : log.SourceRegained, subject, message));
                break;
            case TroubleKind.Destination:
                Note(log => Say(begins ? log.UploaderLost : log.UploaderRegained, subject, message));
                break;
        }
    }

    private static void Say(Action<string, string> say, string subject, string message) => say(subject, message);

    private void Note(Action<WeaverEventSource> say)
    {
        if (!WeaverEventSource.Log.IsEnabled())
            return;

        if (Interlocked.Increment(ref _count) > MaxWaiting)
        {
            Interlocked.Decrement(ref _count);
            _dropped.Increment();
            return;
        }

        _waiting.Enqueue(say);
    }
}
