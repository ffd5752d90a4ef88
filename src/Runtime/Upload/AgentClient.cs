using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>What came of one request, tries included.</summary>
internal enum AgentOutcome
{
    /// <summary>Any 2xx.</summary>
    Ok,

    /// <summary>The agent has nothing at that path: 404 or 405.</summary>
    NotFound,

    /// <summary>413: the same body will never be taken.</summary>
    TooLarge,

    /// <summary>Another answer that a repetition would not change.</summary>
    Rejected,

    /// <summary>No answer, or only answers that promise better for later; every try is used up.</summary>
    Failed,

    /// <summary>The caller's deadline came first.</summary>
    Cancelled,
}

/// <param name="Outcome">What to make of it.</param>
/// <param name="Status">The HTTP status, or 0 without an answer.</param>
/// <param name="Body">The answer's body; empty unless <see cref="AgentOutcome.Ok"/>.</param>
/// <param name="Trouble">Why there was no answer; null when there was one.</param>
internal readonly record struct AgentReply(AgentOutcome Outcome, int Status, byte[] Body, Exception? Trouble);

/// <summary>HTTP to one agent, over TCP or a Unix socket: three tries with growing, jittered pauses, then an honest failure.</summary>
/// <remarks>
/// Calls block the calling thread, which is ours; only the opening of a connection uses the thread pool. The host program sees nothing of them:
/// no activity, no header of its own trace, no measurement in the meters it listens to, no proxy and no cookies.
/// </remarks>
internal sealed class AgentClient : IDisposable
{
    private const int MaxReplyBytes = 1 << 20;

    private readonly Uri _root;
    private readonly HttpClient _http;
    private readonly QuietMeters _meters = new();
    private readonly Counters _counters;

    public AgentClient(AgentClientOptions options, Counters counters, TimeProvider time)
    {
        _counters = counters;
        var isSocket = options.Url.Scheme == "unix";
        if (!isSocket && options.Url.Scheme != Uri.UriSchemeHttp && options.Url.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"The agent's address '{options.Url}' must begin with http://, https:// or unix://.", nameof(options));

        Url = options.Url;
        _root = isSocket ? new Uri("http://localhost/") : new Uri(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");

        var sockets = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            MeterFactory = _meters,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = options.TryTimeout,
            MaxConnectionsPerServer = 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (isSocket)
        {
            var path = options.Url.AbsolutePath;
            sockets.ConnectCallback = (_, _) => ConnectSocket(path);
        }

        _http = new HttpClient(new ResilienceHandler(Pipeline(options, time)) { InnerHandler = sockets })
        {
            // The last bound around everything: all tries, their pauses and the reading of the answer.
            Timeout = (options.TryTimeout + options.MaxDelay) * options.Tries,
            MaxResponseContentBufferSize = MaxReplyBytes,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
    }

    public Uri Url { get; }

    public AgentReply Get(string pathAndQuery, CancellationToken deadline) => Send(HttpMethod.Get, pathAndQuery, null, deadline);

    public AgentReply Post(string pathAndQuery, string contentType, byte[] body, CancellationToken deadline)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return Send(HttpMethod.Post, pathAndQuery, content, deadline);
    }

    public void Dispose()
    {
        _http.Dispose();
        _meters.Dispose();
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(AgentClientOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.Tries > 1)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.MaxDelay,
                // An agent could ask for an hour, and everything behind this batch would wait.
                ShouldRetryAfterHeader = false,
            });
        }

        return builder.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = options.TryTimeout }).Build();
    }

    private static ValueTask<Stream> ConnectSocket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // A local connect does not wait, and a synchronous request needs a connection that is made synchronously.
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new ValueTask<Stream>(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private AgentReply Send(HttpMethod method, string pathAndQuery, HttpContent? content, CancellationToken deadline)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_root, pathAndQuery.TrimStart('/'))) { Content = content };
            request.Headers.Add("DD-REQUEST-ID", Guid.NewGuid().ToString());
            using var response = _http.Send(request, HttpCompletionOption.ResponseContentRead, deadline);
            return Judge(response);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return new AgentReply(AgentOutcome.Cancelled, 0, [], null);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or OperationCanceledException or IOException)
        {
            _counters.Increment(exception is HttpRequestException or IOException ? "upload.error{kind:connection}" : "upload.error{kind:timeout}");
            return new AgentReply(AgentOutcome.Failed, 0, [], exception);
        }
    }

    private AgentReply Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            using var stream = response.Content.ReadAsStream();
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            return new AgentReply(AgentOutcome.Ok, status, body, null);
        }

        _counters.Increment($"upload.error{{status:{status}}}");
        var outcome = status switch
        {
            404 or 405 => AgentOutcome.NotFound,
            413 => AgentOutcome.TooLarge,
            408 or 429 or >= 500 => AgentOutcome.Failed,
            _ => AgentOutcome.Rejected,
        };
        return new AgentReply(outcome, status, [], null);
    }
}
