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
/// Turns what the configuration sources deliver into changes of probes, and keeps for each file how that went. Where a file
/// of this machine and a remote source have a probe of one id, the remote one counts, and its removal hides the file's too.
/// </summary>
/// <remarks>Sources deliver from their own threads, one delivery at a time each; a lock puts them in a row.</remarks>
/// <param name="registry">Takes the changes.</param>
/// <param name="settings">Environment and version.</param>
/// <param name="counters">For what is left out.</param>
/// <param name="configure">Takes the service configuration when it changes; null when there is none any more.</param>
internal sealed class ProbeRemoteConfigAdapter(ProbeRegistry registry, Settings settings, Counters counters, Action<ServiceConfiguration?> configure)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ConfigSet> _sets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FileState> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _remoteIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hiddenIds = new(StringComparer.Ordinal);
    private volatile ProbeFileStatus[] _status = [];
    private WantedProbes _current = WantedProbes.None;
    private ServiceConfiguration? _configuration;

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<ProbeFileStatus> Files => _status;

    /// <summary>Takes over everything that the source named <paramref name="source"/> holds now.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="set">All that it holds.</param>
    /// <param name="settles">False for callers that hold a lock: they have the registry settle when they do not any more.</param>
    public void Deliver(string source, ConfigSet set, bool settles = true)
    {
        lock (_lock)
        {
            _sets[source] = set;
            ReadFiles();
            var wanted = Merge(out var configuration);
            Configure(configuration);
            registry.Apply(ProbeChanges.Between(_current, wanted));
            _current = wanted;
            _status = [.. _files.Values.Select(f => new ProbeFileStatus(f.Path, f.ProbeCount, [.. f.Errors]))];
        }

        if (settles)
            registry.Settle();
    }

    private void ReadFiles()
    {
        var gone = new HashSet<string>(_files.Keys, StringComparer.Ordinal);
        foreach (var (source, set) in _sets)
        {
            foreach (var file in set.Files)
            {
                gone.Remove(file.Path);
                var state = StateOf(file.Path);
                state.IsLocal = source == FileConfigSource.SourceName;
                state.Read(file, counters);
            }

            foreach (var problem in set.Problems)
            {
                gone.Remove(problem.Path);
                StateOf(problem.Path);
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

        _configuration = configuration;
        configure(configuration);
    }

    private WantedProbes Merge(out ServiceConfiguration? configuration)
    {
        configuration = null;
        var wanted = new WantedProbes();
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var counts = new Dictionary<ProbeType, int>();
        HideRemoved();
        foreach (var file in _files.Values.OrderBy(f => f.IsLocal))
        {
            file.BeginMerge();
            foreach (var problem in _sets.Values.SelectMany(s => s.Problems).Where(p => p.Path == file.Path))
                file.Errors.Add(problem.Message);

            foreach (var probe in file.Probes)
            {
                if (!IsMeantForUs(probe))
                    counters.Increment("probes.skipped{reason:target}");
                else if (file.IsLocal && (_hiddenIds.Contains(probe.Id) || _remoteIds.Contains(probe.Id)))
                    counters.Increment("probes.skipped{reason:remote}");
                else if (probe is ServiceConfiguration other && configuration is not null)
                    file.Errors.Add($"The service configuration '{other.Id}' has no effect, because '{configuration.Id}' is in force. Keep one of them.");
                else if (!IsWithinLimit(probe, counts))
                    file.Errors.Add($"The probe '{probe.Id}' is not installed, because the configuration allows {settings.MaxProbesPerType} probes of its type. Remove another one, or raise DD_INTERNAL_DYNAMIC_INSTRUMENTATION_MAX_PROBES_PER_TYPE.");
                else if (!owners.TryAdd(probe.Id, file.Path))
                    file.Refuse(probe, $"The id '{probe.Id}' is already used in '{owners[probe.Id]}'; that probe is installed. Give each probe an id of its own.");
                else if (probe is ServiceConfiguration only)
                    configuration = only;
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

    // What a remote source had and has no more is not wanted, wherever else it stands.
    private void HideRemoved()
    {
        var ids = _files.Values.Where(f => !f.IsLocal).SelectMany(f => f.Probes.Select(p => p.Id)).ToHashSet(StringComparer.Ordinal);
        _hiddenIds.UnionWith(_remoteIds);
        _hiddenIds.ExceptWith(ids);
        _remoteIds.Clear();
        _remoteIds.UnionWith(ids);
    }

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

    private FileState StateOf(string path)
    {
        if (!_files.TryGetValue(path, out var state))
            _files.Add(path, state = new FileState(path));

        return state;
    }

    /// <summary>One file: what its last sound content asks for, and what is wrong with the present one.</summary>
    private sealed class FileState(string path)
    {
        private string? _version;
        private ProbeFileResult? _sound;
        private string? _unsound;

        public string Path { get; } = path;

        /// <summary>The file stands on this machine; no remote source has it.</summary>
        public bool IsLocal { get; set; }

        public int ProbeCount { get; private set; }

        public List<string> Errors { get; } = [];

        /// <summary>A service configuration stands in it that cannot be used as it is.</summary>
        public bool HasUnusedConfiguration { get; private set; }

        public IReadOnlyList<Probe> Probes => _sound?.Probes ?? [];

        public IReadOnlyList<ProbeError> BrokenProbes => _sound?.Errors ?? [];

        public void Read(TargetFile file, Counters counters)
        {
            if (file.Version == _version)
                return;

            _version = file.Version;
            var result = Parse(file);
            if (result.FileError is null)
            {
                (_sound, _unsound) = (result, null);
                return;
            }

            // Nothing is known of what its author wants, so what worked goes on working.
            counters.Increment("config.malformed");
            _unsound = $"The file '{Path}' cannot be used: {result.FileError}{(_sound is null ? "" : " Its former probes stay in force until it is mended.")}";
        }

        public void BeginMerge()
        {
            ProbeCount = 0;
            Errors.Clear();
            if (_unsound is not null)
                Errors.Add(_unsound);

            Errors.AddRange(BrokenProbes.Select(e => e.ToString()));
            HasUnusedConfiguration = BrokenProbes.Any(e => e.IsServiceConfiguration);
        }

        public void Refuse(Probe probe, string why)
        {
            Errors.Add(why);
            HasUnusedConfiguration |= probe is ServiceConfiguration;
        }

        public void Take(Probe probe, WantedProbes wanted)
        {
            ProbeCount++;
            wanted.Probes[probe.Id] = probe;
        }

        private static ProbeFileResult Parse(TargetFile file)
        {
            if (file.Bytes.Length > ProbeFileReader.MaxFileBytes)
                return new ProbeFileResult([], [], [], new LanguageError($"It has {file.Bytes.Length} bytes, and the limit is {ProbeFileReader.MaxFileBytes}.", default));

            var bytes = file.Bytes.Span;
            if (bytes.StartsWith(Encoding.UTF8.Preamble))
                bytes = bytes[Encoding.UTF8.Preamble.Length..];

            return ProbeFileReader.Read(Encoding.UTF8.GetString(bytes));
        }
    }
}
