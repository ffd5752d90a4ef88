using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Weaver.Common;
using Weaver.Configuration;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>
/// Turns what the configuration sources deliver into changes of probes, and keeps for each file how that went. Where several
/// sources have a probe of one id, that of the lowest <see cref="ConfigPrecedence"/> counts. What the agent had and has no
/// more is hidden wherever else it stands.
/// </summary>
/// <remarks>Sources deliver from their own threads, one delivery at a time each; a lock puts them in a row.</remarks>
/// <param name="registry">Takes the changes.</param>
/// <param name="settings">Environment and version.</param>
/// <param name="counters">For what is left out.</param>
/// <param name="configure">Takes the service configuration when it changes; null when there is none any more.</param>
internal sealed class ProbeRemoteConfigAdapter(ProbeRegistry registry, Settings settings, Counters counters, Action<ServiceConfiguration?> configure)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Delivery> _deliveries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProbeFileState> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _agentIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hiddenIds = new(StringComparer.Ordinal);
    private volatile ProbeFileStatus[] _status = [];
    private WantedProbes _current = WantedProbes.None;
    private ServiceConfiguration? _configuration;
    private bool _isSuspended;

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<ProbeFileStatus> Files => _status;

    /// <summary>Takes over everything that the source named <paramref name="source"/> holds now.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="set">All that it holds.</param>
    /// <param name="precedence">See <see cref="ConfigPrecedence"/>.</param>
    /// <param name="receiver">Is told what became of each file, now and whenever that changes; null: nobody.</param>
    /// <param name="settles">False for callers that hold a lock: they have the registry settle when they do not any more.</param>
    public void Deliver(string source, ConfigSet set, int precedence = ConfigPrecedence.Agent, IVerdictReceiver? receiver = null, bool settles = true)
    {
        lock (_lock)
        {
            _deliveries[source] = new Delivery(set, precedence, receiver);
            Apply();
        }

        if (settles)
            registry.Settle();
    }

    /// <summary>Takes every probe out and shuts the gates, or brings back what the sources hold. They go on delivering meanwhile.</summary>
    /// <remarks>When it throws, the switch counts as not made: a further call tries again.</remarks>
    public void Suspend(bool isSuspended)
    {
        lock (_lock)
        {
            if (_isSuspended == isSuspended)
                return;

            _isSuspended = isSuspended;
            try
            {
                Apply();
            }
            catch
            {
                _isSuspended = !isSuspended;
                throw;
            }
        }

        registry.Settle();
    }

    private void Apply()
    {
        ReadFiles();
        var merged = Merge(out var configuration);
        Configure(configuration);
        var wanted = _isSuspended ? WantedProbes.None : merged;
        registry.Apply(ProbeChanges.Between(_current, wanted));
        _current = wanted;
        _status = [.. _files.Values.Select(f => new ProbeFileStatus(f.Path, f.ProbeCount, [.. f.Errors]))];
        foreach (var delivery in _deliveries.Values)
            delivery.Receiver?.Take([.. delivery.Set.Files.Select(file => _files[file.Path].Judge(file, _isSuspended))]);
    }

    private void ReadFiles()
    {
        var gone = new HashSet<string>(_files.Keys, StringComparer.Ordinal);
        foreach (var delivery in _deliveries.Values)
        {
            foreach (var file in delivery.Set.Files)
            {
                gone.Remove(file.Path);
                var state = StateOf(file.Path);
                state.Precedence = delivery.Precedence;
                state.Read(file, counters);
            }

            foreach (var problem in delivery.Set.Problems)
            {
                gone.Remove(problem.Path);
                StateOf(problem.Path).Precedence = delivery.Precedence;
            }
        }

        foreach (var path in gone)
            _files.Remove(path);
    }

    // Before the probes: those that come with it are to stand where it allows.
    private void Configure(ServiceConfiguration? configuration)
    {
        if (configuration is null ? _configuration is null : _configuration?.ContentEquals(configuration) == true)
            return;

        // In this order: what throws is called again with the next delivery.
        configure(configuration);
        _configuration = configuration;
    }

    private WantedProbes Merge(out ServiceConfiguration? configuration)
    {
        configuration = null;
        var wanted = new WantedProbes();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var counts = new Dictionary<ProbeType, int>();
        var problems = _deliveries.Values.SelectMany(d => d.Set.Problems).ToLookup(p => p.Path, p => p.Message, StringComparer.Ordinal);
        HideRemoved();
        var above = new Precedences(_hiddenIds);
        foreach (var file in _files.Values.OrderBy(f => f.Precedence))
        {
            file.BeginMerge(problems[file.Path]);
            above.Enter(file);
            foreach (var probe in file.Probes)
            {
                if (!IsMeantForUs(probe))
                    counters.Increment("probes.skipped{reason:target}");
                else if (above.Has(probe.Id))
                    counters.Increment("probes.skipped{reason:remote}");
                else if (probe is ServiceConfiguration other && configuration is not null)
                    file.Errors.Add($"The service configuration '{other.Id}' has no effect, because '{configuration.Id}' is in force. Keep one of them.");
                else if (!IsWithinLimit(probe, counts))
                    file.Errors.Add($"The probe '{probe.Id}' is not installed, because the configuration allows {settings.MaxProbesPerType} probes of its type. Remove another one, or raise DD_INTERNAL_DYNAMIC_INSTRUMENTATION_MAX_PROBES_PER_TYPE.");
                else if (!owners.TryAdd(probe.Id, file.Path))
                    file.Refuse(probe, $"The id '{probe.Id}' is already used in '{owners[probe.Id]}'; that probe is installed. Give each probe an id of its own.");
                else if (probe is ServiceConfiguration only)
                    configuration = file.Use(only);
                else
                    file.Take(probe, wanted);
            }

            foreach (var error in file.BrokenProbes)
            {
                // A second entry under the id of a sound one is the file's trouble, not that probe's.
                if (error.Code != ProbeErrorCode.DuplicateId && error.ProbeId.Length != 0 && owners.TryAdd(error.ProbeId, file.Path))
                    wanted.Broken[error.ProbeId] = new BrokenProbe(error.ProbeId, error.Version, error.Code.ToString(), error.ToString());
            }
        }

        if (configuration is null)
            configuration = KeepFormer();

        return wanted;
    }

    // What a service configuration forbids stays forbidden while somebody mends it, whatever became of its id meanwhile.
    private ServiceConfiguration? KeepFormer()
    {
        if (_configuration is not { } former)
            return null;

        var broken = _files.Values.Where(f => f.HasUnusedConfiguration || f.BrokenProbes.Any(e => e.ProbeId == former.Id)).ToList();
        foreach (var file in broken)
            file.Errors.Add($"The former service configuration '{former.Id}' stays in force until the one in this file is mended.");

        return broken.Count == 0 ? null : former;
    }

    // What the agent had and has no more is not wanted, wherever else it stands now; unless the agent is no authority any more.
    // A probe that comes up elsewhere later is wanted by somebody, so an id is remembered only while another source has it.
    private void HideRemoved()
    {
        var ids = IdsOf(static precedence => precedence == ConfigPrecedence.Agent);
        if (_deliveries.Values.Any(static d => d.Set.IsWithdrawn))
            _hiddenIds.Clear();
        else
            _hiddenIds.UnionWith(_agentIds);
        _hiddenIds.ExceptWith(ids);
        _hiddenIds.IntersectWith(IdsOf(static precedence => precedence != ConfigPrecedence.Agent));
        _agentIds.Clear();
        _agentIds.UnionWith(ids);
    }

    private HashSet<string> IdsOf(Func<int, bool> precedence) => _files.Values.Where(f => precedence(f.Precedence)).SelectMany(f => f.Probes.Select(p => p.Id)).ToHashSet(StringComparer.Ordinal);

    private bool IsWithinLimit(Probe probe, Dictionary<ProbeType, int> counts)
    {
        counts.TryGetValue(probe.Type, out var count);
        counts[probe.Type] = count + 1;
        return settings.MaxProbesPerType == 0 || count < settings.MaxProbesPerType;
    }

    // A tag for another environment or version is no error: one file serves several.
    private bool IsMeantForUs(Probe probe) =>
        (probe.FindTag("env") is not { } env || env == settings.Environment)
        && (probe.FindTag("version") is not { } version || version == settings.Version);

    private ProbeFileState StateOf(string path)
    {
        if (!_files.TryGetValue(path, out var state))
            _files.Add(path, state = new ProbeFileState(path));

        return state;
    }

    private sealed record Delivery(ConfigSet Set, int Precedence, IVerdictReceiver? Receiver);

    /// <summary>The ids that sources of lower precedence numbers have, while the files are gone through in that order.</summary>
    private sealed class Precedences(HashSet<string> hidden)
    {
        private readonly HashSet<string> _above = new(StringComparer.Ordinal);
        private readonly List<string> _own = [];
        private int _precedence = ConfigPrecedence.Agent;

        public void Enter(ProbeFileState file)
        {
            if (file.Precedence != _precedence)
            {
                _precedence = file.Precedence;
                _above.UnionWith(_own);
                _own.Clear();
            }

            _own.AddRange(file.Probes.Select(p => p.Id));
        }

        public bool Has(string id) => _precedence != ConfigPrecedence.Agent && (hidden.Contains(id) || _above.Contains(id));
    }
}
