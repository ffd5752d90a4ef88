using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Extensions.Logging;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Hooks;
using Weaver.Probes;
using Weaver.Redaction;

namespace Weaver.Debugging;

/// <summary>Orchestrates: owns the lifecycle of all parts, makes the regular rounds, answers for the status.</summary>
/// <remarks>One a process by way of <see cref="ProcessDebugger"/>; tests make their own. Started and stopped once.</remarks>
internal sealed class Debugger : IDisposable
{
    private const string NoReceiver =
        "Nothing receives what probes produce, so every event is dropped as 'noSink'. Without a host, set OutputFile, AgentUrl or LoggerFactory, or add to Sinks.";

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);

    private readonly Settings _settings;
    private readonly DebuggerWiring _parts;
    private readonly BackgroundLoop _loop;
    private readonly Lock _lock = new();
    private IReadOnlyList<ProbeModule>? _modules;
    private long _reportedAt;
    private volatile bool _isStarted;
    private volatile bool _isStopped;
    private WeaverStatus? _final;

    /// <param name="settings">Checked settings.</param>
    /// <param name="time">The clock of everything but durations of calls.</param>
    /// <param name="filter">Modules that this debugger looks at; null for all.</param>
    public Debugger(Settings settings, TimeProvider time, Func<WovenModule, bool>? filter = null)
    {
        _parts = new DebuggerWiring(settings, time, filter, Wake);
        _settings = settings with { Complaints = [.. settings.Complaints, .. UselessPatterns(settings), .. _parts.Uploaders.Count > 0 ? [] : new[] { NoReceiver }] };
        _loop = new BackgroundLoop("Weaver debugger", s_round, Round, time, _parts.Counters);
    }

    public DebuggerWiring Parts => _parts;

    public WeaverStatus Status => _final ?? StatusReport.Create(_parts, _isStarted && !_isStopped, _settings.Complaints);

    /// <summary>Starts the parts from the bottom up; the probes that files hold are armed when it returns.</summary>
    /// <param name="settles">False for a caller that holds a lock: it calls <see cref="Settle"/> afterwards.</param>
    public void Start(bool settles = true)
    {
        lock (_lock)
        {
            if (_isStarted)
                return;

            _isStarted = true;
            WarmUp.Start();
            ListenToSelfLog();
            _parts.Events.Started(_settings.Service);
            foreach (var complaint in _settings.Complaints)
                SelfLog.Write(complaint);

            foreach (var uploader in _parts.Uploaders)
                uploader.Start();

            _parts.Statsd?.Start();
            _parts.SymbolUploader?.Start();
            _reportedAt = _parts.Clock.Timestamp;
            Gates.ModuleRegistered += Wake;
            HotReload.Changed += _parts.Registry.ReportEdits;
            _parts.Manifests.Refresh();
            foreach (var source in _parts.Sources)
                source.Start(set => _parts.Router.Deliver(source, set, settles: !_lock.IsHeldByCurrentThread));

            _loop.Start();
        }

        if (settles)
            Settle();
    }

    /// <summary>Tells whoever listens in the program, under no lock, because listeners may wait for another thread.</summary>
    public void Settle()
    {
        // Whoever listens may be woven.
        var entered = ReentrancyGuard.TryEnter();
        try
        {
            _parts.Registry.Settle();
            if (_isStarted && !_isStopped)
                _parts.Meter?.Publish();
            else
                _parts.Meter?.Dispose();

            _parts.Events.Tell();
        }
        finally
        {
            if (entered)
                ReentrancyGuard.Exit();
        }
    }

    /// <summary>Has every round and delivery that is due done now. False when the time is over first.</summary>
    public bool Flush(TimeSpan deadline) => _loop.Flush(deadline) & _parts.Uploaders.All(u => u.Flush(deadline)) & (_parts.Statsd?.Flush(deadline) ?? true);

    /// <summary>Begins to deliver what waits, and waits for nothing.</summary>
    public void FlushSoon()
    {
        foreach (var uploader in _parts.Uploaders)
            uploader.Wake();
    }

    /// <summary>Shuts every gate first, then delivers what waits, as far as the deadline allows.</summary>
    /// <param name="deadline">Null for the one of the settings.</param>
    /// <param name="settles">As for <see cref="Start"/>.</param>
    public void Stop(TimeSpan? deadline, bool settles = true)
    {
        var left = new Countdown(deadline ?? _settings.StopTimeout);

        // Whatever happens further down, the program runs as if nothing had been armed. Outside the lock, because a start
        // that installs many probes holds it, and ends soon once nothing can be installed any more.
        if (_isStarted)
            _parts.Functions.Close();

        lock (_lock)
        {
            if (!_isStarted || _isStopped)
                return;

            StopParts(left);
        }

        if (settles)
            Settle();
    }

    /// <summary>Stops without waiting for deliveries.</summary>
    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        _loop.Dispose();
    }

    private void StopParts(Countdown left)
    {
        _parts.Functions.Close();
        Gates.ModuleRegistered -= Wake;
        HotReload.Changed -= _parts.Registry.ReportEdits;
        foreach (var source in _parts.Sources)
            source.Stop(left.Remaining);

        _loop.Stop(left.Remaining);
        _parts.Collector.Stop();
        foreach (var uploader in _parts.Uploaders)
            uploader.Stop(left.Remaining);

        _parts.Statsd?.Stop(left.Remaining);
        _parts.SymbolUploader?.Stop(left.Remaining);
        _isStopped = true;
        _final = StatusReport.Create(_parts, isRunning: false, _settings.Complaints);
        _parts.Events.Stopped(_settings.Service);
        foreach (var uploader in _parts.Uploaders)
            uploader.Dispose();

        _parts.Statsd?.Dispose();
        _parts.SymbolUploader?.Dispose();
        foreach (var source in _parts.Sources)
            source.Dispose();

        _parts.Enablement.Dispose();
        _loop.Dispose();
        SelfLog.Disable();
    }

    private static IEnumerable<string> UselessPatterns(Settings settings) =>
        settings.RedactedTypes.Where(pattern => !RedactionRules.IsTypePattern(pattern.Trim()))
            .Select(pattern => $"'{pattern}' of RedactedTypes is no name of a type, so it hides nothing. Write a full name such as Shop.Orders.Card, with * for any characters.");

    private void Wake() => _loop.Wake();

    private void Round(LoopTurn turn)
    {
        if (turn.IsLast)
            return;

        if (_parts.Budget.Look(_parts.Registry.Entries) is { } offender)
            _parts.Registry.Block(offender.Probe, offender.Why);

        _parts.Registry.Tick();
        _parts.Drops.Look();
        LookForModules();
        _parts.Enablement.Tick();
        if (_parts.Clock.Since(_reportedAt) >= _settings.DiagnosticsInterval)
        {
            _reportedAt = _parts.Clock.Timestamp;
            _parts.Reporter.Repeat(_parts.Registry.ReportAll);
        }

        Settle();
    }

    private void LookForModules()
    {
        // The same list until one comes or goes.
        if (ReferenceEquals(_modules, _parts.Manifests.Modules))
            return;

        _modules = _parts.Manifests.Modules;
        _parts.SymbolUploader?.Wake();
    }

    private void ListenToSelfLog()
    {
        SelfLog.HideText(_parts.Signals.Redaction.HidesTextOf);
        if (_settings.LoggerFactory?.CreateLogger("Weaver") is not { } logger)
            return;

        // The program's log providers may be woven themselves.
        SelfLog.Enable(line =>
        {
            var entered = ReentrancyGuard.TryEnter();
            try
            {
                LocalSinks.LogOwn(logger, line);
            }
            finally
            {
                if (entered)
                    ReentrancyGuard.Exit();
            }
        }, _parts.Signals.Redaction.HidesTextOf);
    }

    /// <summary>Shares one deadline among several steps.</summary>
    private readonly struct Countdown(TimeSpan deadline)
    {
        private readonly long _began = TimeProvider.System.GetTimestamp();

        public TimeSpan Remaining
        {
            get
            {
                var left = deadline - TimeProvider.System.GetElapsedTime(_began);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }
}
