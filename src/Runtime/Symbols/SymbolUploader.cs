using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.Symbols;

/// <summary>Sends the names and places of woven code to an agent, from which tools complete what somebody types into a probe.</summary>
/// <remarks>
/// Any thread may call any member at any time; all work is done by one thread of its own, at low priority, and never by one
/// of the program's. Each assembly is sent once, those that are loaded later too; one that was begun when nobody wanted it
/// any more goes on where it stopped when somebody does. A batch that the agent does not take in time is dropped and counted
/// as <c>symbols.dropped</c>; an agent that does not answer or has no endpoint is asked again and loses nothing.
/// </remarks>
internal sealed class SymbolUploader : IDisposable
{
    private const string Subject = "agent, symbols";

    private readonly SymbolOptions _options;
    private readonly Func<IReadOnlyList<SymbolModule>> _modules;
    private readonly AgentClient _client;
    private readonly Counters _counters;
    private readonly TimeProvider _time;
    private readonly SymbolBatches _batches;
    private readonly BackgroundLoop _loop;
    private readonly ITimer _again;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<int> _done = [];
    private IEnumerator<SymbolBatch>? _module;
    private SymbolBatch? _batch;
    private int _failures;
    private bool _agentIsKnown;
    private long _waitingSince;
    private TimeSpan _pause;
    private volatile bool _isWanted;

    /// <param name="options">How.</param>
    /// <param name="modules">The woven assemblies of now. Called by the uploader's thread.</param>
    /// <param name="client">Tries once each time; owned from now on.</param>
    /// <param name="counters">Gets <c>symbols.batches</c>, <c>symbols.bytes</c>, <c>symbols.classes</c> and <c>symbols.dropped{reason:...}</c>.</param>
    /// <param name="time">The clock of the pauses.</param>
    public SymbolUploader(SymbolOptions options, Func<IReadOnlyList<SymbolModule>> modules, AgentClient client, Counters counters, TimeProvider time)
    {
        _options = options;
        _modules = modules;
        _client = client;
        _counters = counters;
        _time = time;
        _batches = new SymbolBatches(options);
        _isWanted = options.IsWanted && !options.IsForbidden;
        _loop = new BackgroundLoop("Weaver symbols", options.Recheck, Turn, time, counters);
        _again = time.CreateTimer(static state => ((SymbolUploader)state!)._loop.Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>False where the program's settings forbid it.</summary>
    public bool MayBeWanted => !_options.IsForbidden;

    public void Start()
    {
        _loop.Start();
        _loop.Wake();
    }

    /// <summary>Whether somebody asks for the symbols. False stops after the request that is under way; what was sent is not sent again.</summary>
    public void SetWanted(bool isWanted)
    {
        if (_options.IsForbidden || _stopping.IsCancellationRequested)
            return;

        _isWanted = isWanted;
        _loop.Wake();
    }

    /// <summary>There may be another assembly.</summary>
    public void Wake() => _loop.Wake();

    /// <summary>Has what is due sent now. False when the time is over first.</summary>
    public bool Flush(TimeSpan deadline) => _loop.Flush(deadline);

    /// <summary>Sends nothing more: names that are missing cost nobody anything, a slow stop does.</summary>
    public void Stop(TimeSpan deadline)
    {
        _isWanted = false;
        _stopping.Cancel();
        _again.Dispose();
        _loop.Stop(deadline);
    }

    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        _client.Dispose();
    }

    private void Turn(LoopTurn turn)
    {
        if (turn.IsLast || IsPausing())
            return;

        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        while (_isWanted && TryGetBatch(out var batch) && TryKnowAgent() && TrySend(batch))
        {
        }
    }

    private bool IsPausing() => _pause > TimeSpan.Zero && _time.GetElapsedTime(_waitingSince) < _pause;

    // The next batch, or the one that has not been taken yet.
    private bool TryGetBatch(out SymbolBatch batch)
    {
        while (_batch is null)
        {
            if (_module is null && !TryBeginModule())
                break;

            if (_module!.MoveNext())
                _batch = _module.Current;
            else
                _module = null;
        }

        batch = _batch!;
        return _batch is not null;
    }

    private bool TryBeginModule()
    {
        foreach (var module in _modules())
        {
            if (!_done.Add(module.Id))
                continue;

            _module = _batches.Of(module).GetEnumerator();
            return true;
        }

        return false;
    }

    private bool TryKnowAgent()
    {
        if (_agentIsKnown)
            return true;

        var reply = _client.Get(AgentInfo.Path, _stopping.Token);
        if (reply.Outcome == AgentOutcome.Ok && AgentInfo.Parse(reply.Body)?.Has(AgentInfo.Symbols) == true)
            return _agentIsKnown = true;

        if (reply.Outcome == AgentOutcome.Cancelled)
            return false;

        _counters.Troubles.Begin(TroubleKind.Destination, Subject, reply.Outcome == AgentOutcome.Failed
            ? $"The agent at {_client.Url} cannot be asked whether it takes symbols; it is asked again every minute."
            : $"The agent at {_client.Url} has no endpoint for symbols; it is asked again every minute. Agents from 7.45.0 on have one.");
        Pause(_options.Recheck);
        return false;
    }

    private bool TrySend(SymbolBatch batch)
    {
        var reply = _client.Post(AgentInfo.Symbols, batch.ContentType, batch.Body, _stopping.Token);
        switch (reply.Outcome)
        {
            case AgentOutcome.Ok:
                _counters.Troubles.End(TroubleKind.Destination, Subject, $"The agent at {_client.Url} takes symbols again.");
                _counters.Increment("symbols.batches");
                _counters.Add("symbols.bytes", batch.Body.Length);
                _counters.Add("symbols.classes", batch.Classes);
                Forget();
                return true;
            case AgentOutcome.Cancelled:
                return false;
            case AgentOutcome.NotFound:
                // Listed and yet not there: another agent may stand there later.
                _agentIsKnown = false;
                Pause(_options.Recheck);
                return false;
            case AgentOutcome.Failed when _failures < _options.Retries:
                Pause(_options.FirstPause * Math.Pow(2, _failures++));
                return false;
            default:
                Drop(reply, batch);
                return true;
        }
    }

    private void Drop(AgentReply reply, SymbolBatch batch)
    {
        var reason = reply.Outcome switch
        {
            AgentOutcome.TooLarge => DropReason.PayloadTooLarge,
            AgentOutcome.Rejected => DropReason.UploadRejected,
            _ => DropReason.UploadFailed,
        };
        _counters.Increment($"symbols.dropped{{reason:{DropReasons.Name(reason)}}}");
        _counters.Troubles.Begin(TroubleKind.Destination, Subject, $"The agent at {_client.Url} does not take symbols ({(reply.Status == 0 ? "no answer" : $"status {reply.Status}")}); {batch.Classes} types are missing there until the program is started anew.");

        // It may be gone for longer, and the next batch need not fail as often to find out.
        if (reply.Outcome == AgentOutcome.Failed)
            _agentIsKnown = false;

        Forget();
    }

    private void Forget()
    {
        _batch = null;
        _failures = 0;
        _pause = TimeSpan.Zero;
    }

    private void Pause(TimeSpan pause)
    {
        _waitingSince = _time.GetTimestamp();
        _pause = pause;
        try
        {
            _again.Change(pause, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The stop was quicker.
        }
    }
}
