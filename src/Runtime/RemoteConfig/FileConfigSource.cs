using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>Configuration from files: named ones, or all of a folder whose names match a pattern such as <c>*.probes.json</c>.</summary>
/// <remarks>
/// Events of the file system make a change seen at once; a look at times and lengths every quarter of a second finds it where
/// there are no events. Neither a file nor its folder needs to exist at the start. Deliveries come from the thread that
/// starts the source (the first) and then from one background thread.
/// </remarks>
internal sealed class FileConfigSource : IConfigSource
{
    /// <summary>The name of this source.</summary>
    public const string SourceName = "file";

    private readonly FileConfigOptions _options;
    private readonly TimeProvider _time;
    private readonly FilePattern[] _patterns;
    private readonly FileWatch _watch;
    private readonly BackgroundLoop _loop;
    private readonly ITimer _soon;
    private readonly Counter _problems;
    private readonly ConfigDelivery _delivery;
    private readonly Troubles _troubles;
    private readonly SortedDictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);
    private ConfigProblem? _tooMany;

    /// <param name="patterns">Paths of files; the last segment may have <c>*</c> and <c>?</c>. Relative ones start at the working directory.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="counters">Gets <c>config.problems{source:file}</c> and <c>config.failed{source:file}</c>.</param>
    /// <param name="time">The clock of the poll.</param>
    public FileConfigSource(IReadOnlyList<string> patterns, FileConfigOptions options, Counters counters, TimeProvider time)
    {
        _options = options;
        _time = time;
        _patterns = [.. patterns.Select(static pattern => new FilePattern(pattern))];
        _problems = counters.Get("config.problems{source:file}");
        _delivery = new ConfigDelivery(SourceName, counters, time);
        _troubles = counters.Troubles;
        _loop = new BackgroundLoop("Weaver probe files", options.PollInterval, turn => Look(turn.IsLast), time, counters);
        _soon = time.CreateTimer(_ => _loop.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch = new FileWatch(_patterns, _loop.Wake, counters);
    }

    public string Name => SourceName;

    public int Precedence => ConfigPrecedence.File;

    public void Start(Action<ConfigSet> deliver)
    {
        _delivery.Start(deliver);
        // Before the thread exists, so that probes are armed when the program's first line runs.
        Look(isLast: false);
        _loop.Start();
    }

    public bool Stop(TimeSpan deadline)
    {
        var ended = _loop.Stop(deadline);
        _watch.Dispose();
        _soon.Dispose();
        return ended;
    }

    public void Dispose() => Stop(TimeSpan.Zero);

    private void Look(bool isLast)
    {
        if (isLast)
            return;

        var force = _watch.Refresh();
        var changed = FindFiles();
        foreach (var file in _files.Values)
        {
            var problem = file.Problem;
            changed |= file.Refresh(force);
            if (file.Problem is not null && file.Problem != problem)
                _problems.Increment();
        }

        if (changed)
            _delivery.Demand();
        if (_delivery.IsDue)
            Deliver();
        if (_files.Values.Any(static file => file.IsUndecided))
            _soon.Change(_options.Patience, Timeout.InfiniteTimeSpan);

        foreach (var gone in _files.Values.Where(static file => file.Current is null && file.Problem is null && !File.Exists(file.Path)).ToList())
            _files.Remove(gone.Path);
    }

    private bool FindFiles()
    {
        var leftOut = 0;
        foreach (var path in _patterns.SelectMany(static pattern => pattern.Find()))
        {
            if (_files.ContainsKey(path))
                continue;
            if (_files.Count < _options.MaxFiles)
                _files.Add(path, new WatchedFile(path, _options, _time));
            else
                leftOut++;
        }

        var before = _tooMany;
        _tooMany = leftOut == 0 ? null : new ConfigProblem(_patterns[0].Text, $"{leftOut} more files match '{_patterns[0].Text}' than the limit of {_options.MaxFiles}; they are not read. Put the probes into fewer files.");
        if (_tooMany is not null && _tooMany != before)
            _problems.Increment();
        return _tooMany != before;
    }

    private void Deliver()
    {
        if (_delivery.Try(Hold))
            _troubles.End(TroubleKind.Source, SourceName, "The configuration from the probe files is applied again.");
        else
            _troubles.Begin(TroubleKind.Source, SourceName, "The configuration from the probe files could not be applied; it is tried again.", _delivery.Trouble!);
    }

    private ConfigSet Hold()
    {
        var files = _files.Values.Select(static file => file.Current).OfType<TargetFile>().ToList();
        var problems = _files.Values.Select(static file => file.Problem).OfType<ConfigProblem>().ToList();
        if (_tooMany is not null)
            problems.Add(_tooMany);

        return new ConfigSet(files, problems);
    }
}
