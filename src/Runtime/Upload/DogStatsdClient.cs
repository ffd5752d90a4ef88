using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Sends metrics to a DogStatsD server, many in a datagram, over UDP or a unix socket.</summary>
/// <remarks>
/// Any thread may open and close series. Sending happens on one thread of its own and never waits: a datagram that the
/// socket does not take at once is lost and counted, as <c>statsd.sendFailed</c> in samples; samples that found their
/// series full count as <c>statsd.queueFull</c>.
/// </remarks>
internal sealed class DogStatsdClient : IDisposable
{
    public const int DefaultPort = 8125;

    // What an Ethernet packet holds without being split, and what servers read from a unix socket at once.
    private const int UdpBytes = 1432;
    private const int UnixBytes = 8192;

    // The server may be somewhere else by now.
    private static readonly TimeSpan s_reconnect = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly Clock _clock;
    private readonly BackgroundLoop _loop;
    private readonly Counter _sent;
    private readonly Counter _sendFailed;
    private readonly Counter _queueFull;
    private readonly Troubles _troubles;
    private readonly Lock _lock = new();
    private readonly List<StatsdSeries> _open = [];
    private readonly List<StatsdSeries> _closed = [];
    private readonly Dictionary<StatsdSeries, long> _refused = [];
    private readonly byte[] _buffer;
    private Socket? _socket;
    private long _connectedAt;
    private long _failedAt;
    private int _length;
    private int _samples;

    /// <param name="address"><c>udp://host:port</c> or <c>unix:///path</c>.</param>
    /// <param name="interval">Time between two sendings.</param>
    /// <param name="counters">For what is lost.</param>
    /// <param name="time">The clock.</param>
    public DogStatsdClient(Uri address, TimeSpan interval, Counters counters, TimeProvider time)
    {
        _address = address;
        _clock = new Clock(time);
        _buffer = new byte[address.Scheme == "unix" ? UnixBytes : UdpBytes];
        _loop = new BackgroundLoop("Weaver statsd", interval, _ => SendAll(), time, counters);
        _sent = counters.Get("statsd.sent");
        _sendFailed = counters.Get("statsd.sendFailed");
        _queueFull = counters.Get("statsd.queueFull");
        _troubles = counters.Troubles;
    }

    public void Start() => _loop.Start();

    /// <summary>A series for one probe; close it once.</summary>
    public StatsdSeries Open(string name, StatsdType type, IReadOnlyList<KeyValuePair<string, object?>> tags)
    {
        var series = new StatsdSeries(name, type, tags, Close, _loop.Wake);
        lock (_lock)
            _open.Add(series);

        return series;
    }

    public bool Flush(TimeSpan deadline) => _loop.Flush(deadline);

    /// <summary>Sends what is there a last time.</summary>
    public void Stop(TimeSpan deadline) => _loop.Stop(deadline);

    public void Dispose()
    {
        _loop.Dispose();
        _socket?.Dispose();
    }

    private void Close(StatsdSeries series)
    {
        lock (_lock)
        {
            if (_open.Remove(series))
                _closed.Add(series);
        }
    }

    private void SendAll()
    {
        List<StatsdSeries> all;
        List<StatsdSeries> last;
        lock (_lock)
        {
            last = [.. _closed];
            all = [.. _closed, .. _open];
            _closed.Clear();
        }

        foreach (var series in all)
        {
            // No more than was there when its turn came: threads may add faster than this one takes.
            for (var left = series.Waiting; left > 0 && series.TryTake(out var value); left--)
                Append(series, value);

            CountRefused(series);
        }

        Send();
        foreach (var series in last)
            _refused.Remove(series);
    }

    private void CountRefused(StatsdSeries series)
    {
        var refused = series.Refused;
        if (refused == 0)
            return;

        _queueFull.Add(refused - _refused.GetValueOrDefault(series));
        _refused[series] = refused;
    }

    private void Append(StatsdSeries series, double value)
    {
        Span<byte> number = stackalloc byte[32];
        _ = Utf8Formatter.TryFormat(value, number, out var digits);
        var needed = series.Head.Length + digits + series.Tail.Length + 1;
        if (_length + needed > _buffer.Length)
            Send();

        if (needed > _buffer.Length)
        {
            _sendFailed.Increment();
            return;
        }

        if (_length > 0)
            _buffer[_length++] = (byte)'\n';

        Write(series.Head);
        Write(number[..digits]);
        Write(series.Tail);
        _samples++;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Send()
    {
        if (_length == 0)
            return;

        var (length, samples) = (_length, _samples);
        (_length, _samples) = (0, 0);
        try
        {
            Connect();
            _socket!.Send(_buffer.AsSpan(0, length), SocketFlags.None);
            _sent.Add(samples);

            // Of datagrams to nobody only every other one fails.
            if (_troubles.Has(TroubleKind.Destination, "DogStatsD") && _clock.Since(_failedAt) >= s_calm)
                _troubles.End(TroubleKind.Destination, "DogStatsD", $"Metrics reach {_address} again.");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or ArgumentException)
        {
            _sendFailed.Add(samples);
            _failedAt = _clock.Timestamp;
            _troubles.Begin(TroubleKind.Destination, "DogStatsD", $"Metrics do not reach {_address}.", e);
            _socket?.Dispose();
            _socket = null;
        }
    }

    private void Connect()
    {
        if (_socket is not null && _clock.Since(_connectedAt) < s_reconnect)
            return;

        _socket?.Dispose();
        _socket = null;
        var socket = _address.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (_address.Scheme == "unix")
                socket.Connect(new UnixDomainSocketEndPoint(_address.AbsolutePath));
            else
                socket.Connect(_address.IdnHost, _address.Port > 0 ? _address.Port : DefaultPort);

            socket.Blocking = false;
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }

        (_socket, _connectedAt) = (socket, _clock.Timestamp);
    }
}
