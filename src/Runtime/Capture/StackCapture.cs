using System;
using System.Diagnostics;
using System.Text;
using Weaver.Common;

namespace Weaver.Capture;

/// <summary>Stacks as a snapshot shows them: innermost frame first, under the names the author knows.</summary>
/// <remarks>Our own frames at the top are left out, and a method and the twin it called are one frame.</remarks>
internal static class StackCapture
{
    /// <summary>Frames that are shown. What lies below the 64th is seldom read, and each costs a look into the symbols.</summary>
    public const int DefaultMaxFrames = 64;

    /// <summary>Writes the calling thread's stack as an array of <c>{function, fileName, lineNumber}</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="left">Time for reading symbols.</param>
    /// <param name="maxFrames">Frames that are shown.</param>
    /// <returns>False when files and lines are missing, because no time was left.</returns>
    public static bool WriteCurrent(JsonText json, TimeSpan left, int maxFrames = DefaultMaxFrames)
    {
        var mark = json.Mark();
        try
        {
            Write(json, SymbolReading.Take(null, left, out var hasSymbols), maxFrames);
            return hasSymbols;
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            json.RollBack(mark);
            json.BeginArray();
            json.EndArray();
            return true;
        }
    }

    public static void Write(JsonText json, StackTrace trace, int maxFrames = DefaultMaxFrames)
    {
        json.BeginArray();
        var frames = new Frames(trace, maxFrames);
        while (frames.Next())
        {
            json.BeginObject();
            json.Name("function"u8);
            json.String(frames.Function);
            if (frames.Frame.GetFileName() is { Length: > 0 } file)
            {
                json.Name("fileName"u8);
                json.String(file);
                json.Name("lineNumber"u8);
                json.Number(frames.Frame.GetFileLineNumber());
            }

            json.EndObject();
        }

        json.EndArray();
    }

    /// <summary>The stack in one text, a line for each frame, until it is long enough.</summary>
    public static string Text(StackTrace trace, int enough)
    {
        var text = new StringBuilder();
        var frames = new Frames(trace, DefaultMaxFrames);
        while (text.Length <= enough && frames.Next())
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append("at ").Append(frames.Function);
        }

        return text.ToString();
    }

    private ref struct Frames(StackTrace trace, int maxFrames)
    {
        private static readonly string s_own = typeof(StackCapture).Assembly.GetName().Name + ",";

        private int _next;
        private int _shown;
        private string? _twinOf;

        public StackFrame Frame { get; private set; } = null!;

        public string Function { get; private set; } = "";

        public bool Next()
        {
            while (_shown < maxFrames && trace.GetFrame(_next++) is { } frame)
            {
                if (DiagnosticMethodInfo.Create(frame) is not { } method || (_shown == 0 && IsOwn(method)))
                    continue;

                var function = FrameNames.Readable(method.DeclaringTypeName, method.Name);
                var isTwin = FrameNames.IsTwin(method.Name);
                var isCallerOfTwin = !isTwin && _twinOf == function;
                _twinOf = isTwin ? function : null;
                if (isCallerOfTwin)
                    continue;

                Frame = frame;
                Function = function;
                _shown++;
                return true;
            }

            return false;
        }

        // Some runtimes leave out parts of the full name that others write.
        private static bool IsOwn(DiagnosticMethodInfo method) =>
            method.DeclaringAssemblyName is { } name && (name.StartsWith(s_own, StringComparison.Ordinal) || s_own.AsSpan(0, s_own.Length - 1).SequenceEqual(name));
    }
}
