using System;

namespace Weaver.Frames;

/// <summary>
/// Receives the value of one variable without boxing. The common scalars and references arrive through plain virtual
/// calls; every other value type through <see cref="Value{T}"/>.
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

    public virtual void Int32(int value) => Value(in value);

    public virtual void Int64(long value) => Value(in value);

    public virtual void Double(double value) => Value(in value);

    public virtual void Boolean(bool value) => Value(in value);
}
