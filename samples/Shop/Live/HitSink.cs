using System.Text.Json;
using Weaver;

namespace Shop.Live;

/// <summary>Shows the hits of all probes as they happen.</summary>
internal sealed class HitSink(LiveConsole console) : IProbeEventSink
{
    private readonly HitText _text = new(console);

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Diagnostics)
            return;

        var reader = new Utf8JsonReader(e.Json);
        using var json = JsonDocument.ParseValue(ref reader);
        console.Write(_text.Of(json.RootElement));
    }
}
