// shape: Interpolated strings and a handler of its own, which is a ref struct
// probe: Logger::Log
//   entry
//     handler: LogHandler (not captured: 'handler' is a ref struct, which cannot be shown.)
//     tail: String "!"
//   return
//     handler: LogHandler (not captured: 'handler' is a ref struct, which cannot be shown.)
//     tail: String "!"
//     @return: String "5:a=<1> b=<two>2!"
// probe: LogHandler::AppendFormatted
//   hits: 2
//   entry
//     this: LogHandler (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: Int32 1
//   return
//     this: LogHandler (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: Int32 1
//   entry 2
//     this: LogHandler (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: String "two"
//   return 2
//     this: LogHandler (not captured: 'this' is a ref struct, which cannot be shown.)
//     value: String "two"

namespace Shapes.InterpolatedHandler;

[InterpolatedStringHandler]
public ref struct LogHandler(int literalLength, int formattedCount)
{
    public readonly int Parts = formattedCount;
    private string _text = literalLength + ":";

    public void AppendLiteral(string text) => _text += text;

    public void AppendFormatted<T>(T value) => _text += "<" + value + ">";

    public override string ToString() => _text;
}

public static class Logger
{
    public static string Log(LogHandler handler, string tail) => handler.ToString() + handler.Parts + tail;
}

public static class Asset
{
    public static string Run()
    {
        var (a, b) = (1, "two");
        return Logger.Log($"a={a} b={b}", "!") + $"{a:d3}{b}";
    }
}
