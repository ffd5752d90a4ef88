using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weaver.Tests.Support;

/// <summary>A real HTTP server on the loopback interface that behaves like an agent, or misbehaves as it is told.</summary>
/// <remarks>Any thread may call. What it is told to do wrong applies to event endpoints and to <c>/info</c> alike.</remarks>
public sealed class FakeAgent : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly List<(string? Path, Func<HttpContext, CancellationToken, Task<int>> Act)> _troubles = [];
    private readonly CancellationTokenSource _released = new();
    private readonly string? _socketPath;
    private readonly int _port;
    private TaskCompletionSource? _hold;
    private string? _holdPath;
    private WebApplication? _server;

    /// <param name="socketPath">Path of a Unix socket to listen at; null for a port of the loopback interface.</param>
    public FakeAgent(string? socketPath = null)
    {
        _socketPath = socketPath;
        _server = Listen(0);
        Url = new Uri(socketPath is null ? _server.Urls.First() : "unix://" + socketPath);
        _port = Url.Port;
    }

    public Uri Url { get; }

    /// <summary>What is answered at <c>/v0.7/config</c>, once <see cref="Endpoints"/> lists it.</summary>
    public AgentConfig Config { get; } = new();

    /// <summary>Files that are served like those of a web server, by path; each with an <c>ETag</c>.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>/info</c> lists. A path that is not listed answers 404, unless <see cref="Denied"/> says so for a listed one too.</summary>
    public IReadOnlyList<string> Endpoints { get; set; } = ["debugger/v1/input", "debugger/v1/diagnostics", "/debugger/v2/input"];

    /// <summary>Paths that are listed and answer 404 all the same.</summary>
    public IReadOnlyList<string> Denied { get; set; } = [];

    /// <summary>The text that <c>/info</c> answers instead of its list; null for the list.</summary>
    public string? InfoText { get; set; }

    /// <summary>Bodies that are always answered with 500.</summary>
    public Func<string, bool> Chokes { get; init; } = static _ => false;

    /// <summary>False for long runs: requests are told of and then forgotten.</summary>
    public bool KeepsRequests { get; init; } = true;

    /// <summary>Told of each request that was read to its end, on a thread of the server.</summary>
    public event Action<RecordedRequest>? Received;

    /// <summary>Every request that was read to its end, in order; none where they are not kept.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>The events that were accepted at a path, in order.</summary>
    public IReadOnlyList<JsonElement> EventsAt(string path) =>
        [.. Requests.Where(request => request.Path == path && request.Status == 200).SelectMany(static request => request.Events)];

    public int CountOf(string path) => Requests.Count(request => request.Path == path);

    /// <summary>Waits until that many events were accepted at the path, and returns all of them.</summary>
    public IReadOnlyList<JsonElement> WaitForEvents(string path, int count, TimeSpan? deadline = null)
    {
        Wait.Until(() => EventsAt(path).Count >= count, $"the agent got {count} events at {path}", deadline);
        return EventsAt(path);
    }

    /// <summary>Answers the next requests with a status.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="path">Only requests to this path; null for any.</param>
    public void FailNext(int requests, int status, string? path = null) => Trouble(requests, (_, _) => Task.FromResult(status), path);

    /// <summary>Cuts the connections of the next requests without an answer.</summary>
    public void AbortNext(int requests, string? path = null) => Trouble(requests, static (context, _) =>
    {
        context.Abort();
        return Task.FromResult(0);
    }, path);

    /// <summary>Begins to answer the next requests and cuts the connections in the middle of the body.</summary>
    public void CutNext(int requests, string? path = null) => Trouble(requests, static async (context, released) =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"client_configs\":[", released);
        await context.Response.Body.FlushAsync(released);
        context.Abort();
        return 0;
    }, path);

    /// <summary>Leaves the next requests without an answer until the client gives up or the agent is disposed.</summary>
    public void HangNext(int requests, string? path = null) => Trouble(requests, static async (context, released) =>
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, released);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        return 0;
    }, path);

    /// <summary>Holds the next request for a file, as long polls ask for, until <see cref="Release"/>; then it is answered as usual.</summary>
    public void HoldNext(string path)
    {
        _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _holdPath = path;
    }

    /// <summary>A request is being held.</summary>
    public bool IsHolding { get; private set; }

    public void Release() => _hold?.TrySetResult();

    /// <summary>Forgets the trouble that has not come about yet.</summary>
    public void Recover()
    {
        lock (_lock)
            _troubles.Clear();
    }

    /// <summary>Closes the port: connections are refused until <see cref="Accept"/>.</summary>
    public void Refuse()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
            Stop(server);
    }

    /// <summary>Opens the same port again.</summary>
    public void Accept() => _server ??= Listen(_port);

    public void Dispose()
    {
        _released.Cancel();
        Refuse();
        _released.Dispose();
    }

    private static void Stop(WebApplication server)
    {
        // No grace: requests that hang are ended with their connections.
        using var now = new CancellationTokenSource(0);
        server.StopAsync(now.Token).GetAwaiter().GetResult();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private WebApplication Listen(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            if (_socketPath is null)
                options.Listen(IPAddress.Loopback, port);
            else
                options.ListenUnixSocket(_socketPath);
        });
        var server = builder.Build();
        server.Run(Answer);
        server.StartAsync().GetAwaiter().GetResult();
        return server;
    }

    private void Trouble(int requests, Func<HttpContext, CancellationToken, Task<int>> trouble, string? path)
    {
        lock (_lock)
        {
            for (var request = 0; request < requests; request++)
                _troubles.Add((path, trouble));
        }
    }

    private async Task Answer(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);

        var path = context.Request.Path.Value ?? "";
        Func<HttpContext, CancellationToken, Task<int>>? trouble = null;
        lock (_lock)
        {
            var next = _troubles.FindIndex(t => t.Path is null || t.Path == path);
            if (next >= 0)
            {
                trouble = _troubles[next].Act;
                _troubles.RemoveAt(next);
            }
        }

        if (trouble is null && path == "/info" && context.Request.Method == "GET")
        {
            Record(context, body, 200);
            await context.Response.WriteAsync(InfoText ?? JsonSerializer.Serialize(new { version = "7.60.0", endpoints = Endpoints }));
            return;
        }

        if (_holdPath == path)
        {
            _holdPath = null;
            IsHolding = true;
            await _hold!.Task.WaitAsync(_released.Token);
            IsHolding = false;
        }

        if (trouble is null && Files.TryGetValue(path, out var file))
        {
            await AnswerFile(context, body, file);
            return;
        }

        if (trouble is null && path == AgentConfig.Path && StatusOf(path) == 200)
        {
            var reply = Config.Reply(body.ToArray());
            Record(context, body, 200);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(reply);
            return;
        }

        var status = trouble is not null ? await trouble(context, _released.Token)
            : Chokes(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)) ? 500
            : StatusOf(path);
        Record(context, body, status);
        if (status == 0)
            context.Abort();
        else
            context.Response.StatusCode = status;
    }

    private async Task AnswerFile(HttpContext context, MemoryStream body, string file)
    {
        var tag = $"\"{file.GetHashCode(StringComparison.Ordinal):x}\"";
        var isKnown = context.Request.Headers.IfNoneMatch == tag;
        Record(context, body, isKnown ? 304 : 200);
        context.Response.StatusCode = isKnown ? 304 : 200;
        context.Response.Headers.ETag = tag;
        if (!isKnown)
            await context.Response.WriteAsync(file);
    }

    private int StatusOf(string path) =>
        Endpoints.Any(endpoint => "/" + endpoint.Trim('/') == path) && !Denied.Contains(path) ? 200 : 404;

    private void Record(HttpContext context, MemoryStream body, int status)
    {
        var headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new RecordedRequest(context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", headers, body.ToArray(), status);
        Received?.Invoke(request);
        if (!KeepsRequests)
            return;

        lock (_lock)
            _requests.Add(request);
    }
}
