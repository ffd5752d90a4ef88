using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Weaver.Frames;

/// <summary>What a frame type is made of; lets code that does not know the type read its slots through an address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class FrameShape
{
    private protected FrameShape(SlotType[] types) => Types = types;

    internal SlotType[] Types { get; }

    internal abstract ref byte Slot(void* frame, int index);
}

/// <summary>The shape of frames of type <typeparamref name="TFrame"/>; one instance per type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Shape<TFrame> : FrameShape
    where TFrame : struct, IFrame, allows ref struct
{
    internal static readonly Shape<TFrame> Instance = new();

    private Shape()
        : base(TFrame.CreateSlotTypes())
    {
    }

    internal override ref byte Slot(void* frame, int index) => ref Unsafe.AsRef<TFrame>(frame).Slot(index);
}
