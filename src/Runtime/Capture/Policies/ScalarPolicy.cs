using System;

namespace Weaver.Capture.Policies;

/// <summary>Boxed numbers, characters, dates and GUIDs.</summary>
internal sealed class ScalarPolicy<T> : CapturePolicy
    where T : struct, IUtf8SpanFormattable
{
    public override void Write(object value, string typeName, ValueCapturer capturer) =>
        ScalarWriter.Put((T)value, typeName, capturer);
}

internal sealed class BooleanPolicy : CapturePolicy
{
    public override void Write(object value, string typeName, ValueCapturer capturer) =>
        ScalarWriter.Put((bool)value, typeName, capturer);
}
