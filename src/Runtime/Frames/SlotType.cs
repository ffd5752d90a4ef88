using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Weaver.Frames;

/// <summary>How to read one kind of variable through its address. One instance per type, shared by all frames.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SlotType
{
    private protected SlotType()
    {
    }

    /// <summary>Declared type of the variable; for a by-ref variable the type it refers to.</summary>
    public abstract Type Type { get; }

    /// <summary>Hands the value at <paramref name="address"/> to the visitor, typed and unboxed; a null address is reported as such.</summary>
    internal abstract void Accept(ref byte address, SlotVisitor visitor);
}

/// <summary>The reader of variables of type <typeparamref name="T"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlotType<T> : SlotType
{
    internal static readonly SlotType<T> Instance = new();

    private SlotType()
    {
    }

    public override Type Type => typeof(T);

    internal override void Accept(ref byte address, SlotVisitor visitor)
    {
        // A by-ref variable that points nowhere is ordinary: Unsafe.NullRef, an empty span's reference, an untaken branch.
        if (Unsafe.IsNullRef(ref address))
        {
            visitor.NullReference(typeof(T));
            return;
        }

        // The comparisons are constants for the JIT; each instantiation keeps one branch.
        if (!typeof(T).IsValueType)
            visitor.Reference(Unsafe.As<byte, object?>(ref address), typeof(T));
        else if (typeof(T) == typeof(int))
            visitor.Int32(Unsafe.As<byte, int>(ref address));
        else if (typeof(T) == typeof(long))
            visitor.Int64(Unsafe.As<byte, long>(ref address));
        else if (typeof(T) == typeof(double))
            visitor.Double(Unsafe.As<byte, double>(ref address));
        else if (typeof(T) == typeof(bool))
            // Unsafe code can leave any byte here; a bool is "not zero".
            visitor.Boolean(address != 0);
        else
            visitor.Value(in Unsafe.As<byte, T>(ref address));
    }
}
