using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Weaver.Configuration;
using Weaver.Hooks;
using Weaver.Probes;
using Weaver.RemoteConfig;
using Debugger = Weaver.Debugging.Debugger;

namespace Weaver.Tests.Support.Stress;

/// <summary>How long a run lasts and how much is armed.</summary>
/// <param name="Seed">Decides the probes and their edits.</param>
/// <param name="Threads">Threads of the program.</param>
/// <param name="Probes">Probes armed at any time.</param>
/// <param name="Edits">Edits after which it ends, unless <paramref name="Time"/> is given.</param>
/// <param name="Time">Time after which it ends; null for none.</param>
internal sealed record StressPlan(int Seed, int Threads, int Probes, int Edits, TimeSpan? Time = null);

/// <summary>
/// A woven program under load on several threads while its probes are edited at random: nothing may fail, no result may
/// change, no hit may go unnoticed, and at the end every counter must add up.
/// </summary>
internal sealed class StressRun : IProbeEventSink, IDisposable
{
    private const int Numbers = 1024;
    private const int TurnsPerEdit = 200;
    private const int EventsPerCall = 16;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_betweenEdits = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_betweenSamples = TimeSpan.FromSeconds(10);

    private readonly StressPlan _plan;
    private readonly WovenAssembly _woven = WovenAssembly.Compile(StressSource.Text, CompileMode.Release);
    private readonly StressProbes _probes;
    private readonly Debugger _debugger;
    private readonly ActivityListener _listener;
    private readonly Func<int, long> _turn;
    private readonly Func<int, int> _nested;
    private readonly long[] _expected = new long[Numbers];
    private readonly ConcurrentDictionary<string, long> _received = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly long _failedBefore = HookCounters.HookFailed;
    private readonly ManualResetEventSlim _pause = new();
    private long _turns;
    private int _edits;
    private int _receipts;
    private volatile bool _stop;

    public StressRun(StressPlan plan)
    {
        _plan = plan;
        for (var i = 0; i < Numbers; i++)
            _expected[i] = (long)_woven.CallOriginal("Stress.Work", "Turn", i)!;

        _turn = _woven.Type("Stress.Work").GetMethod("Turn")!.CreateDelegate<Func<int, long>>();
        _nested = _woven.Type("Stress.Work").GetMethod("Receive")!.CreateDelegate<Func<int, int>>();
        _probes = new StressProbes(_woven.Manifest, plan.Probes, plan.Seed);
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Weaver.Probes",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(_listener);
        var settings = new Settings { Service = "stress", ProbeFiles = [], ContentRoot = AppContext.BaseDirectory, Sinks = [this], SnapshotsPerSecond = 1000, QueueCapacity = 200 };
        _debugger = new Debugger(settings, TimeProvider.System, module => module == _woven.Module);
        _debugger.Start();
        Deliver();
    }

    /// <summary>Turns of all threads together.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    public int Edits => _edits;

    /// <summary>Bytes that the program and we hold, sample by sample, garbage left out.</summary>
    public List<long> Memory { get; } = [];

    public WeaverStatus Status { get; private set; } = null!;

