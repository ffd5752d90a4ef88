using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NativeConsole;

/// <summary>A weather station that measures made-up days, the same in every run.</summary>
internal sealed class Station(string name)
{
    // Keeps the static constructor of this type busy: reading a field of a station must not need it.
    private static readonly string[] s_skies = ["clear", "cloudy", "rain"];

    private readonly Window<double> _means = new(3);
    private readonly Journal _journal = new();
    private readonly string _name = name;
    private Reading _warmest;
    private int _days;

    public async Task<(int Days, Reading Warmest)> RunAsync(CancellationToken end)
    {
        do
        {
            _means.Add(MeasureDay(_days++ % 7));
            _journal.Note(await PublishAsync(_days));
        }
        while (!end.IsCancellationRequested);

        return (_days, _warmest);
    }

    private double MeasureDay(int day)
    {
        var readings = new List<Reading>();
        var sum = 0.0;
        for (var hour = 0; hour < 24; hour += 6)
        {
            var reading = new Reading(hour, 10 + day + (hour / 6.0), s_skies[(day + hour) % s_skies.Length]);
            readings.Add(reading);
            sum += reading.Celsius;
            if (reading.Celsius > _warmest.Celsius)
                _warmest = reading;
        }

        // Lambdas, one with a closure. A method and its twin share them.
        var mean = sum / readings.Count;
        var above = readings.Count(reading => reading.Celsius > mean);
        return readings.Exists(static reading => reading.Celsius > 100) ? above : mean;
    }

    private async Task<int> PublishAsync(int days)
    {
        var started = Environment.TickCount64;
        await Task.Delay(10);
        var text = $"{_name} after {days} days: {_means.Mean():F2}";
        await Task.Yield();
        return text.Length + (int)((Environment.TickCount64 - started) / 1_000_000);
    }
}
