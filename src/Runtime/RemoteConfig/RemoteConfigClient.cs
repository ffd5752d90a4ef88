using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.RemoteConfig;

/// <summary>Configuration from an agent, by the protocol of <c>/v0.7/config</c>: poll, check, deliver, report.</summary>
/// <remarks>
/// Polls on a thread of its own, one request at a time. Deliveries come from that thread. Knows paths, versions and products,
/// not what is inside a file; whoever applies the files says by <see cref="IVerdictReceiver"/> what became of them.
/// </remarks>
internal sealed class RemoteConfigClient : IRemoteSource, IVerdictReceiver
{
    public const string SourceName = "agent";
    public const string Path = "/v0.7/config";

    // Whatever an agent answers with less cannot say anything.
    private const int EmptyReplyBytes = 3;

    // Then it may have been replaced, and is asked what it can do before anything else.
    private const int FailuresUntilInfo = 3;

    private readonly AgentClient _agent;
    private readonly ClientIdentity _identity;
    private readonly RemoteConfigOptions _options;
    private readonly Counters _counters;
    private readonly RepositoryState _repository;
    private readonly Poller _poller;
    private readonly string _address;
    private readonly SourceStanding _standing;
    private readonly ConfigDelivery _delivery;
    private bool _isDiscovered;
    private int _failures;

    /// <param name="agent">Owned from now on; must try each request once, because the poll is the repetition.</param>
    /// <param name="identity">Who asks.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="counters">Gets <c>remoteConfig.polls</c>, <c>.updates</c>, <c>.refused{reason:...}</c>, <c>.cleared</c> and <c>config.failed{source:agent}</c>.</param>
    /// <param name="time">The clock of the poll.</param>
    public RemoteConfigClient(AgentClient agent, ClientIdentity identity, RemoteConfigOptions options, Counters counters, TimeProvider time)
    {
        _agent = agent;
        _identity = identity;
        _options = options;
        _counters = counters;
        _repository = new RepositoryState(options);
        _delivery = new ConfigDelivery(SourceName, counters, time);
        _poller = new Poller("Weaver remote configuration", options.Interval, options.LongestPause, Poll, time, counters);
        _address = SourceStanding.AddressOf(agent.Url);
        _standing = new SourceStanding(SourceName, _address, "The agent has not answered yet.", counters);
    }

    public string Name => SourceName;

    public int Precedence => ConfigPrecedence.Agent;

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
        _agent.Dispose();
    }

    public void Take(IReadOnlyList<FileVerdict> verdicts) => _repository.Take(verdicts);

    // False for a failure: the next poll comes later than usual.
    private bool Poll(CancellationToken stop)
    {
        // Whatever comes of this poll: what is here already is not the agent's affair.
        TryDeliver();
        if (!_isDiscovered && !Discover(stop))
            return false;

        _counters.Increment("remoteConfig.polls");
        var reply = _agent.Post(Path, "application/json", ConfigRequest.Write(_identity, _repository), stop);
        switch (reply.Outcome)
        {
            case AgentOutcome.Ok:
                _failures = 0;
                _repository.ForgetError();
                TakeReply(reply.Body);
                return true;
            case AgentOutcome.ReplyTooLarge:
                _repository.ForgetError();
                Refuse(new ConfigException($"The reply of the agent is larger than {_options.MaxReplyBytes} bytes. Remove probes.", "tooLarge"));
                return true;
            case AgentOutcome.NotFound when reply.Status == 404:
                Withdraw($"has no endpoint {Path}");
                return false;
            default:
                Fail(reply);
                return false;
        }
    }

    private bool Discover(CancellationToken stop)
    {
        var reply = _agent.Get(AgentInfo.Path, stop);
        if (reply.Outcome == AgentOutcome.Ok && AgentInfo.Parse(reply.Body) is { } info)
        {
            _isDiscovered = info.Has(Path);
            if (!_isDiscovered)
                Withdraw($"does not list {Path}");
            return _isDiscovered;
        }

        if (reply.Status == 404)
            Withdraw("has no endpoint /info");
        else
            Fail(reply);
        return false;
    }

    private void TakeReply(byte[] body)
    {
        try
        {
            if (body.Length <= EmptyReplyBytes)
            {
                Deliver();
                Succeed();
                return;
            }

            var response = ConfigResponse.Parse(body);
            if (response.IsExpired)
            {
                Clear();
                Become(SourceCondition.Expired, $"The agent at {_address} says that its remote configuration has expired, so what it had configured is removed. Connect the agent to its backend again.");
                return;
            }

            if (response.Targets is not null)
            {
                if (_repository.Update(response, _identity.Products))
                    _delivery.Demand();

                // Until they are in force the numbers stay as they were, so the agent goes on telling of them.
                Deliver();
                _repository.Commit(response);
                _counters.Increment("remoteConfig.updates");
            }

            Deliver();
            Succeed();
        }
        catch (ConfigException exception)
        {
            Refuse(exception);
        }
    }

    /// <exception cref="ConfigException">What the repository holds could not be applied; it stays due.</exception>
    private void Deliver()
    {
        if (!TryDeliver())
            throw new ConfigException(WhyNotApplied, "failed");
    }

    private bool TryDeliver()
    {
        if (_delivery.Try(() => _repository.Set))
            return true;

        SelfLog.Once("config.failed{source:agent}", "The configuration from the agent could not be applied; it is tried again.", _delivery.Trouble!);
        _repository.Take([.. _repository.Set.Files.Select(file => new FileVerdict(file.Path, file.Version, ApplyState.Error, WhyNotApplied))]);
        return false;
    }

    private string WhyNotApplied => $"A failure inside Weaver kept the configuration from being applied: {_delivery.Trouble?.GetType().Name}. It is tried again at the next poll.";

    /// <exception cref="ConfigException">What was configured could not be taken out; that stays due.</exception>
    private void Clear()
    {
        if (_repository.Clear())
        {
            _counters.Increment("remoteConfig.cleared");
            _delivery.Demand();
        }

        Deliver();
    }

    // The agent is there and has no remote configuration, or has it no more.
    private void Withdraw(string what)
    {
        _isDiscovered = false;
        _failures = 0;
        var removal = "what it had configured is removed";
        try
        {
            Clear();
        }
        catch (ConfigException exception)
        {
            removal = $"what it had configured is still in force. {exception.Message}";
        }

        Become(SourceCondition.Unavailable, $"The agent at {_address} {what}, so it configures nothing; {removal.TrimEnd('.')}. Enable remote configuration in the agent, or set RemoteConfigEnabled to false.");
    }

    private void Refuse(ConfigException exception)
    {
        _counters.Increment($"remoteConfig.refused{{reason:{exception.Reason}}}");
        _repository.SetError(exception.Message);
        Become(SourceCondition.Refused, $"An update of the agent at {_address} was refused; what was configured before stays in force. {exception.Message}");
    }

    private void Fail(AgentReply reply)
    {
        if (reply.Outcome == AgentOutcome.Cancelled)
            return;

        if (++_failures >= FailuresUntilInfo)
            _isDiscovered = false;

        var what = reply.Trouble is { } trouble ? $"cannot be reached ({trouble.Message})" : $"answers with status {reply.Status}";
        Become(SourceCondition.Failing, $"The agent at {_address} {what}; what it has configured stays in force, and it is asked again within {_options.LongestPause.TotalSeconds:0} s.");
    }

    private void Succeed() => Become(SourceCondition.Ok, $"The agent at {_address} answers, and what it configures is in force.");

    private void Become(SourceCondition condition, string message) => _standing.Become(condition, message, _repository.Count, _repository.TargetsVersion);
}
