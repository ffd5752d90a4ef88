using System.Runtime.CompilerServices;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>Ties a probe with the tag <c>session_id</c> to its session: it fires only in traces where a trigger has started that.</summary>
/// <remarks>Any thread may call. The session is looked for once a hit: that walks up to the root of the trace.</remarks>
internal sealed class SessionGate
{
    private readonly string _session;
    private readonly string _tag;
    private readonly SessionBudget _cost;

    private SessionGate(string session, string probeId, SessionBudget cost)
    {
        _session = session;
        _tag = TraceSessions.ProbeTagPrefix + probeId;
        _cost = cost;
    }

    /// <summary>Null for a probe that belongs to no session.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="cost">What each hit takes from the session's budget.</param>
    public static SessionGate? Of(Probe probe, SessionBudget cost) =>
        probe.FindTag("session_id") is { } session ? new SessionGate(session.Trim(), probe.Id, cost) : null;

    /// <summary>The session is active in the trace of this thread. Asked first of each hit.</summary>
    public bool IsActive(in Hit hit) => (Unsafe.AsRef(in hit).Session = TraceSessions.FindActive(_session)) is not null;

    /// <summary>What <see cref="IsActive"/> has answered to this hit.</summary>
    public bool WasActive(in Hit hit) => Known(in hit) is not null;

    /// <summary>Takes one hit out of the session's budget; the reason when there is none, else null.</summary>
    public ProbeDrop? Take(in Hit hit)
    {
        if ((Known(in hit) ?? TraceSessions.FindActive(_session)) is not { } session)
            return ProbeDrop.SessionInactive;

        Unsafe.AsRef(in hit).Session = session;
        return session.TryTake(_tag, _cost) ? null : ProbeDrop.SessionBudget;
    }

    /// <summary>Something else refused the hit that had been taken.</summary>
    public void GiveBack(in Hit hit) => Known(in hit)?.GiveBack(_tag, _cost);

    // Another probe may have looked for another session since.
    private TraceSession? Known(in Hit hit) => hit.Session is { } session && session.Id == _session ? session : null;
}
