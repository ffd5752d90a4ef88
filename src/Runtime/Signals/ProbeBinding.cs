using System;
using System.Collections.Generic;
using Weaver.Frames;

namespace Weaver.Signals;

/// <summary>What a binding wants to be called for; what it does not want costs nothing.</summary>
[Flags]
internal enum BindingNeeds
{
    None = 0,

    /// <summary>The beginnings of calls.</summary>
    Entry = 1,

    /// <summary>The ends of calls.</summary>
    Exit = 2,

    /// <summary>At ends, the time at which the call began. Reading the clock costs as much as everything else about a simple hit.</summary>
    Start = 4,

    /// <summary>Its beginning comes before those of the others, and its end after theirs.</summary>
    Around = 8,

    All = Entry | Exit | Start,
}

/// <summary>How far a binding got with a hit at the first look.</summary>
internal enum Verdict
{
    /// <summary>Not looked at yet, as far as the binding is concerned.</summary>
    Open,

    /// <summary>Nothing is left to do; every counter that speaks of this hit has been set.</summary>
    Done,

    /// <summary>The hit was counted; whether the condition holds is not known yet.</summary>
    Counted,

    /// <summary>The hit was counted, its condition holds and the limits let it pass: what is left is the signal.</summary>
    Passed,
}

/// <summary>One probe at one method: what the hooks call when the method is entered, left, or reaches an armed line.</summary>
/// <remarks>
/// Any number of threads call at once. Implementations may throw; the hooks catch, count and go on. For each hit
/// <see cref="Look"/> is asked first. Unless it answers <see cref="Verdict.Done"/> one of <see cref="Enter"/>,
/// <see cref="Exit"/> and <see cref="Line"/> follows, with the answer in the hit.
/// </remarks>
internal abstract class ProbeBinding
{
    /// <summary>What does not bind here, as whole sentences.</summary>
    public virtual IEnumerable<string> Problems => [];

    /// <summary>What this binding wants to hear of, lines apart. Asked once, when it is armed.</summary>
    public virtual BindingNeeds Needs => BindingNeeds.All;

    /// <summary>
    /// Deals with the hit as far as that is possible without a native call, without allocating and without a lock that
    /// threads share. What needs more is left to the call that follows, around which the hooks keep the program's last error.
    /// </summary>
    public virtual Verdict Look(in Hit hit) => Verdict.Open;

    /// <summary>A call begins. What must be known at its end is returned and comes back there; null for nothing.</summary>
    public abstract EntryState? Enter(in Hit hit);

    /// <summary>A call ends, normally or by an exception.</summary>
    /// <param name="hit">The moment.</param>
    /// <param name="entry">What <see cref="Enter"/> returned for this call, or null: nothing, or the probe came later than the call.</param>
    /// <remarks>Without a first look where there is an entry.</remarks>
    public abstract void Exit(in Hit hit, EntryState? entry);

    /// <summary>A line is about to run.</summary>
    public abstract void Line(in Hit hit);

    /// <summary>A call whose beginning left something here has ended, or will end, without this binding: it is gone by now.</summary>
    public abstract void NoteRemoved();

    /// <summary>One of the calls above threw; the hit came to nothing.</summary>
    public abstract void NoteFailure();

    /// <summary>Our own work, on this thread, reached the place; that is not looked at.</summary>
    public virtual void NoteReentrant()
    {
    }
}

/// <summary>What a probe remembers from the beginning of a call to its end. Belongs to one call.</summary>
internal abstract class EntryState(ProbeBinding owner)
{
    public ProbeBinding Owner { get; } = owner;

    public EntryState? Next { get; set; }

    /// <summary>
    /// It changes what the program sees while the call runs. So it is given back only when nothing of the call runs any
    /// more, after an exception when all its finally blocks have run, and is paused between the runs of a state machine.
    /// </summary>
    public virtual bool IsAround => false;

    /// <summary>The state machine stops here and may go on later, possibly on another thread.</summary>
    public virtual void Pause()
    {
    }

    /// <summary>The state machine goes on.</summary>
    public virtual void Resume()
    {
    }

    /// <summary>The call is over, or the probe is gone: gives back what was borrowed. Called once.</summary>
    public abstract void Release();
}
