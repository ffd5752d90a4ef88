using System;

namespace Weaver.Frames;

/// <summary>
/// Receives the value of one variable or field without boxing where that is possible. The common scalars and references
/// arrive through plain virtual calls; value types known at compile time through <see cref="Value{T}"/>, others boxed.
/// </summary>
/// <remarks>Instances are used by one thread at a time.</remarks>
internal abstract class SlotVisitor
{
    /// <summary>A class, interface, array, delegate or null. The declared type can lie: ask the object for its own.</summary>
    public abstract void Reference(object? value, Type declaredType);

    /// <summary>Any value type, the scalars below included unless they are overridden.</summary>
    public abstract void Value<T>(ref readonly T value);

    /// <summary>A by-ref variable that refers to nothing.</summary>
    public abstract void NullReference(Type declaredType);

    /// <summary>A field of a value type that is known only at run time, a null of a nullable one as null.</summary>
    public abstract void Boxed(object? value, Type declaredType, bool isNullable);

    /// <summary>A field that holds a pointer of any kind.</summary>
    public abstract void Address(nint value, Type declaredType);

    /// <summary>A field that cannot be read without a chance of running the static constructor of its type.</summary>
    public abstract void Uninitialized(Type declaredType);

    public virtual void Int32(int value) => Value(in value);

    public virtual void Int64(long value) => Value(in value);

    public virtual void Double(double value) => Value(in value);

    public virtual void Boolean(bool value) => Value(in value);
}
