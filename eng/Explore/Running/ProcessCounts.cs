using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Weaver.Explore.Running;

/// <summary>What the startup hook counted in a run: the sum over its processes.</summary>
internal sealed record ProcessCounts
{
    /// <summary>Processes that ended in an orderly way and left their counters.</summary>
    public int Processes { get; init; }

    public long Probes { get; init; }

    /// <summary>Time that arming took, on the threads that loaded the assemblies.</summary>
    public long ArmingMs { get; init; }

    public long Hits { get; init; }
    public long Captured { get; init; }
    public long Events { get; init; }
    public long HookFailed { get; init; }
    public long Reentrant { get; init; }
    public long StackRefused { get; init; }
    public long Compiled { get; init; }
    public long PassedOver { get; init; }
    public long UnloadableTypes { get; init; }
    public long Gates { get; init; }
    public long OpenGates { get; init; }
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Names of the woven assemblies that were loaded.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Methods that the JIT refuses, the first ones; <see cref="InvalidCount"/> is the number of all.</summary>
    public IReadOnlyList<string> Invalid { get; init; } = [];

    public long InvalidCount { get; init; }

    /// <summary>What failed in the hook or in arming, the first ones.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    public long ErrorCount { get; init; }

    /// <summary>Lines of Weaver's own log.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    public static ProcessCounts Read(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile).ToList();
        return new ProcessCounts
        {
            Processes = all.Count,
            Probes = Sum(all, "probes"),
            ArmingMs = Sum(all, "armingMs"),
            Hits = Sum(all, "hits"),
            Captured = Sum(all, "captured"),
            Events = Sum(all, "events"),
            HookFailed = Sum(all, "hookFailed"),
            Reentrant = Sum(all, "reentrant"),
            StackRefused = Sum(all, "stackRefused"),
            Compiled = Sum(all, "compiled"),
            PassedOver = Sum(all, "passedOver"),
            UnloadableTypes = Sum(all, "unloadableTypes"),
            Gates = all.SelectMany(ModulesOf).Sum(m => m.GetProperty("gates").GetInt64()),
            OpenGates = all.SelectMany(ModulesOf).Sum(m => m.GetProperty("open").GetInt64()),
            Dropped = new SortedDictionary<string, long>(
                all.SelectMany(c => c.GetProperty("dropped").EnumerateObject()).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.Sum(p => p.Value.GetInt64())),
                StringComparer.Ordinal),
            Modules = [.. all.SelectMany(ModulesOf).Select(m => m.GetProperty("name").GetString()!).Distinct().Order(StringComparer.Ordinal)],
            Invalid = Texts(all, "invalid"),
            InvalidCount = Sum(all, "invalidCount"),
            Errors = Texts(all, "errors"),
            ErrorCount = Sum(all, "errorsCount"),
            Log = Texts(all, "log"),
        };
    }

    private static IEnumerable<JsonElement> ModulesOf(JsonElement counts) => counts.GetProperty("modules").EnumerateArray();

    private static JsonElement ReadFile(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static long Sum(IEnumerable<JsonElement> all, string name) => all.Sum(c => c.GetProperty(name).GetInt64());

    private static List<string> Texts(IEnumerable<JsonElement> all, string name)
        => [.. all.SelectMany(c => c.GetProperty(name).EnumerateArray()).Select(t => t.GetString()!).Distinct(StringComparer.Ordinal)];
}
