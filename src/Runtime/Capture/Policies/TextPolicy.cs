using System;
using System.Diagnostics;
using System.Text;

namespace Weaver.Capture.Policies;

/// <summary>Framework classes whose text is safe to ask for because no code of the program can run in it.</summary>
internal sealed class TextPolicy(Func<object, string> text) : CapturePolicy
{
    public static readonly TextPolicy Version = new(static value => ((Version)value).ToString());
    public static readonly TextPolicy StackTrace = new(static value => ((StackTrace)value).ToString());
    public static readonly TextPolicy Uri = new(static value => UriText((Uri)value));

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        var shown = text(value);
        capturer.WriteText(typeName, shown, shown.Length);
    }

    // A program can register a parser of its own for a scheme that the framework does not know.
    private static string UriText(Uri uri) =>
        uri.IsAbsoluteUri && uri.Scheme is "http" or "https" or "ws" or "wss" or "ftp" or "file" or "mailto"
            ? uri.ToString()
            : uri.OriginalString;
}

/// <summary>Builders, of which only the part that is shown is copied.</summary>
internal sealed class StringBuilderPolicy : CapturePolicy
{
    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        var builder = (StringBuilder)value;
        var length = builder.Length;
        var shown = builder.ToString(0, Math.Min(length, capturer.Limits.MaxLength));
        capturer.WriteText(typeName, shown, length);
    }
}
