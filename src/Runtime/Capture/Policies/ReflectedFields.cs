using System;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Capture.Policies;

/// <summary>Writes fields that have to be read by reflection.</summary>
internal static class ReflectedFields
{
    public static void Write(object target, FieldSlot[] slots, ValueCapturer capturer, ref FieldWriter fields)
    {
        foreach (var slot in slots)
        {
            if (ReasonToHide(slot, target, capturer) is var reason and not RedactedReason.None)
            {
                fields.Redacted(slot.Name, slot.Type.Name, reason);
                if (fields.IsStopped)
                    return;
                continue;
            }

            if (!fields.Begin(slot.Name, slot.Type))
            {
                if (fields.IsStopped)
                    return;
                continue;
            }

            var before = capturer.State;
            try
            {
                slot.Accept(target, capturer);
            }
            catch (Exception e)
            {
                Interruption.Keep(e);
                capturer.Restore(before);
                fields.Skip();
            }
        }
    }

    // Beside what name and type say, which is for every field.
    private static RedactedReason ReasonToHide(FieldSlot slot, object target, ValueCapturer capturer) =>
        slot.IsSensitive ? RedactedReason.Marked
        : slot.NamedBy is { } name && capturer.IsRedactedName(name.Text(target)) ? RedactedReason.Identifier
        : target is Exception exception && capturer.HidesInException(exception, slot.Type) ? RedactedReason.ExceptionText
        : RedactedReason.None;
}