    /// <summary>Puts the load on, edits, waits for the end, and adds up.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public IReadOnlyList<string> Run()
    {
        var threads = Enumerable.Range(0, _plan.Threads).Select(t => new Thread(() => Load(t * 37)) { Name = "load " + t }).ToList();
        threads.ForEach(t => t.Start());
        Edit();
        _stop = true;
        threads.ForEach(t => t.Join());

        // Spans and calls whose end no hook saw are counted by their finalizers.
        _debugger.Flush(s_patience);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _debugger.Flush(s_patience);
        Check();
        return [.. _problems];
    }

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Diagnostics)
            return;

        _received.AddOrUpdate(e.ProbeId, 1, static (_, count) => count + 1);

        // A receiver is code of the program and may come by probes itself.
        if (++_receipts % EventsPerCall == 0)
            _nested(_receipts % Numbers);
    }

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _listener.Dispose();
        _pause.Dispose();
        _woven.Dispose();
    }

    private void Load(int first)
    {
        for (var number = first; !_stop; number = (number + 1) % Numbers)
        {
            using var activity = number % 2 == 0 ? new Activity("turn").SetIdFormat(ActivityIdFormat.W3C).Start() : null;
            try
            {
                var result = _turn(number);
                if (result != _expected[number])
                    _problems.Enqueue($"Turn {number} gave {result} instead of {_expected[number]}.");
                if (Activity.Current != activity)
                    _problems.Enqueue($"Turn {number} left another activity current.");
            }
            catch (Exception e)
            {
                _problems.Enqueue($"Turn {number} threw {e}");
            }

            Interlocked.Increment(ref _turns);
        }
    }

    private void Edit()
    {
        var began = Stopwatch.GetTimestamp();
        var sampled = began;
        while (_problems.IsEmpty && (_plan.Time is { } time ? Stopwatch.GetElapsedTime(began) < time : _edits < _plan.Edits))
        {
            var due = Turns + TurnsPerEdit;
            if (_plan.Time is not null)
                _pause.Wait(s_betweenEdits);
            else
                SpinWait.SpinUntil(() => Turns >= due || !_problems.IsEmpty);

            _edits++;
            _probes.Edit();
            Deliver();
            if (_plan.Time is not null && Stopwatch.GetElapsedTime(sampled) > s_betweenSamples)
            {
                sampled = Stopwatch.GetTimestamp();
                Memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }

    private void Deliver() => _debugger.Parts.Adapter.Deliver("stress", new ConfigSet([new TargetFile("stress.probes.json", _edits.ToString(System.Globalization.CultureInfo.InvariantCulture), _probes.File())], []));

    private void Check()
    {
        Status = _debugger.Status;
        var (hits, outcomes) = (0L, 0L);
        foreach (var entry in _debugger.Parts.Registry.Entries)
        {
            var ends = entry.Figures.ConditionFalse + entry.Figures.Captured + entry.Figures.Drops().Values.Sum();
            Expect(entry.Figures.Hits, ends, $"hits of '{entry.Id}', against what they came to ({Describe(entry)})");
            hits += entry.Figures.Hits;
            outcomes += ends;
        }

        var retired = _debugger.Parts.Registry.Retired.Read();
        Expect(hits + retired.Hits, Status.Hits, "hits in total");
        Expect(hits + retired.Hits, outcomes + retired.ConditionFalse + retired.Captured + retired.Drops.Values.Sum(), "hits in total, against what they came to");
        foreach (var id in new[] { StressProbes.CountedId, StressProbes.EditedId })
        {
            var probe = Status.Probes.Single(p => p.Id == id);
            Expect(Turns, probe.Hits, $"hits of '{id}', one for each turn");
            Expect(probe.Captured, _received.GetValueOrDefault(id), $"events of '{id}' that arrived");
        }

        if (Status.Probes.FirstOrDefault(p => p.Status == "ERROR") is { } broken)
            _problems.Enqueue($"The probe '{broken.Id}' is broken: {broken.Message}");
        Expect(0, Status.Dropped.GetValueOrDefault("failed"), "hits that failed");
        Expect(0, HookCounters.HookFailed - _failedBefore, "hooks that failed");
    }

    private static string Describe(ProbeEntry entry) =>
        $"{entry.Figures.ConditionFalse} false, {entry.Figures.Captured} captured, {string.Join(", ", entry.Figures.Drops().Select(d => d.Value + " " + d.Key))}; {entry.Probe?.Type} at {entry.Probe?.Location}";

    private void Expect(long expected, long actual, string what)
    {
        if (expected != actual)
            _problems.Enqueue($"Expected {expected}, found {actual}: {what}.");
    }
}
