using System;
using System.Collections.Generic;
using Weaver.Frames;

namespace Weaver.Conformance.Tests.Values;

/// <summary>What is done with an open frame.</summary>
internal delegate void FrameUse(FrameView view);

/// <summary>The frame of a method with up to four variables of their declared types.</summary>
internal abstract class EnvironmentFrame
{
    public const int MaxSlots = 4;

    /// <summary>Opens the frame as a method that runs does.</summary>
    public abstract void Open(FrameUse use);

    /// <summary>Null when there are more variables than a frame here can hold.</summary>
    public static EnvironmentFrame? Of(IReadOnlyList<(object? Value, Type Declared)> variables)
    {
        if (variables.Count > MaxSlots)
            return null;

        var (types, values) = (new Type[MaxSlots], new object?[MaxSlots]);
        for (var i = 0; i < MaxSlots; i++)
            (values[i], types[i]) = i < variables.Count ? variables[i] : (null, typeof(object));

        return (EnvironmentFrame)Activator.CreateInstance(typeof(EnvironmentFrame<,,,>).MakeGenericType(types), values)!;
    }
}

/// <inheritdoc cref="EnvironmentFrame"/>
internal sealed unsafe class EnvironmentFrame<T1, T2, T3, T4>(T1 first, T2 second, T3 third, T4 fourth) : EnvironmentFrame
{
    private T1 _first = first;
    private T2 _second = second;
    private T3 _third = third;
    private T4 _fourth = fourth;

    public override void Open(FrameUse use)
    {
        var frame = new Frame<T1, T2, T3, T4>(ref _first, ref _second, ref _third, ref _fourth);
        use(new FrameView(Shape<Frame<T1, T2, T3, T4>>.Instance, &frame, null));
    }
}
