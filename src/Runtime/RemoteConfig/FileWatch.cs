using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>Events of the file system for some folders, as far as they exist: a hint that a look is worth while.</summary>
/// <remarks><see cref="Refresh"/> is for one thread; the events come from any.</remarks>
internal sealed class FileWatch : IDisposable
{
    private readonly Dictionary<string, FileSystemWatcher?> _watchers;
    private readonly ILookup<string, string> _names;
    private readonly HashSet<string> _unwatchable = new(StringComparer.Ordinal);
    private readonly Action _wake;
    private readonly Counter _failures;
    private volatile bool _disposed;
    private int _hinted;

    public FileWatch(IReadOnlyList<FilePattern> patterns, Action wake, Counters counters)
    {
        _wake = wake;
        _failures = counters.Get("config.watchFailed{source:file}");
        _names = patterns.ToLookup(static pattern => pattern.Folder, static pattern => pattern.FileName, StringComparer.Ordinal);
        _watchers = patterns.Select(static pattern => pattern.Folder).Distinct().ToDictionary(static folder => folder, static _ => (FileSystemWatcher?)null, StringComparer.Ordinal);
    }

    /// <summary>Begins to watch folders that have appeared, forgets those that have gone. True when something happened since the last call.</summary>
    public bool Refresh()
    {
        foreach (var (folder, watcher) in _watchers.ToList())
        {
            var exists = Directory.Exists(folder);
            if (!exists)
                _unwatchable.Remove(folder);
            if (exists == watcher is not null || _unwatchable.Contains(folder) || _disposed)
                continue;

            watcher?.Dispose();
            _watchers[folder] = exists ? TryWatch(folder) : null;
        }

        return Interlocked.Exchange(ref _hinted, 0) != 0;
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var watcher in _watchers.Values)
            watcher?.Dispose();
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            // The folder is often the program's own, where anything may be written at any rate.
            foreach (var name in _names[folder])
                watcher.Filters.Add(name);
            watcher.Changed += (_, _) => Hint();
            watcher.Created += (_, _) => Hint();
            watcher.Deleted += (_, _) => Hint();
            watcher.Renamed += (_, _) => Hint();
            watcher.Error += (_, _) => Hint();
            watcher.EnableRaisingEvents = true;
            Hint();
            return watcher;
        }
        catch (Exception exception)
        {
            // No more handles of this kind, most often. The poll finds changes too, only later.
            watcher?.Dispose();
            _unwatchable.Add(folder);
            _failures.Increment();
            SelfLog.Once(_failures.Name, $"The folder '{folder}' cannot be watched; its files are polled instead.", exception);
            return null;
        }
    }

    private void Hint()
    {
        Volatile.Write(ref _hinted, 1);
        _wake();
    }
}
