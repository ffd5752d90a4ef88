using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Weaver.Conformance.Tests.Running;

namespace Weaver.Conformance.Tests;

/// <summary>The files of vectors: those beside the tests, or those of the folder that <c>WEAVER_VECTORS</c> names.</summary>
internal static class VectorFiles
{
    private static readonly ConcurrentDictionary<string, VectorReport> s_reports = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<VectorReport> s_finished = new();

    /// <summary>The reports of the files that were run, in their order.</summary>
    public static IEnumerable<VectorReport> Finished => s_finished;

    /// <summary>Runs every case of a file, once in the life of the process.</summary>
    public static VectorReport Run(string name) => s_reports.GetOrAdd(name, static name =>
    {
        var report = CaseLoop.Run(name, Read(name), RunnerFor(name));
        s_finished.Enqueue(report);
        return report;
    });

    private static List<VectorCase> Read(string name)
    {
        var folder = Environment.GetEnvironmentVariable("WEAVER_VECTORS") is { Length: > 0 } given
            ? given
            : Path.Combine(AppContext.BaseDirectory, "vectors");
        using var file = File.OpenRead(Path.Combine(folder, name + ".json"));
        return [.. JsonDocument.Parse(file).RootElement.EnumerateArray().Select(c => new VectorCase(c))];
    }

    public static ICaseRunner RunnerFor(string name) => name switch
    {
        "expressions" => new ExpressionsRunner(),
        "redaction" => new RedactionRunner(),
        "encoding" => new EncodingRunner(),
        "probes" => new ProbesRunner(),
        "ratelimit" => new RateLimitRunner(),
        _ => throw new ArgumentException("There is no runner for '" + name + "'.", nameof(name)),
    };
}
