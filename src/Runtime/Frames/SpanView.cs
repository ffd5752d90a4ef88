using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weaver.Frames;

/// <summary>
/// A variable of type <see cref="Span{T}"/> as an ordinary struct, which a frame can refer to. Only the length is ever
/// read: unsafe code can make up a span, and its elements would then lie anywhere.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential)]
public readonly struct SpanView<T> : ISpanView
{
    private readonly nint _reference;
    public readonly int Length;

    int ISpanView.Count => Length;
}

/// <summary>A variable of type <see cref="ReadOnlySpan{T}"/>, likewise.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential)]
public readonly struct ReadOnlySpanView<T> : ISpanView
{
    private readonly nint _reference;
    public readonly int Length;

    int ISpanView.Count => Length;
}

/// <summary>Makes views of spans. On a runtime that lays its spans out in an unknown way they refer to nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpanViews
{
    private static readonly bool s_isLayoutKnown = IsLayoutKnown();

    public static ref SpanView<T> OfSpan<T>(ref Span<T> span)
    {
        if (!s_isLayoutKnown)
            return ref Unsafe.NullRef<SpanView<T>>();

        return ref Unsafe.As<Span<T>, SpanView<T>>(ref span);
    }

    public static ref ReadOnlySpanView<T> OfReadOnlySpan<T>(ref ReadOnlySpan<T> span)
    {
        if (!s_isLayoutKnown)
            return ref Unsafe.NullRef<ReadOnlySpanView<T>>();

        return ref Unsafe.As<ReadOnlySpan<T>, ReadOnlySpanView<T>>(ref span);
    }

    private static bool IsLayoutKnown()
    {
        var span = new Span<byte>(new byte[7]);
        ReadOnlySpan<byte> readOnly = span[2..];
        return Unsafe.SizeOf<Span<byte>>() == Unsafe.SizeOf<SpanView<byte>>()
            && Unsafe.SizeOf<ReadOnlySpan<byte>>() == Unsafe.SizeOf<ReadOnlySpanView<byte>>()
            && Unsafe.As<Span<byte>, SpanView<byte>>(ref span).Length == 7
            && Unsafe.As<ReadOnlySpan<byte>, ReadOnlySpanView<byte>>(ref readOnly).Length == 5;
    }
}
