using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Weaver.Signals;

/// <summary>The sessions that triggers have started in one trace. Hangs on the root activity and goes with it.</summary>
/// <remarks>Any thread may call. Nothing of it leaves the process but two kinds of tags on the root activity.</remarks>
internal sealed class TraceSessions
{
    /// <summary>The tag that lists the sessions: <c>one.two:2</c>.</summary>
    public const string Tag = "_dd.p.debug";

    /// <summary>Begins the tags that tell how often a probe took part.</summary>
    public const string ProbeTagPrefix = "_dd.ld.probe_id.";

    private const string Property = "Weaver.Sessions";

    // A trace that would go on for ever must not collect sessions for ever.
    private const int MostSessions = 64;

    private static readonly Lock s_starting = new();

    private readonly Lock _lock = new();
    private readonly Activity _root;
    private TraceSession[] _sessions = [];

    private TraceSessions(Activity root) => _root = root;

    /// <summary>The outermost activity of this process above the given one.</summary>
    public static Activity RootOf(Activity activity)
    {
        while (activity.Parent is { } parent)
            activity = parent;

        return activity;
    }

    /// <summary>The session of the trace that is current on this thread, if it is active there.</summary>
    public static TraceSession? FindActive(string id)
    {
        if (Activity.Current is not { } current || RootOf(current).GetCustomProperty(Property) is not TraceSessions sessions)
            return null;

        foreach (var session in Volatile.Read(ref sessions._sessions))
        {
            if (session.Level >= 1 && session.Id == id)
                return session;
        }

        return null;
    }

    /// <summary>Starts a session in the trace of this root, or raises its level. False when the trace has too many.</summary>
    public static bool Start(Activity root, string id, int level, string probeId)
    {
        TraceSessions sessions;
        lock (s_starting)
        {
            if (root.GetCustomProperty(Property) is TraceSessions known)
                sessions = known;
            else
                root.SetCustomProperty(Property, sessions = new TraceSessions(root));
        }

        if (!sessions.Merge(id, level))
            return false;

        root.SetTag(ProbeTagPrefix + probeId, "true");
        return true;
    }

    private bool Merge(string id, int level)
    {
        lock (_lock)
        {
            if (Array.Find(_sessions, s => s.Id == id) is { } known)
                known.Raise(level);
            else if (_sessions.Length == MostSessions)
                return false;
            else
                Volatile.Write(ref _sessions, [.. _sessions, new TraceSession(_root, id, level)]);

            _root.SetTag(Tag, string.Join('.', _sessions.Select(s => s.Text)));
            return true;
        }
    }
}

/// <summary>One session of one trace, with what its probes have used of it.</summary>
internal sealed class TraceSession(Activity root, string id, int level)
{
    private const int MostSnapshots = 10;
    private const int MostMessages = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _hits = new(StringComparer.Ordinal);
    private int _level = level;
    private int _snapshots;
    private int _messages;

    public string Id { get; } = id;

    public int Level => Volatile.Read(ref _level);

    /// <summary>As the tag shows it: the usual level is not mentioned.</summary>
    public string Text => Level == 1 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}:{Level}");

    public void Raise(int level)
    {
        lock (_lock)
            Volatile.Write(ref _level, Math.Max(_level, level));
    }

    /// <summary>Takes one hit out of the session's budget. False when that is used up.</summary>
    /// <param name="tag">Tells on the root how often the probe took.</param>
    /// <param name="kind">Which budget.</param>
    public bool TryTake(string tag, SessionBudget kind)
    {
        lock (_lock)
        {
            switch (kind)
            {
                case SessionBudget.Snapshots when _snapshots == MostSnapshots:
                case SessionBudget.Messages when _messages == MostMessages:
                    return false;
                case SessionBudget.Snapshots:
                    _snapshots++;
                    break;
                case SessionBudget.Messages:
                    _messages++;
                    break;
            }

            Count(tag, 1);
            return true;
        }
    }

    /// <summary>The hit came to nothing after all.</summary>
    /// <param name="tag">As it was taken.</param>
    /// <param name="kind">As it was taken.</param>
    public void GiveBack(string tag, SessionBudget kind)
    {
        lock (_lock)
        {
            if (kind == SessionBudget.Snapshots)
                _snapshots--;
            else if (kind == SessionBudget.Messages)
                _messages--;

            Count(tag, -1);
        }
    }

    // Under the lock, so that the tag never falls behind the number. Null takes a tag away.
    private void Count(string tag, int change)
    {
        var hits = _hits.GetValueOrDefault(tag) + change;
        _hits[tag] = hits;
        root.SetTag(tag, hits == 0 ? null : hits);
    }
}

/// <summary>What a hit costs a session.</summary>
internal enum SessionBudget
{
    None,
    Messages,
    Snapshots,
}
