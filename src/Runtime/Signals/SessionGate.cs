using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>Ties a probe with the tag <c>session_id</c> to its session: it fires only in traces where a trigger has started that.</summary>
/// <remarks>Any thread may call.</remarks>
internal sealed class SessionGate
{
    private readonly string _session;
    private readonly SessionBudget _cost;

    private SessionGate(string session, SessionBudget cost)
    {
        _session = session;
        _cost = cost;
    }

    /// <summary>The session is active in the trace of this thread.</summary>
    public bool IsActive => TraceSessions.FindActive(_session) is not null;

    /// <summary>Null for a probe that belongs to no session.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="cost">What each hit takes from the session's budget.</param>
    public static SessionGate? Of(Probe probe, SessionBudget cost) =>
        probe.FindTag("session_id") is { } session ? new SessionGate(session.Trim(), cost) : null;

    /// <summary>Takes one hit out of the session's budget; the reason when there is none, else null.</summary>
    public ProbeDrop? Take(string probeId)
    {
        if (TraceSessions.FindActive(_session) is not { } session)
            return ProbeDrop.SessionInactive;

        return session.TryTake(probeId, _cost) ? null : ProbeDrop.SessionBudget;
    }
}
