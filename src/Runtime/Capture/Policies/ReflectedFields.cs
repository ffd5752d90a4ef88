using System;

namespace Weaver.Capture.Policies;

/// <summary>Writes fields that have to be read by reflection.</summary>
internal static class ReflectedFields
{
    public static void Write(object target, FieldReader[] readers, ValueCapturer capturer, ref FieldWriter fields)
    {
        foreach (var reader in readers)
        {
            if (!fields.Begin(reader.Name, reader.Type))
            {
                if (fields.IsStopped)
                    return;
                continue;
            }

            var before = capturer.State;
            try
            {
                reader.Write(target, capturer);
            }
            catch (Exception)
            {
                capturer.Restore(before);
                fields.Skip();
            }
        }
    }
}
