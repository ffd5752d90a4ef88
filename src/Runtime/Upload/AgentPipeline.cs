using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>What stands around the requests to one agent: a circuit that opens when the agent keeps failing, tries with pauses between them, a limit for each try.</summary>
/// <remarks>Any thread may call. All waiting is done by the thread that asks; nothing of it needs the thread pool or trusts the wall clock.</remarks>
internal sealed class AgentPipeline
{
    // A request fails when all of its tries have; then one such failure is enough, once two requests have been seen.
    private const double AnyFailure = 0.0001;
    private const int LeastRequests = 2;

    /// <summary>Set at a request whose failure says nothing about the agent.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsTrial = new("Weaver.IsTrial");

    private readonly AgentClientOptions _options;
    private readonly SteadyTime _time;
    private long _leftAloneUntil = long.MinValue;
    private int _openings;

    public AgentPipeline(AgentClientOptions options, TimeProvider time)
    {
        _options = options;
        _time = new SteadyTime(time);
        Total = (options.TryTimeout + options.MaxDelay) * options.Tries;
        Requests = Build();
    }

    public ResiliencePipeline<HttpResponseMessage> Requests { get; }

    /// <summary>The longest that one request may take, its tries, their pauses and the reading of the answer included.</summary>
    public TimeSpan Total { get; }

    /// <summary>False while the agent is left alone: it kept failing, or asked for a pause.</summary>
    public bool IsReady => _time.GetTimestamp() >= Volatile.Read(ref _leftAloneUntil);

    /// <summary>A token that is cancelled after <see cref="Total"/>.</summary>
    public CancellationTokenSource Limit() => new(Total, _time);

    /// <summary>Heeds the pause that an answer asks for, within <see cref="AgentClientOptions.MaxPause"/>, and notes that the agent is well.</summary>
    public void Heed(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            _openings = 0;

        if (_options.LeavesAlone && !IsOnTrial(response.RequestMessage) && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && PauseOf(response) is { } pause)
            LeaveAlone(pause < _options.MaxPause ? pause : _options.MaxPause);
    }

    private ResiliencePipeline<HttpResponseMessage> Build()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time };
        if (_options.LeavesAlone)
            builder.AddCircuitBreaker(Circuit());

        if (_options.Tries > 1)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = _options.Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.FirstDelay,
                MaxDelay = _options.MaxDelay,
                ShouldRetryAfterHeader = false,
                // A pause that the agent asks for and that is longer than ours is kept between requests, not within one:
                // everything behind this request would wait for it.
                ShouldHandle = arguments => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(arguments.Outcome) && !(PauseOf(arguments.Outcome.Result) > _options.MaxDelay)),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(PauseOf(arguments.Outcome.Result)),
            });
        }

        return builder.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = _options.TryTimeout }).Build();
    }

    private HttpCircuitBreakerStrategyOptions Circuit() => new()
    {
        FailureRatio = AnyFailure,
        MinimumThroughput = LeastRequests,
        // Long enough for two requests that use up all of their time.
        SamplingDuration = 2 * Total + TimeSpan.FromMinutes(1),
        BreakDuration = _options.FirstBreak,
        ShouldHandle = arguments => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(arguments.Outcome) && !IsOnTrial(arguments.Context.GetRequestMessage())),
        // Asked each time the circuit opens. Its events would do too, but they are raised on the thread pool, and we would wait for it.
        BreakDurationGenerator = _ => new ValueTask<TimeSpan>(Break()),
    };

    private static bool IsOnTrial(HttpRequestMessage? request) => request is not null && request.Options.TryGetValue(IsTrial, out var isTrial) && isTrial;

    // Twice as long each time, while the agent stays away.
    private TimeSpan Break()
    {
        var next = _options.FirstBreak * Math.Pow(2, Math.Min(_openings++, 20));
        var time = next < _options.MaxPause ? next : _options.MaxPause;
        LeaveAlone(time);
        return time;
    }

    private TimeSpan? PauseOf(HttpResponseMessage? response)
    {
        if (response?.Headers.RetryAfter is not { } header)
            return null;

        var pause = header.Delta ?? header.Date - _time.GetUtcNow();
        return pause > TimeSpan.Zero ? pause : null;
    }

    private void LeaveAlone(TimeSpan time)
    {
        var until = _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency);
        if (until > Volatile.Read(ref _leftAloneUntil))
            Volatile.Write(ref _leftAloneUntil, until);
    }
}
