using System;
using System.Text;
using Weaver;

namespace NativeConsole;

/// <summary>Prints every event as it is.</summary>
internal sealed class ConsoleSink : IProbeEventSink
{
    public void Write(in ProbeEvent e) => Console.WriteLine($"{e.Track} {e.ProbeId} {Encoding.UTF8.GetString(e.Json)}");
}
