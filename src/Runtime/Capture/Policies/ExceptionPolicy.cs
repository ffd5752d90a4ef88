using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Capture.Policies;

/// <summary>Exceptions: what every one of them has, then the fields of the subclass.</summary>
internal sealed class ExceptionPolicy(Type type) : CapturePolicy
{
    private static readonly string[] s_texts = ["Message", "StackTrace", "Source", "HelpLink"];

    private readonly FieldSlot[] _ownFields = FieldSlot.Create(type, typeof(Exception));
    private readonly bool _makesTexts = MakesTexts(type);

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        // What the program itself would say may be another text than the one in the field; only its getter knows.
        if (_makesTexts)
            capturer.Note(IncompleteReasons.RuntimeError);

        SpecialObject.Write(value, typeName, capturer, _ownFields, static (ownFields, value, capturer, ref fields) =>
        {
            var exception = (Exception)value;
            var hidesText = capturer.HidesTextOf(exception);
            if (BeginText("Message", hidesText, ref fields))
                capturer.Reference(ExceptionFields.Message(exception), typeof(string));
            if (fields.Begin("InnerException", typeof(Exception)))
                capturer.Reference(exception.InnerException, typeof(Exception));
            if (fields.Begin("HResult", typeof(int)))
                capturer.Int32(exception.HResult);
            if (BeginText("Source", hidesText, ref fields))
                capturer.Reference(ExceptionFields.Source(exception), typeof(string));
            if (BeginText("HelpLink", hidesText, ref fields))
                capturer.Reference(ExceptionFields.HelpLink(exception), typeof(string));
            if (BeginText("StackTrace", hidesText, ref fields))
                capturer.Reference(StackText(exception, capturer.Limits.MaxLength), typeof(string));
            ReflectedFields.Write(exception, ownFields, capturer, ref fields);
        });
    }

    private static bool BeginText(string name, bool hidesText, ref FieldWriter fields)
    {
        if (!hidesText)
            return fields.Begin(name, typeof(string));

        fields.Redacted(name, nameof(String), RedactedReason.ExceptionText);
        return false;
    }

    private static bool MakesTexts(Type type)
    {
        for (var current = type; current is not null && current != typeof(Exception); current = current.BaseType)
        {
            if (current.Assembly == typeof(Exception).Assembly || current.Assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == true)
                return false;

            foreach (var property in PropertiesOf(current))
            {
                if (Array.IndexOf(s_texts, property.Name) >= 0)
                    return true;
            }
        }

        return false;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A getter that trimming removed is not called by the program either.")]
    private static PropertyInfo[] PropertiesOf(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

    private static string? StackText(Exception exception, int enough)
    {
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        return trace.FrameCount == 0 ? null : StackCapture.Text(trace, enough);
    }
}
