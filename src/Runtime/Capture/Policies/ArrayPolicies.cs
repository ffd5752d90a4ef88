using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Arrays and lists of values that can be shown from where they lie.</summary>
internal static class TypedItems
{
    public static void Write<T>(ReadOnlySpan<T> values, ValueCapturer capturer, ref ItemWriter items)
    {
        foreach (ref readonly var value in values)
        {
            if (!items.Next())
                return;

            SlotType<T>.Instance.Accept(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)), capturer);
        }
    }
}

/// <summary>One-dimensional arrays of a scalar type.</summary>
internal sealed class ScalarArrayPolicy<T> : ItemsPolicy
    where T : struct
{
    protected override long Count(object value) => ((T[])value).LongLength;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items) =>
        TypedItems.Write<T>((T[])value, capturer, ref items);
}

/// <summary>Lists of a scalar type.</summary>
internal sealed class ScalarListPolicy<T> : ItemsPolicy
    where T : struct
{
    private readonly ListVersion _version = new(typeof(List<T>));

    protected override long Count(object value) => ((List<T>)value).Count;

    protected override int Version(object value) => _version.Of(value);

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items) =>
        TypedItems.Write<T>(CollectionsMarshal.AsSpan((List<T>)value), capturer, ref items);
}

/// <summary>All other arrays, those with several dimensions included: these are listed row by row.</summary>
internal sealed class ArrayPolicy : ItemsPolicy
{
    protected override long Count(object value) => ((Array)value).LongLength;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        if (value is object?[] references)
        {
            foreach (var item in references)
            {
                if (!items.Next())
                    return;

                items.Item(item);
            }

            return;
        }

        // Framework enumerator; it boxes each value.
        foreach (var item in (IEnumerable)value)
        {
            if (!items.Next())
                return;

            items.Item(item);
        }
    }
}
