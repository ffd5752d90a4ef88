using System;
using System.Diagnostics;
using Weaver.Frames;

namespace Weaver.Capture.Policies;

/// <summary>Exceptions: what every one of them has, then the fields of the subclass.</summary>
internal sealed class ExceptionPolicy(Type type) : CapturePolicy
{
    private readonly FieldSlot[] _ownFields = FieldSlot.Create(type, typeof(Exception));

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        SpecialObject.Write(value, typeName, capturer, _ownFields, static (ownFields, value, capturer, ref fields) =>
        {
            var exception = (Exception)value;
            if (fields.Begin("Message", typeof(string)))
                capturer.Reference(ExceptionFields.Message(exception), typeof(string));
            if (fields.Begin("InnerException", typeof(Exception)))
                capturer.Reference(exception.InnerException, typeof(Exception));
            if (fields.Begin("HResult", typeof(int)))
                capturer.Int32(exception.HResult);
            if (fields.Begin("Source", typeof(string)))
                capturer.Reference(ExceptionFields.Source(exception), typeof(string));
            if (fields.Begin("HelpLink", typeof(string)))
                capturer.Reference(ExceptionFields.HelpLink(exception), typeof(string));
            if (fields.Begin("StackTrace", typeof(string)))
                capturer.Reference(StackText(exception, capturer.Limits.MaxLength), typeof(string));
            ReflectedFields.Write(exception, ownFields, capturer, ref fields);
        });
    }

    private static string? StackText(Exception exception, int enough)
    {
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        return trace.FrameCount == 0 ? null : StackCapture.Text(trace, enough);
    }
}
