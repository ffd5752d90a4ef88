using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Weaver.Hooks;

namespace Weaver.Explore.Hook;

/// <summary>What one process counted. Written once, at its end.</summary>
internal sealed class Counts
{
    // Enough to see what is wrong; the number of all is kept beside them.
    private const int MostTexts = 50;

    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _log = [];
    private readonly List<(string Name, int Gates, int Open)> _modules = [];
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);

    public int Probes { get; set; }
    public long ArmingMs { get; set; }
    public long Hits { get; set; }
    public long Captured { get; set; }
    public long Events { get; set; }
    public int Compiled { get; set; }
    public int PassedOver { get; set; }
    public int UnloadableTypes { get; set; }

    /// <summary>Methods that the JIT refuses.</summary>
    public List<string> Invalid { get; } = [];

    public void AddError(string text)
    {
        lock (_lock)
            _errors.Add(text);
    }

    public void AddLog(string line)
    {
        lock (_lock)
            _log.Add(line);
    }

    public void AddModule(string name, int gates, int open)
    {
        lock (_lock)
            _modules.Add((name, gates, open));
    }

    public void AddDropped(string reason, long number)
    {
        lock (_lock)
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + number;
    }

    public void Write(string folder)
    {
        var path = Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".json");
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        lock (_lock)
            Write(json);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("probes", Probes);
        json.WriteNumber("armingMs", ArmingMs);
        json.WriteNumber("hits", Hits);
        json.WriteNumber("captured", Captured);
        json.WriteNumber("events", Events);
        json.WriteNumber("hookFailed", HookCounters.HookFailed);
        json.WriteNumber("reentrant", HookCounters.Reentrant);
        json.WriteNumber("stackRefused", HookCounters.StackRefused);
        json.WriteNumber("compiled", Compiled);
        json.WriteNumber("passedOver", PassedOver);
        json.WriteNumber("unloadableTypes", UnloadableTypes);
        json.WriteStartObject("dropped");
        foreach (var (reason, number) in _dropped)
            json.WriteNumber(reason, number);

        json.WriteEndObject();
        json.WriteStartArray("modules");
        foreach (var (name, gates, open) in _modules)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("gates", gates);
            json.WriteNumber("open", open);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "invalid", Invalid);
        WriteTexts(json, "errors", _errors);
        WriteTexts(json, "log", _log);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, List<string> texts)
    {
        json.WriteNumber(name + "Count", texts.Count);
        json.WriteStartArray(name);
        foreach (var text in texts.Take(MostTexts))
            json.WriteStringValue(text);

        json.WriteEndArray();
    }
}
