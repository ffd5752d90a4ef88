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

namespace Weaver.Engine.Tests.Kinds;

/// <summary>Keeps what is measured by the instruments of probes.</summary>
internal sealed class MetricReceiver : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _samples = new();

    public MetricReceiver()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Weaver.Probes")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            _samples.Enqueue(FormattableString.Invariant($"{instrument.GetType().Name} {instrument.Name} {value} {string.Join(',', tags.ToArray().Select(t => t.Key + ":" + t.Value))}")));
        _listener.Start();
    }

    public string[] Samples => [.. _samples];

    public void Dispose() => _listener.Dispose();
}

/// <summary>Has the activities of probes and of the shop created, and keeps those that have ended.</summary>
internal sealed class SpanReceiver : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = new();

    public SpanReceiver()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Weaver.Probes" or "Shop",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Of probes, in the order of their ends.</summary>
    public Activity[] Spans => [.. _ended.Where(a => a.Source.Name == "Weaver.Probes")];

    public Activity Named(string name) => _ended.Single(a => a.OperationName == name);

    public void Dispose() => _listener.Dispose();
}

/// <summary>A server for DogStatsD on this machine.</summary>
internal sealed class StatsdServer : IDisposable
{
    private readonly Socket _socket;

    private StatsdServer(Socket socket, string address)
    {
        _socket = socket;
        _socket.ReceiveTimeout = 20_000;
        Address = new Uri(address);
    }

    public Uri Address { get; }

    public static StatsdServer Udp()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new StatsdServer(socket, $"udp://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    public static StatsdServer Unix(string folder)
    {
        var path = Path.Combine(folder, "dsd.socket");
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return new StatsdServer(socket, "unix://" + path);
    }

    /// <summary>The next lines, as many as asked for.</summary>
    public List<string> Receive(int lines)
    {
        var received = new List<string>();
        var buffer = new byte[65_536];
        while (received.Count < lines)
            received.AddRange(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)).Split('\n'));

        return received;
    }

    public void Dispose() => _socket.Dispose();
}
