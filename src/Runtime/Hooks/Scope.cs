using System.ComponentModel;
using Weaver.Frames;

namespace Weaver.Hooks;

/// <summary>State of the probes that watch one call. A local of the twin, zero until the first hook.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct Scope
{
    /// <summary>Null: this call is not observed, and every further hook is over at once.</summary>
    internal MethodState? Method;

    /// <summary>The thread of this run, once <see cref="Method"/> or <see cref="Activation"/> is set.</summary>
    internal HookThread? Thread;
    internal Activation? Activation;
    internal FrameShape? Shape;
    internal void* Frame;
    internal FrameLink* Links;
    internal long StartTimestamp;

    /// <summary>The first exception was reported; a <c>finally</c> that throws again is not.</summary>
    internal bool Thrown;

    /// <summary>This run is a piece of another one, which has the entry and the exit.</summary>
    internal bool LinesOnly;

    internal readonly FrameView View => new(Shape!, Frame, Links);
}
