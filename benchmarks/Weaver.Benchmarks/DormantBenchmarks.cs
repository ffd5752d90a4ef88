using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Weaver.Benchmarks.Copies;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks;

/// <summary>Every work in every copy with all gates shut, in one process. The ratio is to the unwoven copy of the same work.</summary>
[Config(typeof(InOneProcess))]
public class DormantBenchmarks
{
    private static readonly Lazy<TemporaryFolder> s_folder = new(static () =>
    {
        var folder = new TemporaryFolder();
        CopyFolder.Fill(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private static readonly Dictionary<Work, Func<int>[]> s_loaded = [];

    private Func<int> _unwoven = null!;
    private Func<int> _control = null!;
    private Func<int> _balanced = null!;
    private Func<int> _exhaustive = null!;
    private Func<int> _annotated = null!;

    [ParamsSource(nameof(Works))]
    public Work Work { get; set; } = null!;

    public static IEnumerable<Work> Works => Work.All;

    [GlobalSetup]
    public void Load()
    {
        // Called before each of the five; they all use the code that was loaded and compiled for the first.
        if (!s_loaded.TryGetValue(Work, out var works))
        {
            works = Enum.GetValues<Copy>().Select(copy => new CopyContext(s_folder.Value, copy).Bind(Work)).ToArray();
            WarmUp.Run(works);
            s_loaded.Add(Work, works);
        }

        (_unwoven, _control, _balanced, _exhaustive, _annotated) = (works[0], works[1], works[2], works[3], works[4]);
    }

    [Benchmark(Baseline = true)]
    public int Unwoven() => _unwoven();

    [Benchmark]
    public int Control() => _control();

    [Benchmark]
    public int Balanced() => _balanced();

    [Benchmark]
    public int Exhaustive() => _exhaustive();

    [Benchmark]
    public int Annotated() => _annotated();

    // Copies of one assembly identity live side by side in load contexts, which a generated project could not set up.
    private sealed class InOneProcess : ManualConfig
    {
        public InOneProcess() =>
            AddJob(Job.Default
                .WithToolchain(InProcessNoEmitToolchain.Instance)
                .WithWarmupCount(3)
                .WithIterationCount(15)
                .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(100)));
    }
}
