using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Weaver.Common;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>One file: what its last sound content asks for, and what is wrong with the present one.</summary>
internal sealed class ProbeFileState(string path)
{
    private string? _version;
    private ProbeFileResult? _sound;
    private bool _isUsed;
    private string? _unsound;

    public string Path { get; } = path;

    /// <summary>Of its source: see <see cref="ConfigPrecedence"/>.</summary>
    public int Precedence { get; set; }

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

    /// <param name="problems">What its source says is wrong with it.</param>
    public void BeginMerge(IEnumerable<string> problems)
    {
        ProbeCount = 0;
        _isUsed = false;
        Errors.Clear();
        if (_unsound is not null)
            Errors.Add(_unsound);

        Errors.AddRange(BrokenProbes.Select(e => e.ToString()));
        Errors.AddRange(problems);
        HasUnusedConfiguration = BrokenProbes.Any(e => e.IsServiceConfiguration);
    }

    public void Refuse(Probe probe, string why)
    {
        Errors.Add(why);
        HasUnusedConfiguration |= probe is ServiceConfiguration;
    }

    /// <summary>Notes that the service configuration of this file is the one in force.</summary>
    public ServiceConfiguration Use(ServiceConfiguration configuration)
    {
        _isUsed = true;
        return configuration;
    }

    public void Take(Probe probe, WantedProbes wanted)
    {
        _isUsed = true;
        ProbeCount++;
        wanted.Probes[probe.Id] = probe;
    }

    /// <summary>What became of it, for the source that it came from.</summary>
    /// <param name="file">The content that was read last.</param>
    /// <param name="isSuspended">No probe is in force now.</param>
    public FileVerdict Judge(TargetFile file, bool isSuspended) =>
        Errors.Count != 0 ? new FileVerdict(file.Path, file.Version, ApplyState.Error, string.Join(' ', Errors))
        : new FileVerdict(file.Path, file.Version, _isUsed && !isSuspended ? ApplyState.Acknowledged : ApplyState.Unacknowledged);

    private static ProbeFileResult Parse(TargetFile file)
    {
        if (file.Bytes.Length > ProbeFileReader.MaxFileBytes)
            return new ProbeFileResult([], [], [], new LanguageError($"It has {file.Bytes.Length} bytes, and the limit is {ProbeFileReader.MaxFileBytes}.", default));

        var bytes = file.Bytes.Span;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];

        // A path of the protocol holds one probe; every other file is a list.
        var text = Encoding.UTF8.GetString(bytes);
        return ConfigPath.Parse(file.Path) is { } path ? ProbeFileReader.ReadSingle(text, path.ContentType) : ProbeFileReader.Read(text);
    }
}
