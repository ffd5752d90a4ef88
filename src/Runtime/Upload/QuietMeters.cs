using System;
using System.Diagnostics.Metrics;

namespace Weaver.Upload;

/// <summary>Keeps the measurements of our own requests out of the meters that the host program listens to.</summary>
internal sealed class QuietMeters : IMeterFactory
{
    private readonly Meter _meter = new("Weaver.Internal");

    public QuietMeters()
    {
        // Instruments of a meter that is closed already are never published to a listener.
        _meter.Dispose();
    }

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
