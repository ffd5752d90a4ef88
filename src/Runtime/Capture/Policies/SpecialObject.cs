namespace Weaver.Capture.Policies;

/// <summary>The fields that a policy chose to show.</summary>
internal delegate void FieldsOf<in TState>(TState state, object value, ValueCapturer capturer, ref FieldWriter fields);

/// <summary>The shape of an object whose fields a policy chooses: type, fields, depth and cycles as for any object.</summary>
internal static class SpecialObject
{
    public static void Write<TState>(object value, string typeName, ValueCapturer capturer, TState state, FieldsOf<TState> write, bool canCycle = true)
    {
        var before = capturer.State;
        if (!capturer.TryExpand(canCycle ? value : null))
        {
            capturer.WriteNotCaptured(typeName, NotCapturedReason.Depth);
            return;
        }

        capturer.Descend();
        var json = capturer.Json;
        json.BeginObject();
        json.Name("type"u8);
        json.String(typeName);
        var fields = new FieldWriter(capturer);
        write(state, value, capturer, ref fields);
        fields.End();
        json.EndObject();
        capturer.Restore(before);
    }
}
