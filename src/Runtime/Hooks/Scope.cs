using System.ComponentModel;
using Weaver.Frames;

namespace Weaver.Hooks;

/// <summary>State of the probes that watch one call. A local of the twin, zero until the first hook.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct Scope
{
    internal object? Method;
    internal object? Activation;
    internal FrameShape? Shape;
    internal void* Frame;
    internal FrameLink* Links;
    internal long StartTimestamp;
}
