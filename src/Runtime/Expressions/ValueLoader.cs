using System;
using System.Runtime.CompilerServices;
using Weaver.Frames;

namespace Weaver.Expressions;

/// <summary>Loads one slot of a frame, or one field of an object, into a <see cref="Value"/>.</summary>
internal sealed class ValueLoader : SlotVisitor
{
    [ThreadStatic]
    private static ValueLoader? t_instance;

    private Value _value;

    /// <summary>The value of a slot of the frame; null when the slot holds nothing to read.</summary>
    public static Value Load(in FrameView view, int slot)
    {
        var loader = Fresh();
        view.Visit(slot, loader);
        return loader.Take();
    }

    /// <summary>The value of a field, which must be readable.</summary>
    public static Value Load(FieldSlot field, object target)
    {
        var loader = Fresh();
        field.Accept(target, loader);
        return loader.Take();
    }

    public override void Reference(object? value, Type declaredType) =>
        _value = value is string text ? Expressions.Value.Of(text) : Expressions.Value.OfObject(value, declaredType);

    public override void Boxed(object? value, Type declaredType, bool isNullable) => _value = Expressions.Value.OfObject(value, declaredType);

    public override void Address(nint value, Type declaredType) => _value = Expressions.Value.OfObject(value);

    public override void Uninitialized(Type declaredType) => _value = Expressions.Value.Null(declaredType);

    public override void NullReference(Type declaredType) => _value = Expressions.Value.Null(declaredType);

    public override void Int32(int value) => _value = Expressions.Value.Of(value);

    public override void Int64(long value) => _value = Expressions.Value.Of(value);

    public override void Double(double value) => _value = Expressions.Value.Of(value);

    public override void Boolean(bool value) => _value = Expressions.Value.Of(value);

    // The comparisons are constants for the JIT; an enum or another struct is boxed, a nullable to its value or to null.
    public override void Value<T>(ref readonly T value)
    {
        ref var source = ref Unsafe.AsRef(in value);
        if (typeof(T) == typeof(float))
            _value = Expressions.Value.Of(Unsafe.As<T, float>(ref source));
        else if (typeof(T) == typeof(char))
            _value = Expressions.Value.Of(Unsafe.As<T, char>(ref source));
        else if (typeof(T) == typeof(byte))
            _value = Expressions.Value.Of(Unsafe.As<T, byte>(ref source));
        else if (typeof(T) == typeof(sbyte))
            _value = Expressions.Value.Of(Unsafe.As<T, sbyte>(ref source));
        else if (typeof(T) == typeof(short))
            _value = Expressions.Value.Of(Unsafe.As<T, short>(ref source));
        else if (typeof(T) == typeof(ushort))
            _value = Expressions.Value.Of(Unsafe.As<T, ushort>(ref source));
        else if (typeof(T) == typeof(uint))
            _value = Expressions.Value.Of(Unsafe.As<T, uint>(ref source));
        else if (typeof(T) == typeof(ulong))
            _value = Expressions.Value.Of(Unsafe.As<T, ulong>(ref source));
        else
            _value = Expressions.Value.OfObject(source, typeof(T));
    }

    private static ValueLoader Fresh()
    {
        var loader = t_instance ??= new ValueLoader();
        loader._value = default;
        return loader;
    }

    private Value Take()
    {
        var value = _value;

        // Nothing of the host program may stay reachable from here.
        _value = default;
        return value;
    }
}
