using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Starts a session in the trace that is current; probes with the tag <c>session_id</c> fire only where theirs is active.</summary>
internal sealed class TriggerProbe : Probe
{
    public static readonly TimeSpan DefaultCooldown = TimeSpan.FromSeconds(60);

    public TriggerProbe(ProbeHeader header, string sessionId, int level, ExpressionSource? when, TimeSpan cooldown)
        : base(ProbeType.Trigger, header)
    {
        SessionId = sessionId;
        Level = level;
        When = when;
        Cooldown = cooldown;
    }

    /// <summary>Never empty.</summary>
    public string SessionId { get; }

    /// <summary>1 is the usual level; 0 turns nothing on.</summary>
    public int Level { get; }

    /// <summary>The condition; null means always.</summary>
    public ExpressionSource? When { get; }

    /// <summary>The time after a start during which this probe starts no further session; zero means every hit starts one.</summary>
    public TimeSpan Cooldown { get; }

    public override IEnumerable<ExpressionSource> Expressions()
    {
        if (When != null)
            yield return When;
    }
}
