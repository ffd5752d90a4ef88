using System.Runtime.CompilerServices;
using Weaver.Contract;

namespace Weaver.Frames;

/// <summary>The variables of one running method, read by slot number through whatever frames hold them.</summary>
/// <remarks>Valid only while the method that owns the frame is running, and only on its thread.</remarks>
internal readonly unsafe ref struct FrameView
{
    private readonly FrameShape? _shape;
    private readonly void* _address;
    private readonly FrameLink* _links;

    public FrameView(FrameShape shape, void* address, FrameLink* links)
    {
        _shape = shape;
        _address = address;
        _links = links;
    }

    /// <summary>Hands the value of a slot to the visitor.</summary>
    public void Visit(int slot, SlotVisitor visitor)
    {
        ref var address = ref Address(slot, out var type);
        type?.Accept(ref address, visitor);
    }

    /// <summary>Type and address of a slot, for callers that read it themselves. A null address means nothing to read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Address(int slot, out SlotType? type)
    {
        // The first frame, which nearly always holds all there is.
        if (_shape is { IsFlat: true } shape && (uint)slot < (uint)shape.Types.Length)
        {
            type = shape.Types[slot];
            return ref FrameShape.FlatSlot(_address, slot);
        }

        return ref Seek(slot, out type);
    }

    private ref byte Seek(int slot, out SlotType? type)
    {
        if (!TryFind(slot, out var shape, out var address, out var index))
        {
            type = null;
            return ref Unsafe.NullRef<byte>();
        }

        type = shape.Types[index];
        return ref shape.Slot(address, index);
    }

    // The first frame holds slots 0 to 31, the k-th link slots 32k to 32k + 31.
    private bool TryFind(int slot, out FrameShape shape, out void* address, out int index)
    {
        shape = _shape!;
        address = _address;
        index = slot;
        var link = _links;
        while (index >= FrameArity.Max && shape is not null)
        {
            index -= FrameArity.Max;
            if (link is null)
                return false;

            shape = link->Shape!;
            address = link->Address;
            link = link->Next;
        }

        return shape is not null && (uint)index < (uint)shape.Types.Length;
    }
}
