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
                WriteValue(reader, target, capturer);
            }
            catch (Exception)
            {
                capturer.Restore(before);
                fields.Skip();
            }
        }
    }

    private static void WriteValue(FieldReader reader, object target, ValueCapturer capturer)
    {
        var value = reader.Read(target);
        if (reader.Type.IsPointer && value is nint address)
            capturer.WriteAddress(reader.Type.Name, address);
        else
            capturer.Boxed(value, reader.Type, reader.IsNullable);
    }
}
