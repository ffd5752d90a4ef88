using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.RemoteConfig;

/// <summary>Configuration from one file of a web server.</summary>
/// <remarks>
/// A server that knows <c>ETag</c> is asked for changes only; one that knows <c>Prefer: wait=N</c> holds the request until
/// there is one. Others are asked every interval. Only an answer with status 200 changes anything: to take probes back, a
/// server answers with an empty list. Deliveries come from a thread of this source's own.
/// </remarks>
internal sealed class HttpConfigSource : IRemoteSource
{
    private readonly AgentClient _client;
    private readonly HttpConfigOptions _options;
    private readonly Counters _counters;
    private readonly Poller _poller;
    private readonly string _address;
    private readonly string _query;
    private readonly string? _authorization;
    private readonly SourceStanding _standing;
    private readonly ConfigDelivery _delivery;
    private TargetFile? _file;
    private string? _tag;
    private ConfigProblem? _problem;

    /// <param name="url">With <c>http</c> or <c>https</c>. A user name and password in it go along as basic authorization and are shown nowhere, nor is the query.</param>
    /// <param name="index">Place in the list of addresses: earlier ones count before later ones.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="counters">Gets <c>config.problems{source:url}</c>, <c>config.failed{source:url}</c> and <c>config.error{...}</c>.</param>
    /// <param name="time">The clock of the poll.</param>
    public HttpConfigSource(Uri url, int index, HttpConfigOptions options, Counters counters, TimeProvider time)
    {
        _options = options;
        _counters = counters;
        Precedence = ConfigPrecedence.FirstUrl + index;
        Name = "url " + (index + 1).ToString(CultureInfo.InvariantCulture);
        // Its file goes by this, so that addresses that differ in what is not shown must differ here too.
        _address = SourceStanding.AddressOf(url) + (url.Query.Length == 0 ? "" : "?...") + (url.Query.Length == 0 && url.UserInfo.Length == 0 ? "" : $" ({Name})");
        _query = url.PathAndQuery;
        _authorization = url.UserInfo.Length == 0 ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)));
        _client = new AgentClient(
            new AgentClientOptions
            {
                Url = new Uri(url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)),
                Tries = 1,
                TryTimeout = options.Wait + options.Timeout,
                MaxReplyBytes = options.MaxFileBytes,
                ErrorCounter = "config.error",
                // What the agent on this machine may know of the container is no affair of a server elsewhere.
                Headers = [],
            },
            counters,
            time);
        _delivery = new ConfigDelivery("url", counters, time);
        _poller = new Poller("Weaver probes from a web server", options.Interval, options.LongestPause, Poll, time, counters);
        _standing = new SourceStanding(Name, _address, "The server has not answered yet.", counters);
    }

    public string Name { get; }

    public int Precedence { get; }

    public RemoteSourceState State => _standing.State;

    public void Start(Action<ConfigSet> deliver)
    {
        _delivery.Start(deliver);
        _poller.Start();
    }

    public bool Stop(TimeSpan deadline) => _poller.Stop(deadline);

    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        _client.Dispose();
    }

    private bool Poll(CancellationToken stop)
    {
        var headers = new List<(string, string)> { ("Accept", "application/json") };
        if (_authorization is not null)
            headers.Add(("Authorization", _authorization));

        // A server holds a request only for somebody who has something already, and who need not be back soon.
        if (_tag is not null)
            headers.Add(("If-None-Match", _tag));
        if (_tag is not null && !_delivery.IsDue)
            headers.Add(("Prefer", $"wait={_options.Wait.TotalSeconds:0}"));

        var reply = _client.Get(_query, stop, [.. headers]);
        switch (reply.Outcome)
        {
            case AgentOutcome.Ok:
                Take(reply);
                return true;
            case AgentOutcome.NotModified when _file is not null:
                Succeed();
                return true;
            case AgentOutcome.Cancelled:
                return true;
            default:
                Fail(reply);
                return false;
        }
    }

    private void Take(AgentReply reply)
    {
        _tag = reply.Tag;
        var version = StableHash.Text(reply.Body);
        var isNew = _file?.Version != version;
        if (isNew)
            _file = new TargetFile(_address, version, reply.Body);

        Succeed(isNew);
    }

    private void Succeed(bool isNew = false)
    {
        var hadProblem = _problem is not null;
        _problem = null;
        if (isNew || hadProblem)
            _delivery.Demand();

        if (TryDeliver())
            Become(SourceCondition.Ok, $"The server of {_address} answers, and its probes are in force.");
        else
            Become(SourceCondition.Refused, $"What the server of {_address} gives could not be applied, because of a failure inside Weaver ({_delivery.Trouble!.GetType().Name}); what was configured before stays in force, and it is tried again at the next poll.");
    }

    private void Fail(AgentReply reply)
    {
        var what = reply switch
        {
            { Outcome: AgentOutcome.ReplyTooLarge } => $"is larger than {_options.MaxFileBytes} bytes",
            { Trouble: { } trouble } => $"cannot be reached ({trouble.Message})",
            { Status: >= 300 and < 400 } => $"is elsewhere (status {reply.Status}; give the final address)",
            _ => $"is answered with status {reply.Status}",
        };
        var message = $"The file at {_address} {what}. {(_file is null ? "It gives no probes" : "Its former content stays in force")} until it can be fetched.";
        if (_problem is null)
        {
            _counters.Increment("config.problems{source:url}");
            _problem = new ConfigProblem(_address, message);
            _delivery.Demand();
        }

        TryDeliver();
        Become(SourceCondition.Failing, message);
    }

    private bool TryDeliver()
    {
        if (_delivery.Try(() => new ConfigSet(_file is null ? [] : [_file], _problem is null ? [] : [_problem])))
            return true;

        SelfLog.Once($"config.failed{{source:{Name}}}", $"The configuration from {_address} could not be applied; it is tried again.", _delivery.Trouble!);
        return false;
    }

    private void Become(SourceCondition condition, string message) => _standing.Become(condition, message, _file is null ? 0 : 1, version: 0);
}
