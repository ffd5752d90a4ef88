using System;
using System.Threading;

namespace Shop.Live;

/// <summary>Standard output: whole blocks, never torn, colored on a terminal only.</summary>
/// <remarks>Any thread may call.</remarks>
internal sealed class LiveConsole
{
    private readonly Lock _lock = new();
    private readonly bool _color = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Write(string block)
    {
        lock (_lock)
            Console.Out.WriteLine(block);
    }

    public string Dim(string text) => Paint("2", text);

    public string Bold(string text) => Paint("1", text);

    public string Name(string text) => Paint("36", text);

    public string Alert(string text) => Paint("31", text);

    private string Paint(string code, string text) => _color ? $"\e[{code}m{text}\e[0m" : text;
}
