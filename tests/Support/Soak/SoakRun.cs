using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Weaver.Configuration;
using Weaver.RemoteConfig;
using Weaver.Tests.Support.Stress;
using Weaver.Upload;
using Debugger = Weaver.Debugging.Debugger;

namespace Weaver.Tests.Support.Soak;

/// <summary>How long a run lasts and what is done meanwhile.</summary>
/// <param name="Seed">Decides the probes, their edits and what the agent does wrong.</param>
/// <param name="Samples">Readings of memory, threads and handles after which it ends.</param>
/// <param name="BetweenSamples">Time from one reading to the next.</param>
/// <param name="BetweenFaults">Time from one misbehaviour of the agent to the next.</param>
internal sealed record SoakPlan(int Seed, int Samples, TimeSpan BetweenSamples, TimeSpan BetweenFaults);

/// <summary>One reading of what the process holds.</summary>
/// <param name="Bytes">Managed memory after a full collection.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Handles">Open files, sockets included; 0 where the system does not tell.</param>
internal readonly record struct SoakSample(long Bytes, int Threads, int Handles);

/// <summary>
/// A woven program under steady load, with probes that keep changing and an agent that keeps failing, spool included:
/// nothing may pile up, and at the end the books of every track must be exact.
/// </summary>
internal sealed class SoakRun : IDisposable
{
    private const int Probes = 60;
    private const int TurnsPerPause = 20;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly SoakPlan _plan;
    private readonly Random _random;
    private readonly WovenAssembly _woven = WovenAssembly.Compile(StressSource.Text, CompileMode.Release);
    private readonly FakeAgent _agent = new() { KeepsRequests = false };
    private readonly TemporaryFolder _spool = new();
    private readonly StressProbes _probes;
    private readonly Debugger _debugger;
    private readonly Func<int, long> _turn;
    private readonly ManualResetEventSlim _end = new();
    private readonly List<string> _problems = [];
    private readonly List<SoakSample> _samples = [];
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private long _received;
    private long _turns;
    private int _edits;

    public SoakRun(SoakPlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        _turn = _woven.Type("Stress.Work").GetMethod("Turn")!.CreateDelegate<Func<int, long>>();
        _probes = new StressProbes(_woven.Manifest, Probes, plan.Seed);
        _agent.Received += Receive;
        var settings = new Settings
        {
            Service = "soak",
            ProbeFiles = [],
            ContentRoot = AppContext.BaseDirectory,
            AgentUrl = _agent.Url,
            UploadTimeout = TimeSpan.FromSeconds(1),
            SnapshotsPerSecond = 200,
            SpoolFolder = _spool,
            SpoolMaxBytes = 8 << 20,
        };
        _debugger = new Debugger(settings, TimeProvider.System, module => module == _woven.Module);
        _debugger.Start();
        Deliver();
    }

    /// <summary>Turns of the program.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    public int Edits => _edits;

    public IReadOnlyList<SoakSample> Samples => _samples;

    /// <summary>How often the agent did what wrong.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>The books of each track at the end.</summary>
    public IReadOnlyDictionary<Track, TrackTotals> Books { get; private set; } = new Dictionary<Track, TrackTotals>();

    /// <summary>Events that the agent has accepted; some of them twice, when its answer was lost.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>The books as lines of a table: track, accepted, sent, spooled, dropped, in memory.</summary>
    public IEnumerable<string> Rows => Books.Select(b => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Tracks.Name(b.Key)} | {b.Value.Accepted} | {b.Value.Sent} | {b.Value.Spooled} | {string.Join(", ", b.Value.Drops.Select(d => d.Value.ToString(CultureInfo.InvariantCulture) + " " + DropReasons.Name(d.Key)))} | {b.Value.InMemory} |"));

