using System;
using Weaver.Frames;
using Weaver.Common;

namespace Weaver.Capture.Policies;

/// <summary>Writes fields that have to be read by reflection.</summary>
internal static class ReflectedFields
{
    public static void Write(object target, FieldSlot[] slots, ValueCapturer capturer, ref FieldWriter fields)
    {
        foreach (var slot in slots)
        {
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
}
