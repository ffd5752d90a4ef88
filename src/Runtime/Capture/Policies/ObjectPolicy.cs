using System;
using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Any object without a policy of its own: its fields, through the generated collector or else by reflection.</summary>
internal sealed class ObjectPolicy(Type type) : CapturePolicy
{
    private readonly FieldSlot[] _fields = FieldSlot.Of(type);
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
                value, typeName, capturer, _fields, static (slots, value, capturer, ref fields) => ReflectedFields.Write(value, slots, capturer, ref fields), _isReference);
        }
    }
}
