using System;

namespace Weaver.Capture.Policies;

/// <summary>Any object without a policy of its own: its fields, through the generated collector or else by reflection.</summary>
internal sealed class ObjectPolicy(Type type) : CapturePolicy
{
    private readonly FieldReader[] _fields = FieldReader.Of(type);
    private readonly bool _isReference = !type.IsValueType;

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        if (capturer.Collectors.Find(type) is { } collector)
        {
            SpecialObject.Write(
                value, typeName, capturer, collector, static (collector, value, capturer, ref fields) => collector.WriteFields(value, capturer, ref fields), _isReference);
        }
        else
        {
            SpecialObject.Write(
                value, typeName, capturer, _fields, static (readers, value, capturer, ref fields) => ReflectedFields.Write(value, readers, capturer, ref fields), _isReference);
        }
    }
}
