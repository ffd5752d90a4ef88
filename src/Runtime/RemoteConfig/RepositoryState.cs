using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>What the agent has given and what became of it: the state that each request reports and each reply changes.</summary>
/// <remarks>
/// One thread takes replies and writes requests; verdicts come from any thread. An update counts whole or not at all: until
/// every file of it is checked nothing is changed, and its number is taken over only once its files were applied.
/// </remarks>
internal sealed class RepositoryState(RemoteConfigOptions options) : IVerdictReceiver
{
    // An error text is there to be read; thousands of long ones would make a request that no agent takes.
    private const int MaxErrorLength = 512;

    private readonly Lock _lock = new();
    private SortedDictionary<string, CachedFile> _files = new(StringComparer.Ordinal);
    private long _rootVersion = 1;
    private long _targetsVersion;
    private string _backendState = "";
    private string? _error;
    private bool _isWithdrawn = true;

    public long TargetsVersion => Volatile.Read(ref _targetsVersion);

    public int Count
    {
        get
        {
            lock (_lock)
                return _files.Count;
        }
    }

    /// <summary>All files, as sources deliver them.</summary>
    public ConfigSet Set
    {
        get
        {
            lock (_lock)
                return new ConfigSet([.. _files.Values.Select(static file => file.Content)], []) { IsWithdrawn = _isWithdrawn };
        }
    }

    /// <summary>Checks a reply and takes its files over. True when the files are others than before.</summary>
    /// <param name="response">The reply, which has targets.</param>
    /// <param name="products">Files of others are left out.</param>
    /// <exception cref="ConfigException">Something in it is wrong; then nothing has changed but the number of the root.</exception>
    public bool Update(ConfigResponse response, IReadOnlyList<string> products)
    {
        lock (_lock)
        {
            _rootVersion = response.RootVersion ?? _rootVersion;
            var files = Select(response, products);
            var isChanged = files.Count != _files.Count || files.Any(file => !_files.TryGetValue(file.Key, out var old) || old.Content != file.Value.Content);
            _files = files;
            _isWithdrawn = false;
            return isChanged;
        }
    }

    /// <summary>The update is in force: from now on its numbers are reported.</summary>
    public void Commit(ConfigResponse response)
    {
        lock (_lock)
        {
            Volatile.Write(ref _targetsVersion, response.TargetsVersion);
            _backendState = response.BackendState;
        }
    }

    /// <summary>Forgets every file and every number of targets, as at the beginning. True when there was an update since then, even one without files.</summary>
    public bool Clear()
    {
        lock (_lock)
        {
            var had = !_isWithdrawn;
            _isWithdrawn = true;
            _files = new SortedDictionary<string, CachedFile>(StringComparer.Ordinal);
            Volatile.Write(ref _targetsVersion, 0);
            _backendState = "";
            return had;
        }
    }

    /// <summary>Has the next request say what went wrong.</summary>
    public void SetError(string message)
    {
        lock (_lock)
            _error = Shorten(message);
    }

    /// <summary>The agent has read a request, so what it said of an error need not be said again.</summary>
    public void ForgetError()
    {
        lock (_lock)
            _error = null;
    }

    public void Take(IReadOnlyList<FileVerdict> verdicts)
    {
        lock (_lock)
        {
            foreach (var verdict in verdicts)
            {
                if (_files.TryGetValue(verdict.Path, out var file) && file.Content.Version == verdict.Version)
                    (file.State, file.Error) = (verdict.State, verdict.State == ApplyState.Error ? Shorten(verdict.Error ?? "") : null);
            }
        }
    }

    /// <summary>Writes the member <c>state</c> of a request, and returns the files that it speaks of.</summary>
    public IReadOnlyCollection<CachedFile> WriteState(JsonText json)
    {
        lock (_lock)
        {
            json.Name("state"u8);
            json.BeginObject();
            json.Name("root_version"u8);
            json.Number(_rootVersion);
            json.Name("targets_version"u8);
            json.Number(_targetsVersion);
            json.Name("has_error"u8);
            json.Boolean(_error is not null);
            ConfigRequest.WriteText(json, "error"u8, _error);
            ConfigRequest.WriteText(json, "backend_client_state"u8, _backendState);
            json.Name("config_states"u8);
            json.BeginArray();
            foreach (var file in _files.Values)
            {
                json.BeginObject();
                ConfigRequest.WriteText(json, "id"u8, file.Parsed.ConfigId);
                json.Name("version"u8);
                json.Number(file.Target.Version);
                ConfigRequest.WriteText(json, "product"u8, file.Parsed.Product);
                json.Name("apply_state"u8);
                json.Number((long)file.State);
                ConfigRequest.WriteText(json, "apply_error"u8, file.Error);
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
            return _files.Values;
        }
    }

    private SortedDictionary<string, CachedFile> Select(ConfigResponse response, IReadOnlyList<string> products)
    {
        var files = new SortedDictionary<string, CachedFile>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var path in response.Paths)
        {
            if (ConfigPath.Parse(path) is not { } parsed)
                throw new ConfigException($"'{Shorten(path)}' is not the path of a configuration file. The whole update is refused.", "path");
            if (!response.Targets!.TryGetValue(path, out var target))
                throw new ConfigException($"The file '{Shorten(path)}' is not in the signed list of targets. The whole update is refused.", "target");
            if (!products.Contains(parsed.Product))
                continue;

            var file = _files.TryGetValue(path, out var cached) && cached.IsNamedBy(target)
                ? cached.Renumbered(target)
                : CachedFile.Check(path, parsed, target, response.Files.TryGetValue(path, out var content)
                    ? content
                    : throw new ConfigException($"The file '{path}' is new here, and the reply does not hold it. The whole update is refused.", "missing"));
            files[path] = file;
            bytes += file.Content.Bytes.Length;
            if (files.Count > options.MaxFiles || bytes > options.MaxBytes)
                throw new ConfigException($"The update has more than {options.MaxFiles} files or {options.MaxBytes} bytes. It is refused whole; remove probes.", "tooMuch");
        }

        return files;
    }

    private static string Shorten(string text) => text.Length <= MaxErrorLength ? text : text[..MaxErrorLength] + "...";
}
