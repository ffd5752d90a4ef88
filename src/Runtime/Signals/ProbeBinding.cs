using Weaver.Frames;

namespace Weaver.Signals;

/// <summary>One probe at one method: what the hooks call when the method is entered, left, or reaches an armed line.</summary>
/// <remarks>Any number of threads call at once. Implementations may throw; the hooks catch, count and go on.</remarks>
internal abstract class ProbeBinding
{
    /// <summary>A call begins. What must be known at its end is returned and comes back there; null for nothing.</summary>
    public abstract EntryState? Enter(in Hit hit);

    /// <summary>A call ends, normally or by an exception.</summary>
    /// <param name="hit">The moment.</param>
    /// <param name="entry">What <see cref="Enter"/> returned for this call, or null: nothing, or the probe came later than the call.</param>
    public abstract void Exit(in Hit hit, EntryState? entry);

    /// <summary>A line is about to run.</summary>
    public abstract void Line(in Hit hit);

    /// <summary>A call whose beginning left something here has ended, or will end, without this binding: it is gone by now.</summary>
    public abstract void NoteRemoved();

    /// <summary>One of the calls above threw; the hit came to nothing.</summary>
    public abstract void NoteFailure();
}

/// <summary>What a probe remembers from the beginning of a call to its end. Belongs to one call.</summary>
internal abstract class EntryState(ProbeBinding owner)
{
    public ProbeBinding Owner { get; } = owner;

    public EntryState? Next { get; set; }

    /// <summary>The call is over, or the probe is gone: gives back what was borrowed. Called once.</summary>
    public abstract void Release();
}

/// <summary>One moment of one call, as the hooks see it.</summary>
internal readonly ref struct Hit
{
    public const int MethodPoint = -1;

    public required FrameView Frame { get; init; }

    /// <summary>Index of the line's site, or <see cref="MethodPoint"/>.</summary>
    public int Site { get; init; }

    /// <summary>What escapes from the method; null when it returns or runs on.</summary>
    public object? Exception { get; init; }

    /// <summary>Timestamp at which the call began, or 0 when that was not seen.</summary>
    public long StartTimestamp { get; init; }
}
