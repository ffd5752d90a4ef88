using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Weaver.Common;
using Weaver.Hooks;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Signals;

namespace Weaver.Debugging;

/// <summary>The woven functions: opens and shuts their gates, remembers for which probes, and restores all.</summary>
/// <remarks>
/// Any thread may call; one lock. Several probes share a gate; it shuts with the last of them. Once closed it stays closed:
/// a delivery that is still under way opens nothing any more. Signals are closed, and instruments shown, under no lock,
/// because that may run code of the program.
/// </remarks>
internal sealed class FunctionStore(SignalContext context) : IProbeInstaller
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Installed> _probes = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Module, int Method), Gate> _gates = [];
    private readonly ConcurrentQueue<ProbeSignal> _retired = new();
    private volatile bool _closed;

    public bool IsClosed => _closed;

    public int OpenGates
    {
        get
        {
            lock (_lock)
                return _gates.Values.Count(g => g.Module.Get(g.Method) != 0);
        }
    }

    public InstallResult Install(ProbeEntry entry, Probe probe, IReadOnlyList<ProbeTarget> targets)
    {
        var signal = SignalFactory.Create(probe, entry, context);
        try
        {
            return Install(probe, signal, targets);
        }
        catch (Exception)
        {
            _retired.Enqueue(signal);
            throw;
        }
    }

    private InstallResult Install(Probe probe, ProbeSignal signal, IReadOnlyList<ProbeTarget> targets)
    {
        var wanted = new List<Armed>();
        var problems = new List<string>();
        foreach (var target in targets)
        {
            if (Gates.Find(target.Module.Id) is not { } module)
                continue;

            var declaring = new DeclaringType(module.Assembly, target.Method);
            var binding = signal.Bind(target, declaring);
            problems.AddRange(binding.Problems);
            wanted.Add(new Armed(module, target.MethodIndex, target.Site >= 0 ? target.Site : Hit.MethodPoint, binding));
        }

        lock (_lock)
        {
            if (_closed)
            {
                _retired.Enqueue(signal);
                return new InstallResult(ProbeStatus.Received, "The debugger was stopped before the probe could be installed.");
            }

            Exchange(probe.Id, new Installed(signal, wanted));
        }

        if (!wanted.Exists(a => a.Module.Get(a.Method) != 0))
            return new InstallResult(ProbeStatus.Error, "The gate could not be opened because the assembly has been unloaded.", "ModuleUnloaded");

        return new InstallResult(ProbeStatus.Installed, Summary(problems));
    }

    // A status is sent again and again; whoever mends the first few reads the others then.
    private static string Summary(List<string> problems)
    {
        const int most = 16;
        var distinct = problems.Distinct(StringComparer.Ordinal).ToList();
        var rest = distinct.Count - most;
        return string.Join(" ", distinct.Take(most)) + (rest > 0 ? $" There are {rest} more problems." : "");
    }

    public void Uninstall(string probeId)
    {
        lock (_lock)
            Exchange(probeId, null);
    }

    /// <summary>Takes out every probe, shuts every gate and installs nothing from now on. Followed by <see cref="Settle"/>.</summary>
    public void Close()
    {
        // Before the lock, so that whoever delivers many probes need not be waited for.
        _closed = true;
        lock (_lock)
        {
            foreach (var gate in _gates.Values)
                gate.Module.TrySet(gate.Method, 0);

            foreach (var places in _probes.Values.SelectMany(p => p.Places).GroupBy(p => p.State))
                places.Key.DisarmAll([.. places.Select(p => p.Binding)]);

            foreach (var probe in _probes.Values)
                _retired.Enqueue(probe.Signal);

            _gates.Clear();
            _probes.Clear();
        }
    }

    public void Settle()
    {
        // Whoever listens may be woven.
        var entered = ReentrancyGuard.TryEnter();
        try
        {
            context.Instruments.Publish();
            while (_retired.TryDequeue(out var signal))
                Close(signal);
        }
        finally
        {
            if (entered)
                ReentrancyGuard.Exit();
        }
    }

    private static void Close(ProbeSignal signal)
    {
        try
        {
            signal.Close();
        }
        catch (Exception e)
        {
            SelfLog.Once("close", e);
        }
    }

    /// <summary>Gates of one module that are open now.</summary>
    public int OpenGatesOf(int module)
    {
        lock (_lock)
            return _gates.Values.Count(g => g.Module.Id == module && g.Module.Get(g.Method) != 0);
    }

    /// <summary>Ids of the probes for which a gate is open, in ordinal order; empty for a gate that is shut.</summary>
    public IReadOnlyList<string> ReasonsOf(int module, int method)
    {
        lock (_lock)
            return _gates.TryGetValue((module, method), out var gate) ? [.. gate.Probes.Order(StringComparer.Ordinal)] : [];
    }

    // What is new is armed before what is old goes, and where both stand at one point they change places in one step:
    // an update neither misses a hit nor fires twice.
    private void Exchange(string id, Installed? installed)
    {
        var before = _probes.GetValueOrDefault(id);
        var wanted = installed?.Places ?? [];
        var old = before?.Places ?? [];
        foreach (var place in wanted)
        {
            var former = old.Find(o => o.Module == place.Module && o.Method == place.Method && o.Point == place.Point);
            if (former is not null)
            {
                place.State.Replace(place.Point, former.Binding, place.Binding);
                old.Remove(former);
            }
            else
            {
                place.State.Arm(place.Point, place.Binding);
            }

            Open(place, id);
        }

        if (installed is null)
            _probes.Remove(id);
        else
            _probes[id] = installed;

        foreach (var place in old)
        {
            if (!wanted.Exists(w => w.Module == place.Module && w.Method == place.Method))
                Release(place, id);

            place.State.Disarm(place.Point, place.Binding);
        }

        if (before is not null)
            _retired.Enqueue(before.Signal);
    }

    private void Open(Armed place, string id)
    {
        if (!_gates.TryGetValue((place.Module.Id, place.Method), out var gate))
            _gates.Add((place.Module.Id, place.Method), gate = new Gate(place.Module, place.Method));

        gate.Probes.Add(id);
        place.Module.TrySet(place.Method, 1);
    }

    private void Release(Armed place, string id)
    {
        if (!_gates.TryGetValue((place.Module.Id, place.Method), out var gate) || !gate.Probes.Remove(id) || gate.Probes.Count != 0)
            return;

        _gates.Remove((place.Module.Id, place.Method));
        place.Module.TrySet(place.Method, 0);
    }

    /// <param name="Signal">What all places share.</param>
    /// <param name="Places">Where it is armed.</param>
    private sealed record Installed(ProbeSignal Signal, List<Armed> Places);

    private sealed record Armed(WovenModule Module, int Method, int Point, ProbeBinding Binding)
    {
        public MethodState State { get; } = MethodTable.GetOrAdd(Module, Method);
    }

    private sealed class Gate(WovenModule module, int method)
    {
        public WovenModule Module { get; } = module;

        public int Method { get; } = method;

        public HashSet<string> Probes { get; } = new(StringComparer.Ordinal);
    }
}
