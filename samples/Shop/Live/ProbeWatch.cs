using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Weaver;

namespace Shop.Live;

/// <summary>Says when a probe comes, goes or changes its state, and what is wrong with a probe file.</summary>
internal sealed class ProbeWatch(LiveConsole console) : BackgroundService
{
    private readonly Dictionary<string, string> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            do
                Compare(WeaverDebugger.Status);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
    }

    private void Compare(WeaverStatus status)
    {
        var now = status.Probes.ToDictionary(probe => $"probe {probe.Id}", TextOf);
        foreach (var file in status.Files)
            now[$"file {file.Path}"] = TextOf(file, status);

        foreach (var (subject, text) in now.Where(entry => _seen.GetValueOrDefault(entry.Key) != entry.Value))
            console.Write($"{console.Bold(subject)} {text}");
        foreach (var subject in _seen.Keys.Where(subject => !now.ContainsKey(subject)))
            console.Write($"{console.Bold(subject)} is gone");

        _seen.Clear();
        foreach (var (subject, text) in now)
            _seen.Add(subject, text);
    }

    // What is wrong with a single probe stands in its own status.
    private string TextOf(ProbeFileStatus file, WeaverStatus status)
    {
        var errors = file.Errors.Except(status.Probes.Select(probe => probe.Message)).ToList();
        return errors.Count == 0 ? $"is watched, probes: {file.Probes}" : $"{console.Alert("is wrong")}: {string.Join(' ', errors)}";
    }

    private string TextOf(ProbeStatusEntry probe) => probe.Status switch
    {
        "INSTALLED" or "EMITTING" => $"is armed: {probe.Message}",
        "ERROR" or "BLOCKED" => $"{console.Alert(probe.Status)}: {probe.Message}",
        _ => $"{probe.Status}: {probe.Message}",
    };
}
