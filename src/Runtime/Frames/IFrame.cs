using System.ComponentModel;

namespace Weaver.Frames;

/// <summary>A ref struct of references to the variables of one running method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFrame
{
    static abstract SlotType[] CreateSlotTypes();

    /// <summary>Address of a slot; a null reference for padding and for by-ref variables that refer to nothing.</summary>
    ref byte Slot(int index);
}
