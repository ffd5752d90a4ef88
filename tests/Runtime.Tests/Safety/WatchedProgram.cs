using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Weaver.Configuration;
using Weaver.Tests.Support;
using Debugger = Weaver.Debugging.Debugger;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>Which ways out of the process are open.</summary>
internal enum WayOut
{
    /// <summary>A receiver in the program.</summary>
    Here,

    /// <summary>A loopback agent, a file, and a receiver in the program.</summary>
    Agent,

    /// <summary>The program's log.</summary>
    Log,
}

/// <summary>A woven program under probes, with everything recorded that leaves by any way: bytes, texts, tags and statuses.</summary>
internal sealed class WatchedProgram : IDisposable, IProbeEventSink, ILoggerFactory, ILogger
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _emitted = new();
    private readonly FakeAgent? _agent;
    private readonly Socket? _statsd;
    private readonly ActivitySource _host = new("host");
    private readonly Debugger _debugger;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    /// <param name="woven">The program.</param>
    /// <param name="probeFiles">The texts of the probe files.</param>
    /// <param name="way">Where events go.</param>
    /// <param name="change">Changes the settings.</param>
    /// <param name="time">The clock; null for the real one.</param>
    public WatchedProgram(WovenAssembly woven, IEnumerable<string> probeFiles, WayOut way = WayOut.Here, Func<Settings, Settings>? change = null, TimeProvider? time = null)
    {
        var files = probeFiles.Select(WriteFile).ToList();
        var settings = new Settings
        {
            Service = "safety",
            ProbeFiles = files,
            ContentRoot = _folder,
            CaptureTimeout = s_patience,
            EvaluationTimeout = s_patience,
            SnapshotsPerSecond = 1_000_000,
            QueueCapacity = 100_000,
            UploadInterval = TimeSpan.FromMilliseconds(20),
            LoggerFactory = this,
        };
        if (way != WayOut.Log)
            settings = settings with { Sinks = [this] };

        if (way == WayOut.Agent)
        {
            _agent = new FakeAgent();
            _statsd = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
            _statsd.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var metrics = new Uri($"udp://127.0.0.1:{((IPEndPoint)_statsd.LocalEndPoint!).Port}");
            settings = settings with { AgentUrl = _agent.Url, OutputFile = "events.ndjson", DogStatsdUrl = metrics };
        }

        _activities = Listen();
        _debugger = new Debugger(change?.Invoke(settings) ?? settings, time ?? TimeProvider.System, module => module == woven.Module);
        _debugger.Start();
    }

    public WeaverStatus Status => _debugger.Status;

    public List<JsonElement> Events { get; } = [];

    /// <summary>The snapshots of one probe, in the order of their hits.</summary>
    public List<JsonElement> SnapshotsOf(string probe)
    {
        _debugger.Flush(s_patience);
        lock (Events)
            return [.. Events.Where(e => e.Has("debugger/snapshot")).Select(e => e.Snapshot()).Where(s => s.At("probe/id").GetString() == probe)];
    }

    /// <summary>The messages of one probe, in the order of their hits.</summary>
    public List<string?> MessagesOf(string probe)
    {
        _debugger.Flush(s_patience);
        lock (Events)
            return [.. Events.Where(e => e.Has("debugger/snapshot") && e.Snapshot().At("probe/id").GetString() == probe).Select(e => e.Message())];
    }

    /// <summary>An activity of the program, in which it is to be run.</summary>
    public Activity? StartActivity() => _host.StartActivity("run");

    /// <summary>Ends the debugger and gives all that was emitted until then as one text.</summary>
    public string Everything()
    {
        _emitted.Enqueue(JsonSerializer.Serialize(_debugger.Status));
        _debugger.Stop(s_patience);
        foreach (var request in _agent?.Requests ?? [])
        {
            _emitted.Enqueue(request.Path + request.Query + string.Join('\n', request.Headers));
            _emitted.Enqueue(request.Text);
        }

        var datagram = new byte[65_536];
        while (_statsd is { Available: > 0 })
            _emitted.Enqueue(Encoding.UTF8.GetString(datagram, 0, _statsd.Receive(datagram)));

        if (File.Exists(Path.Combine(_folder, "events.ndjson")))
            _emitted.Enqueue(File.ReadAllText(Path.Combine(_folder, "events.ndjson")));
        return string.Join('\n', _emitted);
    }

    public void Write(in ProbeEvent e)
    {
        _emitted.Enqueue(e.Message + Encoding.UTF8.GetString(e.Json));
        lock (Events)
            Events.Add(JsonDocument.Parse(e.Json.ToArray(), new JsonDocumentOptions { MaxDepth = 512 }).RootElement);
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _emitted.Enqueue(formatter(state, exception) + exception);
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            _emitted.Enqueue(string.Join('\n', values.Select(v => v.Key + "=" + v.Value)));
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
        _debugger.Dispose();
        _agent?.Dispose();
        _statsd?.Dispose();
        _host.Dispose();
        _folder.Dispose();
    }

    private string WriteFile(string text, int number)
    {
        var file = Path.Combine(_folder, $"{number}.probes.json");
        File.WriteAllText(file, text);
        return file;
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("Weaver", StringComparison.Ordinal) || source.Name == "host",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _emitted.Enqueue(
                activity.DisplayName + activity.OperationName + activity.StatusDescription + string.Join('\n', activity.TagObjects) + string.Join('\n', activity.Baggage) + string.Join('\n', activity.Events.SelectMany(e => e.Tags))),
        };
        ActivitySource.AddActivityListener(listener);
        _meters.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name.StartsWith("Weaver", StringComparison.Ordinal))
                meters.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>(Record);
        _meters.SetMeasurementEventCallback<long>(Record);
        _meters.SetMeasurementEventCallback<int>(Record);
        _meters.Start();
        return listener;
    }

    private void Record<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        _emitted.Enqueue(instrument.Name + instrument.Description + value + string.Join('\n', tags.ToArray()));
}
