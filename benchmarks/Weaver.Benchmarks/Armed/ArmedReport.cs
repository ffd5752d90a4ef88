using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weaver.Benchmarks.Copies;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Armed;

/// <summary>Prints what a call of a woven method costs with a probe on it, in time and in bytes, and how it scales to two threads.</summary>
internal static class ArmedReport
{
    private const int Runs = 10;
    private const int RoundsOfARun = 15;
    private const int RoundsBeforeCounting = 10;

    /// <param name="names">Cases to measure; none for all.</param>
    public static void Run(IReadOnlyList<string> names)
    {
        using var folder = new TemporaryFolder();
        using var program = new ArmedProgram(folder);
        var cases = ArmedCase.All.Where(c => names.Count == 0 || names.Contains(c.Name)).ToArray();
        program.Arm(cases);
        ArmedCase[] all = [ArmedCase.Empty, ArmedCase.LookUp, .. cases];
        var rows = all.Select(c => new Row(program, c)).ToArray();
        WarmUp.Run([.. rows.Select(r => (Func<int>)r.Warm)]);

        foreach (var row in rows)
            row.Prepare();

        for (var run = 0; run < Runs; run++)
        {
            foreach (var row in rows)
                row.Measure();
        }

        Console.WriteLine($"A call of a woven method and its share of the loop, nanoseconds: best and median of {Runs} runs. Bytes: allocated on the calling thread.");
        Console.WriteLine();
        Console.WriteLine("| call | best | median | less the empty call | bytes |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Case.Shown} | {row.Best:0.0} | {row.Median:0.0} | {row.Best - rows[0].Best:0.0} | {row.Bytes:0.##} |"));

        Console.WriteLine();
        Console.WriteLine("Two threads on one method, times the calls of one thread in the same time; the share is of what the empty call reaches.");
        Console.WriteLine();
        Console.WriteLine("| call | two threads | share |");
        Console.WriteLine("|---|---|---|");
        var control = rows[0].Scale();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {rows[0].Case.Shown} | {control:0.00} | |"));
        foreach (var row in rows.Where(r => r.Case.Expected is Outcome.False or Outcome.Limited or Outcome.Counted))
        {
            var scale = row.Scale();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Case.Shown} | {scale:0.00} | {scale / control:0.00} |"));
        }

        foreach (var row in rows)
            row.Check();
    }

    /// <summary>One case with what was measured of it.</summary>
    private sealed class Row(ArmedProgram program, ArmedCase shown)
    {
        private readonly Func<int, int> _loop = program.Bind(shown);
        private readonly List<double> _runs = [];
        private int _calls;
        private int _warm;

        public ArmedCase Case => shown;

        public double Best => _runs.Min();

        public double Median => _runs.Order().ElementAt(_runs.Count / 2);

        public double Bytes { get; private set; }

        private bool IsQueued => shown.Expected == Outcome.Event;

        public int Warm()
        {
            if (IsQueued && _warm++ % 32 == 0)
                program.Drain();
            return _loop(20);
        }

        public void Prepare()
        {
            program.Drain();
            _calls = IsQueued ? ArmedTimes.CallsOfABurst : ArmedTimes.CallsPerRound(_loop);

            // The last time: whatever is made once, such as pooled buffers, is there.
            for (var i = 0; i < RoundsBeforeCounting; i++)
            {
                program.Drain();
                Bytes = ArmedTimes.Allocated(_loop, _calls);
            }
        }

        public void Measure()
        {
            var best = double.MaxValue;
            for (var round = 0; round < RoundsOfARun; round++)
            {
                if (IsQueued)
                    program.Drain();
                best = Math.Min(best, ArmedTimes.Time(_loop, _calls) / _calls);
            }

            _runs.Add(best);
        }

        public double Scale()
        {
            var (one, two) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < 4 * Runs; round++)
            {
                one = Math.Min(one, ArmedTimes.Time(_loop, 4 * _calls));
                two = Math.Min(two, ArmedTimes.TimeTwo(_loop, 4 * _calls));
            }

            return 2 * one / two;
        }

        /// <summary>Every hit must have become what the row says.</summary>
        public void Check()
        {
            if (shown.Probe is null)
                return;

            program.Drain();
            var status = program.StatusOf(shown);
            var other = shown.Expected switch
            {
                Outcome.False => status.Matched,
                Outcome.Limited => status.Hits - status.Dropped.GetValueOrDefault("rateLimitProbe") - status.Captured,
                _ => status.Hits - status.Captured,
            };
            if (status.Hits == 0 || other != 0 || (shown.Expected == Outcome.Limited && status.Captured > 1))
                throw new InvalidOperationException($"'{shown.Name}' is not about what it says: {status.Hits} hits, {status.Matched} matched, {status.Captured} captured, {string.Join(", ", status.Dropped)}.");
        }
    }
}
