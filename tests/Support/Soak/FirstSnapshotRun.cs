using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using Weaver.Configuration;
using Debugger = Weaver.Debugging.Debugger;

namespace Weaver.Tests.Support.Soak;

/// <summary>
/// Times, by the real clock and with default intervals, how long it takes from a change of the configuration at an agent to
/// the first snapshot at that agent, in a woven program that calls the probed method a hundred times a second.
/// </summary>
internal sealed class FirstSnapshotRun : IDisposable
{
    private const string Source = """
        namespace Shop
        {
            public static class Cart
            {
                public static int Add(int a, string label)
                {
                    var sum = a + label.Length;
                    return sum;
                }
            }
        }
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly WovenAssembly _woven = WovenAssembly.Compile(Source, CompileMode.Release);
    private readonly FakeAgent _agent = new() { KeepsRequests = false, Endpoints = ["v0.7/config", "debugger/v1/diagnostics", "debugger/v2/input"] };
    private readonly ConcurrentDictionary<string, long> _arrivals = new(StringComparer.Ordinal);
    private readonly Debugger _debugger;

    public FirstSnapshotRun()
    {
        _agent.Received += Note;
        var settings = new Settings { Service = "shop", ProbeFiles = [], ContentRoot = AppContext.BaseDirectory, AgentUrl = _agent.Url, RemoteConfigEnabled = true };
        PollInterval = settings.RemoteConfigInterval;
        _debugger = new Debugger(settings, TimeProvider.System, module => module == _woven.Module);
        _debugger.Start();
    }

    /// <summary>Time from one question for the configuration to the next.</summary>
    public TimeSpan PollInterval { get; }

    /// <summary>Longest time from one flush to the next.</summary>
    public static TimeSpan FlushInterval => Upload.FlushPace.Longest;

    /// <summary>Changes the configuration so many times and waits for each to show.</summary>
    /// <returns>The times that it took, in order of the changes.</returns>
    public IReadOnlyList<TimeSpan> Run(int changes)
    {
        using var end = new ManualResetEventSlim();
        var add = _woven.Type("Shop.Cart").GetMethod("Add")!.CreateDelegate<Func<int, string, int>>();
        var load = new Thread(() =>
        {
            while (!end.Wait(s_pause))
                add(1, "milk");
        }) { Name = "load" };
        load.Start();
        try
        {
            return Measure(changes);
        }
        finally
        {
            end.Set();
            load.Join();
        }
    }

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _agent.Dispose();
        _woven.Dispose();
    }

    // Each change comes at another moment between two polls, and is another probe, so that nothing that went before helps.
    private List<TimeSpan> Measure(int changes)
    {
        var random = new Random(changes);
        var taken = new List<TimeSpan>();
        for (var change = 0; change < changes; change++)
        {
            Thread.Sleep(random.Next((int)PollInterval.TotalMilliseconds));
            var id = "probe" + change.ToString(CultureInfo.InvariantCulture);
            var began = Stopwatch.GetTimestamp();
            _agent.Config.Set(AgentConfig.PathOf("logProbe_" + id), $$$"""{"id":"{{{id}}}","version":1,"type":"LOG_PROBE","language":"dotnet","captureSnapshot":true,"where":{"typeName":"Shop.Cart","methodName":"Add"}}""");
            Wait.Until(() => _arrivals.ContainsKey(id), $"the agent got a snapshot of {id}", s_patience);
            taken.Add(Stopwatch.GetElapsedTime(began, _arrivals[id]));
            _agent.Config.Remove(AgentConfig.PathOf("logProbe_" + id));
        }

        return taken;
    }

    private void Note(RecordedRequest request)
    {
        var now = Stopwatch.GetTimestamp();
        if (request.Status != 200 || request.Path != "/debugger/v2/input")
            return;

        foreach (var hit in request.Events)
        {
            if (hit.Has("debugger/snapshot/probe/id"))
                _arrivals.TryAdd(hit.At("debugger/snapshot/probe/id").GetString()!, now);
        }
    }
}
