using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

// One struct per arity of Contract/FrameArity, all of the same pattern. Written out by eng/frames.py, not by hand.
namespace Weaver.Frames;

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0> : IFrame
{
    public ref T0 S0;

    public Frame(ref T0 s0)
    {
        S0 = ref s0;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;

    public Frame(ref T0 s0, ref T1 s1)
    {
        S0 = ref s0;
        S1 = ref s1;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T7> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;
    public ref T7 S7;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6, ref T7 s7)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
        S7 = ref s7;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance, SlotType<T7>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            case 7: return ref Unsafe.As<T7, byte>(ref S7);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T7, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T8, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T9, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T10, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T11> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;
    public ref T7 S7;
    public ref T8 S8;
    public ref T9 S9;
    public ref T10 S10;
    public ref T11 S11;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6, ref T7 s7, ref T8 s8, ref T9 s9, ref T10 s10, ref T11 s11)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
        S7 = ref s7;
        S8 = ref s8;
        S9 = ref s9;
        S10 = ref s10;
        S11 = ref s11;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance, SlotType<T7>.Instance, SlotType<T8>.Instance, SlotType<T9>.Instance, SlotType<T10>.Instance, SlotType<T11>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            case 7: return ref Unsafe.As<T7, byte>(ref S7);
            case 8: return ref Unsafe.As<T8, byte>(ref S8);
            case 9: return ref Unsafe.As<T9, byte>(ref S9);
            case 10: return ref Unsafe.As<T10, byte>(ref S10);
            case 11: return ref Unsafe.As<T11, byte>(ref S11);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T7, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T8, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T9, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T10, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T11, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T12, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T13, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T14, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T15> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;
    public ref T7 S7;
    public ref T8 S8;
    public ref T9 S9;
    public ref T10 S10;
    public ref T11 S11;
    public ref T12 S12;
    public ref T13 S13;
    public ref T14 S14;
    public ref T15 S15;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6, ref T7 s7, ref T8 s8, ref T9 s9, ref T10 s10, ref T11 s11, ref T12 s12, ref T13 s13, ref T14 s14, ref T15 s15)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
        S7 = ref s7;
        S8 = ref s8;
        S9 = ref s9;
        S10 = ref s10;
        S11 = ref s11;
        S12 = ref s12;
        S13 = ref s13;
        S14 = ref s14;
        S15 = ref s15;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance, SlotType<T7>.Instance, SlotType<T8>.Instance, SlotType<T9>.Instance, SlotType<T10>.Instance, SlotType<T11>.Instance, SlotType<T12>.Instance, SlotType<T13>.Instance, SlotType<T14>.Instance, SlotType<T15>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            case 7: return ref Unsafe.As<T7, byte>(ref S7);
            case 8: return ref Unsafe.As<T8, byte>(ref S8);
            case 9: return ref Unsafe.As<T9, byte>(ref S9);
            case 10: return ref Unsafe.As<T10, byte>(ref S10);
            case 11: return ref Unsafe.As<T11, byte>(ref S11);
            case 12: return ref Unsafe.As<T12, byte>(ref S12);
            case 13: return ref Unsafe.As<T13, byte>(ref S13);
            case 14: return ref Unsafe.As<T14, byte>(ref S14);
            case 15: return ref Unsafe.As<T15, byte>(ref S15);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T7, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T8, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T9, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T10, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T11, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T12, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T13, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T14, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T15, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T16, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T17, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T18, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T19, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T20, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T21, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T22, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T23> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;
    public ref T7 S7;
    public ref T8 S8;
    public ref T9 S9;
    public ref T10 S10;
    public ref T11 S11;
    public ref T12 S12;
    public ref T13 S13;
    public ref T14 S14;
    public ref T15 S15;
    public ref T16 S16;
    public ref T17 S17;
    public ref T18 S18;
    public ref T19 S19;
    public ref T20 S20;
    public ref T21 S21;
    public ref T22 S22;
    public ref T23 S23;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6, ref T7 s7, ref T8 s8, ref T9 s9, ref T10 s10, ref T11 s11, ref T12 s12, ref T13 s13, ref T14 s14, ref T15 s15, ref T16 s16, ref T17 s17, ref T18 s18, ref T19 s19, ref T20 s20, ref T21 s21, ref T22 s22, ref T23 s23)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
        S7 = ref s7;
        S8 = ref s8;
        S9 = ref s9;
        S10 = ref s10;
        S11 = ref s11;
        S12 = ref s12;
        S13 = ref s13;
        S14 = ref s14;
        S15 = ref s15;
        S16 = ref s16;
        S17 = ref s17;
        S18 = ref s18;
        S19 = ref s19;
        S20 = ref s20;
        S21 = ref s21;
        S22 = ref s22;
        S23 = ref s23;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance, SlotType<T7>.Instance, SlotType<T8>.Instance, SlotType<T9>.Instance, SlotType<T10>.Instance, SlotType<T11>.Instance, SlotType<T12>.Instance, SlotType<T13>.Instance, SlotType<T14>.Instance, SlotType<T15>.Instance, SlotType<T16>.Instance, SlotType<T17>.Instance, SlotType<T18>.Instance, SlotType<T19>.Instance, SlotType<T20>.Instance, SlotType<T21>.Instance, SlotType<T22>.Instance, SlotType<T23>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            case 7: return ref Unsafe.As<T7, byte>(ref S7);
            case 8: return ref Unsafe.As<T8, byte>(ref S8);
            case 9: return ref Unsafe.As<T9, byte>(ref S9);
            case 10: return ref Unsafe.As<T10, byte>(ref S10);
            case 11: return ref Unsafe.As<T11, byte>(ref S11);
            case 12: return ref Unsafe.As<T12, byte>(ref S12);
            case 13: return ref Unsafe.As<T13, byte>(ref S13);
            case 14: return ref Unsafe.As<T14, byte>(ref S14);
            case 15: return ref Unsafe.As<T15, byte>(ref S15);
            case 16: return ref Unsafe.As<T16, byte>(ref S16);
            case 17: return ref Unsafe.As<T17, byte>(ref S17);
            case 18: return ref Unsafe.As<T18, byte>(ref S18);
            case 19: return ref Unsafe.As<T19, byte>(ref S19);
            case 20: return ref Unsafe.As<T20, byte>(ref S20);
            case 21: return ref Unsafe.As<T21, byte>(ref S21);
            case 22: return ref Unsafe.As<T22, byte>(ref S22);
            case 23: return ref Unsafe.As<T23, byte>(ref S23);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Frame<[DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T0, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T1, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T2, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T3, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T4, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T5, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T6, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T7, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T8, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T9, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T10, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T11, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T12, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T13, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T14, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T15, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T16, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T17, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T18, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T19, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T20, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T21, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T22, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T23, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T24, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T25, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T26, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T27, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T28, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T29, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T30, [DynamicallyAccessedMembers(FieldsOfTypes.Shown)] T31> : IFrame
{
    public ref T0 S0;
    public ref T1 S1;
    public ref T2 S2;
    public ref T3 S3;
    public ref T4 S4;
    public ref T5 S5;
    public ref T6 S6;
    public ref T7 S7;
    public ref T8 S8;
    public ref T9 S9;
    public ref T10 S10;
    public ref T11 S11;
    public ref T12 S12;
    public ref T13 S13;
    public ref T14 S14;
    public ref T15 S15;
    public ref T16 S16;
    public ref T17 S17;
    public ref T18 S18;
    public ref T19 S19;
    public ref T20 S20;
    public ref T21 S21;
    public ref T22 S22;
    public ref T23 S23;
    public ref T24 S24;
    public ref T25 S25;
    public ref T26 S26;
    public ref T27 S27;
    public ref T28 S28;
    public ref T29 S29;
    public ref T30 S30;
    public ref T31 S31;

    public Frame(ref T0 s0, ref T1 s1, ref T2 s2, ref T3 s3, ref T4 s4, ref T5 s5, ref T6 s6, ref T7 s7, ref T8 s8, ref T9 s9, ref T10 s10, ref T11 s11, ref T12 s12, ref T13 s13, ref T14 s14, ref T15 s15, ref T16 s16, ref T17 s17, ref T18 s18, ref T19 s19, ref T20 s20, ref T21 s21, ref T22 s22, ref T23 s23, ref T24 s24, ref T25 s25, ref T26 s26, ref T27 s27, ref T28 s28, ref T29 s29, ref T30 s30, ref T31 s31)
    {
        S0 = ref s0;
        S1 = ref s1;
        S2 = ref s2;
        S3 = ref s3;
        S4 = ref s4;
        S5 = ref s5;
        S6 = ref s6;
        S7 = ref s7;
        S8 = ref s8;
        S9 = ref s9;
        S10 = ref s10;
        S11 = ref s11;
        S12 = ref s12;
        S13 = ref s13;
        S14 = ref s14;
        S15 = ref s15;
        S16 = ref s16;
        S17 = ref s17;
        S18 = ref s18;
        S19 = ref s19;
        S20 = ref s20;
        S21 = ref s21;
        S22 = ref s22;
        S23 = ref s23;
        S24 = ref s24;
        S25 = ref s25;
        S26 = ref s26;
        S27 = ref s27;
        S28 = ref s28;
        S29 = ref s29;
        S30 = ref s30;
        S31 = ref s31;
    }

    public static SlotType[] CreateSlotTypes() => [SlotType<T0>.Instance, SlotType<T1>.Instance, SlotType<T2>.Instance, SlotType<T3>.Instance, SlotType<T4>.Instance, SlotType<T5>.Instance, SlotType<T6>.Instance, SlotType<T7>.Instance, SlotType<T8>.Instance, SlotType<T9>.Instance, SlotType<T10>.Instance, SlotType<T11>.Instance, SlotType<T12>.Instance, SlotType<T13>.Instance, SlotType<T14>.Instance, SlotType<T15>.Instance, SlotType<T16>.Instance, SlotType<T17>.Instance, SlotType<T18>.Instance, SlotType<T19>.Instance, SlotType<T20>.Instance, SlotType<T21>.Instance, SlotType<T22>.Instance, SlotType<T23>.Instance, SlotType<T24>.Instance, SlotType<T25>.Instance, SlotType<T26>.Instance, SlotType<T27>.Instance, SlotType<T28>.Instance, SlotType<T29>.Instance, SlotType<T30>.Instance, SlotType<T31>.Instance];

    public ref byte Slot(int index)
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<T0, byte>(ref S0);
            case 1: return ref Unsafe.As<T1, byte>(ref S1);
            case 2: return ref Unsafe.As<T2, byte>(ref S2);
            case 3: return ref Unsafe.As<T3, byte>(ref S3);
            case 4: return ref Unsafe.As<T4, byte>(ref S4);
            case 5: return ref Unsafe.As<T5, byte>(ref S5);
            case 6: return ref Unsafe.As<T6, byte>(ref S6);
            case 7: return ref Unsafe.As<T7, byte>(ref S7);
            case 8: return ref Unsafe.As<T8, byte>(ref S8);
            case 9: return ref Unsafe.As<T9, byte>(ref S9);
            case 10: return ref Unsafe.As<T10, byte>(ref S10);
            case 11: return ref Unsafe.As<T11, byte>(ref S11);
            case 12: return ref Unsafe.As<T12, byte>(ref S12);
            case 13: return ref Unsafe.As<T13, byte>(ref S13);
            case 14: return ref Unsafe.As<T14, byte>(ref S14);
            case 15: return ref Unsafe.As<T15, byte>(ref S15);
            case 16: return ref Unsafe.As<T16, byte>(ref S16);
            case 17: return ref Unsafe.As<T17, byte>(ref S17);
            case 18: return ref Unsafe.As<T18, byte>(ref S18);
            case 19: return ref Unsafe.As<T19, byte>(ref S19);
            case 20: return ref Unsafe.As<T20, byte>(ref S20);
            case 21: return ref Unsafe.As<T21, byte>(ref S21);
            case 22: return ref Unsafe.As<T22, byte>(ref S22);
            case 23: return ref Unsafe.As<T23, byte>(ref S23);
            case 24: return ref Unsafe.As<T24, byte>(ref S24);
            case 25: return ref Unsafe.As<T25, byte>(ref S25);
            case 26: return ref Unsafe.As<T26, byte>(ref S26);
            case 27: return ref Unsafe.As<T27, byte>(ref S27);
            case 28: return ref Unsafe.As<T28, byte>(ref S28);
            case 29: return ref Unsafe.As<T29, byte>(ref S29);
            case 30: return ref Unsafe.As<T30, byte>(ref S30);
            case 31: return ref Unsafe.As<T31, byte>(ref S31);
            default: return ref Unsafe.NullRef<byte>();
        }
    }
}
