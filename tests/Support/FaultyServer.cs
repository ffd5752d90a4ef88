using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Weaver.Tests.Support;

/// <summary>A server of raw sockets on the loopback interface, one thread a connection, that does to each connection what a program gone wrong does.</summary>
public sealed class FaultyServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Socket> _open = [];
    private readonly Action<Connection> _behaviour;
    private int _connections;
    private int _answered;

    /// <param name="behaviour">What happens to a connection; it is closed when this returns.</param>
    public FaultyServer(Action<Connection> behaviour)
    {
        _behaviour = behaviour;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Url = new Uri("http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndPoint!).Port);
        new Thread(Listen) { IsBackground = true, Name = "faulty server" }.Start();
    }

    public Uri Url { get; }

    /// <summary>Connections that were opened, ever.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests that were read whole and answered.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Answers every request with a status and closes the connection.</summary>
    public static Action<Connection> Answer(string status, params string[] headers) => connection =>
    {
        connection.ReadRequest();
        connection.Send($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{string.Concat(Array.ConvertAll(headers, header => header + "\r\n"))}\r\n");
        connection.Server.NoteAnswer();
    };

    /// <summary>Behaves like an agent when it is asked what it has, and does something else to everything that is posted.</summary>
    public static Action<Connection> Events(Action<Connection> behaviour) => connection =>
    {
        if (!connection.Peek().StartsWith("GET /info ", StringComparison.Ordinal))
        {
            behaviour(connection);
            return;
        }

        const string Info = """{"endpoints":["debugger/v1/input","debugger/v1/diagnostics","debugger/v2/input"]}""";
        connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {Info.Length}\r\nConnection: close\r\n\r\n{Info}");
    };

    /// <summary>Reads the request and never answers.</summary>
    public static Action<Connection> Hang() => static connection =>
    {
        connection.ReadRequest();
        connection.WaitForEnd();
    };

    /// <summary>Resets the connection after so many bytes of the request.</summary>
    public static Action<Connection> ResetAfter(int bytes) => connection =>
    {
        connection.Read(bytes);
        connection.Reset();
    };

    /// <summary>Answers one byte at a time, without an end.</summary>
    public static Action<Connection> Drip(TimeSpan pause) => connection =>
    {
        connection.ReadRequest();
        connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (connection.Pause(pause))
            connection.Send("x");
    };

    /// <summary>Answers with bytes that are no HTTP.</summary>
    public static Action<Connection> Garbage() => static connection =>
    {
        connection.ReadRequest();
        connection.Send("\u0001\u0002 not HTTP at all\r\n\r\n\u0003");
        connection.Server.NoteAnswer();
    };

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        lock (_open)
        {
            foreach (var socket in _open)
                socket.Dispose();
        }
    }

    private void NoteAnswer() => Interlocked.Increment(ref _answered);

    private void Listen()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                Interlocked.Increment(ref _connections);
                lock (_open)
                    _open.Add(socket);
                new Thread(() => Serve(socket)) { IsBackground = true, Name = "faulty connection" }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            _behaviour(new Connection(this, socket, _end.Token));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or FormatException)
        {
            // The client has gone, which is its right.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <summary>One connection.</summary>
    public sealed class Connection(FaultyServer server, Socket socket, CancellationToken end)
    {
        private string? _peeked;

        public FaultyServer Server { get; } = server;

        /// <summary>Reads one request and leaves it there for <see cref="ReadRequest"/>.</summary>
        public string Peek() => _peeked = ReadRequest();

        /// <summary>Reads one request, its body included, and returns its text.</summary>
        public string ReadRequest()
        {
            if (_peeked is { } peeked)
            {
                _peeked = null;
                return peeked;
            }

            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (true)
            {
                var request = text.ToString();
                var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
                if (body >= 4 && request.Length - body >= LengthOf(request))
                    return request;

                var count = socket.Receive(buffer);
                if (count == 0)
                    throw new SocketException((int)SocketError.ConnectionReset);
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }

        public void Read(int bytes)
        {
            var buffer = new byte[bytes];
            for (var read = 0; read < bytes;)
            {
                var count = socket.Receive(buffer, read, bytes - read, SocketFlags.None);
                if (count == 0)
                    return;
                read += count;
            }
        }

        public void Send(string text)
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            for (var sent = 0; sent < bytes.Length;)
                sent += socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
        }

        /// <summary>Ends the connection so that the other side sees an error, not an end.</summary>
        public void Reset()
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        /// <summary>Waits; false when the server is disposed.</summary>
        public bool Pause(TimeSpan time) => !end.WaitHandle.WaitOne(time);

        public void WaitForEnd() => end.WaitHandle.WaitOne();

        private static int LengthOf(string request)
        {
            const string Name = "\r\nContent-Length:";
            var at = request.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            return at < 0 ? 0 : int.Parse(request.AsSpan(at + Name.Length, request.IndexOf('\r', at + 2) - at - Name.Length), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
