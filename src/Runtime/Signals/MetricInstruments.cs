using System.Collections.Generic;
using System.Threading;
using Weaver.Language;

namespace Weaver.Signals;

/// <summary>The instruments of the meter <c>Weaver.Probes</c>, one for each name and kind that a probe uses now.</summary>
/// <remarks>
/// Any thread may call. A meter never gives up an instrument, so each one has a meter of its own under the same name, which
/// goes with the last probe that uses it: probes may come and go for ever. Whoever listens to meters is code of the
/// program, which may wait for another thread: instruments are published and disposed under no lock of this class, and
/// callers of <see cref="Publish"/> and <see cref="Return"/> should hold none either.
/// </remarks>
internal sealed class MetricInstruments
{
    public const string MeterName = "Weaver.Probes";

    private readonly Lock _lock = new();
    private readonly Dictionary<(MetricKind Kind, string Name), (MetricInstrument Instrument, int Users)> _instruments = [];
    private readonly Queue<MetricInstrument> _unpublished = [];

    /// <summary>An instrument for one probe. It is heard from the next <see cref="Publish"/> on. Give it back once.</summary>
    public MetricInstrument Rent(MetricKind kind, string name)
    {
        lock (_lock)
        {
            if (!_instruments.TryGetValue((kind, name), out var known))
                _unpublished.Enqueue((known = (new MetricInstrument(kind, name), 0)).Instrument);

            _instruments[(kind, name)] = (known.Instrument, known.Users + 1);
            return known.Instrument;
        }
    }

    /// <summary>Shows the instruments that are new to those who listen to meters.</summary>
    public void Publish()
    {
        while (true)
        {
            MetricInstrument? next;
            lock (_lock)
            {
                if (!_unpublished.TryDequeue(out next))
                    return;
            }

            next.Publish();
        }
    }

    public void Return(MetricInstrument instrument)
    {
        lock (_lock)
        {
            var key = (instrument.Kind, instrument.Name);
            if (!_instruments.TryGetValue(key, out var known) || known.Instrument != instrument)
                return;

            if (known.Users > 1)
            {
                _instruments[key] = (instrument, known.Users - 1);
                return;
            }

            _instruments.Remove(key);
        }

        instrument.Dispose();
    }
}
