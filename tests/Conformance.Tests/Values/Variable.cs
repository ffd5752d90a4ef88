using System;
using Weaver.Capture;
using Weaver.Expressions;
using Weaver.Frames;

namespace Weaver.Conformance.Tests.Values;

/// <summary>A variable of a method: a value in a slot of its declared type.</summary>
internal abstract class Variable
{
    public abstract Type Type { get; }

    /// <summary>The value as an expression reads it from a frame.</summary>
    public abstract Value Load();

    /// <summary>Writes the value as a snapshot shows it, from a frame.</summary>
    public abstract void Write(SnapshotWriter writer, string name);

    public static Variable Of(object? value, Type declared) =>
        (Variable)Activator.CreateInstance(typeof(Variable<>).MakeGenericType(declared), value)!;
}

/// <inheritdoc cref="Variable"/>
internal sealed unsafe class Variable<T>(T value) : Variable
{
    private T _value = value;

    public override Type Type => typeof(T);

    public override Value Load()
    {
        var frame = new Frame<T>(ref _value);
        return ValueLoader.Load(new FrameView(Shape<Frame<T>>.Instance, &frame, null), 0);
    }

    public override void Write(SnapshotWriter writer, string name)
    {
        var frame = new Frame<T>(ref _value);
        writer.WriteVariable(name, 0, new FrameView(Shape<Frame<T>>.Instance, &frame, null));
    }
}
