using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Weaver.Frames;

/// <summary>What a frame type is made of; lets code that does not know the type read its slots through an address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class FrameShape
{
    private static readonly bool s_isFlat = IsLayoutFlat();

    private protected FrameShape(SlotType[] types, int size)
    {
        Types = types;
        IsFlat = s_isFlat && size == types.Length * sizeof(void*);
    }

    internal SlotType[] Types { get; }

    /// <summary>The references of a frame lie one after the other, so that a slot is found without asking the frame's type.</summary>
    internal bool IsFlat { get; }

    internal abstract ref byte Slot(void* frame, int index);

    /// <summary>A slot of a frame that is flat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte FlatSlot(void* frame, int index) => ref Unsafe.AsRef<Reference>((byte*)frame + (index * sizeof(void*))).Target;

    // A reference takes the same place whatever it refers to.
    private static bool IsLayoutFlat()
    {
        var (a, b, c, d) = ((byte)1, "", 3.0, (object?)null);
        var frame = new Frame<byte, string, double, object?>(ref a, ref b, ref c, ref d);
        var flat = sizeof(Reference) == sizeof(void*) && sizeof(Frame<byte, string, double, object?>) == 4 * sizeof(void*);
        for (var i = 0; flat && i < 4; i++)
            flat = Unsafe.AreSame(ref FlatSlot(&frame, i), ref frame.Slot(i));
        return flat;
    }

    private readonly ref struct Reference(ref byte target)
    {
        public readonly ref byte Target = ref target;
    }
}

/// <summary>The shape of frames of type <typeparamref name="TFrame"/>; one instance per type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Shape<TFrame> : FrameShape
    where TFrame : struct, IFrame, allows ref struct
{
    internal static readonly Shape<TFrame> Instance = new();

    private Shape()
        : base(TFrame.CreateSlotTypes(), Unsafe.SizeOf<TFrame>())
    {
    }

    internal override ref byte Slot(void* frame, int index) => ref Unsafe.AsRef<TFrame>(frame).Slot(index);
}
