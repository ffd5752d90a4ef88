using System;

namespace Weaver.Capture.Policies;

/// <summary>Boxed numbers, dates and GUIDs.</summary>
internal sealed class ScalarPolicy<T> : CapturePolicy
    where T : struct, IUtf8SpanFormattable
{
    public override void Write(object value, string typeName, ValueCapturer capturer) =>
        ScalarWriter.Write((T)value, typeName, capturer);
}

internal sealed class BooleanPolicy : CapturePolicy
{
    public override void Write(object value, string typeName, ValueCapturer capturer) =>
        ScalarWriter.Write((bool)value, typeName, capturer);
}

internal sealed class CharPolicy : CapturePolicy
{
    public override void Write(object value, string typeName, ValueCapturer capturer) =>
        ScalarWriter.Write((char)value, typeName, capturer);
}
