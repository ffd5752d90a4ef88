using System.ComponentModel;

namespace Weaver.Frames;

/// <summary>Ties a further frame to the first one when a method has more variables than one frame holds. Lives in the twin.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct FrameLink
{
    internal FrameShape? Shape;
    internal void* Address;
    internal FrameLink* Next;
}