    /// <summary>Puts the load on, disturbs, waits for the end, and adds up.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public IReadOnlyList<string> Run()
    {
        var thread = new Thread(Load) { Name = "load" };
        thread.Start();
        Disturb();
        _end.Set();
        thread.Join();
        Settle();
        Check();
        return _problems;
    }

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _agent.Dispose();
        _end.Dispose();
        _woven.Dispose();
        _spool.Dispose();
    }

    // A steady load leaves the processors time: what is soaked is time, not speed.
    private void Load()
    {
        for (var number = 0; !_end.Wait(s_tick);)
        {
            for (var i = 0; i < TurnsPerPause; i++)
                _turn(number = (number + 1) % 1024);

            Interlocked.Add(ref _turns, TurnsPerPause);
        }
    }

    private void Disturb()
    {
        var (sampled, disturbed) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        while (_samples.Count < _plan.Samples)
        {
            _end.Wait(s_tick * 5);
            _edits++;
            _probes.Edit();
            Deliver();
            if (Stopwatch.GetElapsedTime(disturbed) > _plan.BetweenFaults)
            {
                disturbed = Stopwatch.GetTimestamp();
                Misbehave();
            }

            if (Stopwatch.GetElapsedTime(sampled) > _plan.BetweenSamples)
            {
                sampled = Stopwatch.GetTimestamp();
                _samples.Add(Sample());
            }
        }
    }

    private void Misbehave()
    {
        _agent.Accept();
        _agent.Recover();
        var count = _random.Next(1, 6);
        switch (_random.Next(6))
        {
            case 0: Note("500"); _agent.FailNext(count, 500); break;
            case 1: Note("429"); _agent.FailNext(count, 429); break;
            case 2: Note("reset"); _agent.AbortNext(count); break;
            case 3: Note("hang"); _agent.HangNext(count); break;
            case 4: Note("refused"); _agent.Refuse(); break;
            default: Note("healthy"); break;
        }

        void Note(string what) => _faults[what] = _faults.GetValueOrDefault(what) + 1;
    }

    // The agent is well again: what waits in memory and on disk goes out.
    private void Settle()
    {
        _agent.Accept();
        _agent.Recover();
        var began = Stopwatch.GetTimestamp();
        do
            _debugger.Flush(s_patience);
        while (Totals().Any(t => t.Totals.Spooled + t.Totals.InMemory != 0) && Stopwatch.GetElapsedTime(began) < s_patience);
    }

    private void Check()
    {
        Books = Totals().ToDictionary(t => t.Track, t => t.Totals);
        foreach (var (track, books) in Books)
        {
            if (books.Accepted + books.Recovered != books.Sent + books.Spooled + books.Dropped + books.InMemory)
                _problems.Add($"The books of {Tracks.Name(track)} do not add up: {books.Accepted} accepted, {books.Recovered} recovered, {books.Sent} sent, {books.Spooled} spooled, {books.Dropped} dropped, {books.InMemory} in memory.");
            if (books.Spooled + books.InMemory != 0)
                _problems.Add($"{books.Spooled} events of {Tracks.Name(track)} are still in the spool and {books.InMemory} in memory, although the agent is well.");
        }

        var sent = Books.Values.Sum(b => b.Sent);
        if (Received < sent)
            _problems.Add($"{sent} events count as sent, but the agent got {Received}.");

        if (Books[Track.Snapshots].Sent == 0)
            _problems.Add("No snapshot arrived, so the run says nothing.");
    }

    private IEnumerable<(Track Track, TrackTotals Totals)> Totals() =>
        _debugger.Parts.Uploaders.SelectMany(uploader => Tracks.All.ToArray().Select(track => (track, uploader.Totals(track))));

    private void Receive(RecordedRequest request)
    {
        if (request.Status == 200 && request.Path.StartsWith("/debugger/", StringComparison.Ordinal))
            Interlocked.Add(ref _received, request.Events.Count);
    }

    private static SoakSample Sample()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var handles = Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;
        return new SoakSample(GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count, handles);
    }

    private void Deliver() => _debugger.Parts.Adapter.Deliver("soak", new ConfigSet([new TargetFile("soak.probes.json", _edits.ToString(CultureInfo.InvariantCulture), _probes.File())], []));
}
