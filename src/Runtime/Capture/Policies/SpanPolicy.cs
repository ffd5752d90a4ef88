using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Variables that are spans: the length is shown, and the reason why the elements are not.</summary>
internal sealed class SpanPolicy(string shownType) : CapturePolicy
{
    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        var json = capturer.Json;
        json.BeginObject();
        json.Name("type"u8);
        json.String(shownType);
        json.Name("size"u8);
        json.Number(((ISpanView)value).Count);
        capturer.WriteReason(NotCapturedReason.SpanElements);
        json.EndObject();
    }
}
