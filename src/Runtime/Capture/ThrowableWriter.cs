using System;
using Weaver.Common;
using Weaver.Redaction;

namespace Weaver.Capture;

/// <summary>The exception that ended a method: type, message and stack.</summary>
internal static class ThrowableWriter
{
    // Longer than a captured text may be by default: this is the one message a reader of the snapshot looks for.
    private const int MaxMessage = 8192;

    /// <param name="json">Where to.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="left">Time for reading symbols.</param>
    /// <param name="omitsText">The message is left out.</param>
    /// <returns>False when the stack has no files and lines, because no time was left.</returns>
    public static bool Write(JsonText json, Exception exception, TimeSpan left, bool omitsText)
    {
        var message = omitsText ? RedactedReasonNames.MessageText : ExceptionFields.Message(exception);
        json.BeginObject();
        json.Name("type"u8);
        json.String(exception.GetType().FullName);
        json.Name("message"u8);
        json.String(message.AsSpan(0, Math.Min(message.Length, MaxMessage)));
        json.Name("stacktrace"u8);
        StackCapture.Write(json, SymbolReading.Take(exception, left, out var hasSymbols));
        json.EndObject();
        return hasSymbols;
    }
}
