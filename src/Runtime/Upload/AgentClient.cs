using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>What came of one request, tries included.</summary>
internal enum AgentOutcome
{
    /// <summary>Any 2xx.</summary>
    Ok,

    /// <summary>304: what the caller has is what there is.</summary>
    NotModified,

    /// <summary>The agent has nothing at that path: 404 or 405.</summary>
    NotFound,

    /// <summary>413: the same body will never be taken.</summary>
    TooLarge,

    /// <summary>The answer is larger than what is read of one.</summary>
    ReplyTooLarge,

    /// <summary>Another answer that a repetition would not change.</summary>
    Rejected,

    /// <summary>No answer, or only answers that promise better for later; every try is used up.</summary>
    Failed,

    /// <summary>The caller's deadline came first.</summary>
    Cancelled,

    /// <summary>Nothing was sent: the agent is left alone for a time, because it kept failing or asked for it.</summary>
    NotAsked,
}

/// <param name="Outcome">What to make of it.</param>
/// <param name="Status">The HTTP status, or 0 without an answer.</param>
/// <param name="Body">The answer's body; empty unless <see cref="AgentOutcome.Ok"/>.</param>
/// <param name="Trouble">Why there was no answer; null when there was one.</param>
/// <param name="Tag">The <c>ETag</c> header as it came; null without one.</param>
internal readonly record struct AgentReply(AgentOutcome Outcome, int Status, byte[] Body, Exception? Trouble, string? Tag = null);

/// <summary>HTTP to one agent, over TCP or a Unix socket: three tries with growing, jittered pauses, then an honest failure.</summary>
/// <remarks>
/// Calls block the calling thread, which is ours; only the opening of a connection uses the thread pool. The host program sees nothing of them:
/// no activity, no header of its own trace, no measurement in the meters it listens to, no proxy and no cookies.
/// </remarks>
internal sealed class AgentClient : IDisposable
{
    private readonly Uri _root;
    private readonly AgentPipeline _pipeline;
    private readonly HttpClient _http;
    private readonly QuietMeters _meters = new();
    private readonly Counters _counters;
    private readonly string _errors;

    public AgentClient(AgentClientOptions options, Counters counters, TimeProvider time)
    {
        _counters = counters;
        _errors = options.ErrorCounter;
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
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (isSocket)
        {
            var path = options.Url.AbsolutePath;
            sockets.ConnectCallback = (_, _) => ConnectSocket(path);
        }

        _pipeline = new AgentPipeline(options, time);
        _http = new HttpClient(new ResilienceHandler(_pipeline.Requests) { InnerHandler = new WholeAnswers(sockets, options.MaxReplyBytes) })
        {
            // The pipeline has the last bound around everything; this one would need the thread pool.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxReplyBytes,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
        foreach (var (name, value) in options.Headers)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    public Uri Url { get; }

    /// <summary>False while requests would end as <see cref="AgentOutcome.NotAsked"/>.</summary>
    public bool IsReady => _pipeline.IsReady;

    /// <param name="pathAndQuery">Below the agent's address.</param>
    /// <param name="deadline">Ends the request, in the middle if need be.</param>
    /// <param name="headers">Go along, unchecked.</param>
    public AgentReply Get(string pathAndQuery, CancellationToken deadline, params ReadOnlySpan<(string Name, string Value)> headers) => Send(HttpMethod.Get, pathAndQuery, null, headers, deadline);

    /// <param name="pathAndQuery">Below the agent's address.</param>
    /// <param name="contentType">Of the body as it was before an encoding.</param>
    /// <param name="body">What to send, encoded already.</param>
    /// <param name="deadline">Ends the request, in the middle if need be.</param>
    /// <param name="encoding">The body's encoding, such as <c>gzip</c>; null for none.</param>
    /// <param name="isTrial">A failure is put down to the body: the agent is not left alone for it.</param>
    public AgentReply Post(string pathAndQuery, string contentType, byte[] body, CancellationToken deadline, string? encoding = null, bool isTrial = false)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return Send(HttpMethod.Post, pathAndQuery, content, [], deadline, isTrial);
    }

    public void Dispose()
    {
        _http.Dispose();
        _meters.Dispose();
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

    private AgentReply Send(HttpMethod method, string pathAndQuery, HttpContent? content, ReadOnlySpan<(string Name, string Value)> headers, CancellationToken deadline, bool isTrial = false)
    {
        if (!_pipeline.IsReady)
            return new AgentReply(AgentOutcome.NotAsked, 0, [], null);

        try
        {
            using var limit = _pipeline.Limit();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline, limit.Token);
            using var request = new HttpRequestMessage(method, At(pathAndQuery)) { Content = content };
            request.Headers.Add("DD-REQUEST-ID", Guid.NewGuid().ToString());
            request.Options.Set(AgentPipeline.IsTrial, isTrial);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);

            using var response = _http.Send(request, HttpCompletionOption.ResponseContentRead, end.Token);
            _pipeline.Heed(response);
            return Judge(response);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return new AgentReply(AgentOutcome.Cancelled, 0, [], null);
        }
        catch (BrokenCircuitException)
        {
            return new AgentReply(AgentOutcome.NotAsked, 0, [], null);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            _counters.Increment(_errors + "{kind:replyTooLarge}");
            return new AgentReply(AgentOutcome.ReplyTooLarge, 0, [], exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or OperationCanceledException or IOException)
        {
            _counters.Increment(_errors + (exception is HttpRequestException or IOException ? "{kind:connection}" : "{kind:timeout}"));
            return new AgentReply(AgentOutcome.Failed, 0, [], exception);
        }
        catch (Exception exception)
        {
            // None is known, and none may end the loop that asks.
            _counters.Increment(_errors + "{kind:unexpected}");
            SelfLog.Once(_errors + "{kind:unexpected}", $"A request to {Url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)} failed in a way that was not foreseen.", exception);
            return new AgentReply(AgentOutcome.Failed, 0, [], exception);
        }
    }

    // Put together as text: taken for a relative address, "a:b" would be one of a scheme of its own.
    private Uri At(string pathAndQuery) => new(_root.AbsoluteUri + (pathAndQuery.StartsWith('/') ? pathAndQuery[1..] : pathAndQuery));

    private AgentReply Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            using var stream = response.Content.ReadAsStream();
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            return new AgentReply(AgentOutcome.Ok, status, body, null, response.Headers.NonValidated.TryGetValues("ETag", out var tags) ? tags.ToString() : null);
        }

        if (status == 304)
            return new AgentReply(AgentOutcome.NotModified, status, [], null);

        _counters.Increment($"{_errors}{{status:{status}}}");
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
