using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weaver.Capture.Policies;

/// <summary>Lazy values: whether there is one and, only then, which. Never makes it.</summary>
internal sealed class LazyPolicy : CapturePolicy
{
    private readonly FieldInfo? _state;
    private readonly FieldInfo? _value;

    public LazyPolicy(Type type)
    {
        _state = Field(type, "_state");
        _value = Field(type, "_value");
    }

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        SpecialObject.Write(value, typeName, capturer, this, static (self, lazy, capturer, ref fields) =>
        {
            // The state is dropped when the value is there, after the value was stored.
            var isCreated = self._state is not null && self._state.GetValue(lazy) is null;
            if (fields.Begin("IsValueCreated", typeof(bool)))
                capturer.Boolean(isCreated);
            if (isCreated && self._value is { } field && fields.Begin("Value", field.FieldType))
                capturer.Boxed(field.GetValue(lazy), field.FieldType, Nullable.GetUnderlyingType(field.FieldType) is not null);
        });
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the fields the value is shown as not created.")]
    private static FieldInfo? Field(Type type, string name) => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
