using System;
using Weaver.Common;
using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Any object without a policy of its own: its fields, through the generated collector or else by reflection.</summary>
internal sealed class ObjectPolicy(Type type) : CapturePolicy
{
    private readonly FieldSlot[] _fields = FieldSlot.Of(type);
    private readonly bool _isReference = !type.IsValueType;

    // A type without any field looks the same, and there is nothing to show of it either.
    private readonly bool _isTrimmed = FieldOffsets.IsCompiledAhead && type != typeof(object) && FieldSlot.Of(type).Length == 0;

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        if (capturer.Collectors.Find(type) is { } collector)
        {
            SpecialObject.Write(
                value, typeName, capturer, collector, static (collector, value, capturer, ref fields) => collector.WriteFields(value, capturer, ref fields), _isReference);
        }
        else if (_isTrimmed)
        {
            capturer.WriteNotCaptured(typeName, NotCapturedReason.Trimmed);
        }
        else
        {
            SpecialObject.Write(
                value, typeName, capturer, _fields, static (slots, value, capturer, ref fields) => ReflectedFields.Write(value, slots, capturer, ref fields), _isReference);
        }
    }
}
