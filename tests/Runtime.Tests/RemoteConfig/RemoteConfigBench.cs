using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.RemoteConfig;

/// <summary>An agent, the client that asks it, and what came of that. Time stands still unless a test lets it pass.</summary>
public abstract class RemoteConfigBench : IDisposable
{
    private protected const string A = "datadog/2/LIVE_DEBUGGING/logProbe_a/config";
    private protected const string B = "employee/LIVE_DEBUGGING/logProbe_b/config";

    private protected static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private protected static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly List<string> _lines = [];

    private protected RemoteConfigBench()
    {
        // What the self-log gets; that is one for the whole process, and other tests end it.
        Counters.Troubles.Changed += (trouble, _) =>
        {
            lock (_lines)
                _lines.Add(trouble.Message);
        };
    }

    private protected FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private protected Counters Counters { get; } = new();

    private protected List<ConfigSet> Sets { get; } = [];

    private protected TemporaryFolder Folder { get; } = new();

    private protected FakeAgent Agent { get; set; } = new() { Endpoints = ["v0.7/config"] };

    private protected RemoteConfigClient? Client { get; private set; }

    /// <summary>Called with each set before it counts as delivered.</summary>
    private protected Action<ConfigSet>? OnDelivery { get; set; }

    public void Dispose()
    {
        Client?.Stop(TimeSpan.FromSeconds(20));
        Client?.Dispose();
        Agent.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected IReadOnlyList<RecordedRequest> Polls => [.. Agent.Requests.Where(r => r.Path == AgentConfig.Path)];

    private protected void Start(Uri? url = null, RemoteConfigOptions? options = null, TimeProvider? time = null, bool waits = true)
    {
        // Where a test is not about that, time that it lets pass never ends a request whose answer is on its way.
        options ??= new RemoteConfigOptions { Timeout = TimeSpan.FromHours(1) };
        var client = new AgentClient(
            new AgentClientOptions { Url = url ?? Agent.Url, Tries = 1, TryTimeout = options.Timeout, MaxReplyBytes = options.MaxReplyBytes, ErrorCounter = "remoteConfig.error" }, Counters, time ?? Time);
        var identity = new ClientIdentity
        {
            RuntimeId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Version = "1.2.3",
            Service = "My Shop",
            Environment = "Prod",
            ServiceVersion = "1.4.2",
            Tags = ["env:Prod", "version:1.4.2"],
            ProcessTags = ["entrypoint.name:shop"],
            Products = [Products.LiveDebugging, Products.SymbolDatabase, Products.Tracing],
            Capabilities = Products.Encode(Products.CanEnableInstrumentation, Products.CanMergeTracing),
        };
        Client = new RemoteConfigClient(client, identity, options, Counters, time ?? Time);
        Client.Start(set =>
        {
            OnDelivery?.Invoke(set);
            lock (Sets)
                Sets.Add(set);
        });
        if (waits)
            Wait.Until(() => Polls.Count == 1, "the agent is asked for the first time");
    }

    // Lets a pause pass, and gives the request that follows.
    private protected JsonNode Poll(TimeSpan? pause = null)
    {
        var before = Polls.Count;
        Time.Advance(pause ?? Interval);
        Wait.Until(() => Polls.Count > before, "the agent is asked again");
        return State(before + 1);
    }

    private protected JsonNode State(int poll) => JsonNode.Parse(Polls[poll - 1].Body)!;

    private protected void WaitForSets(int count) => Wait.Until(
        () =>
        {
            lock (Sets)
                return Sets.Count >= count && Client!.State.Condition != SourceCondition.Waiting;
        },
        $"{count} sets are delivered");

    private protected void WaitFor(SourceCondition condition) => Wait.Until(() => Client!.State.Condition == condition, $"the source is {condition}, and not {Client!.State.Condition}");

    private protected string Contents()
    {
        lock (Sets)
            return string.Join(' ', Sets[^1].Files.Select(f => f.Path + "=" + Encoding.UTF8.GetString(f.Bytes.Span)));
    }

    private protected List<string> Lines(string part)
    {
        lock (_lines)
            return [.. _lines.Where(l => l.Contains(part, StringComparison.Ordinal))];
    }
}
