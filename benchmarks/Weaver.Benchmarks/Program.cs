using System;
using System.Linq;
using BenchmarkDotNet.Running;
using Weaver.Benchmarks.Armed;
using Weaver.Benchmarks.Copies;
using Weaver.Benchmarks.Memory;
using Weaver.Benchmarks.Paired;
using Weaver.Benchmarks.Recursion;
using Weaver.Benchmarks.Sizes;
using Weaver.Benchmarks.Slowdown;
using Weaver.Benchmarks.Weaving;

namespace Weaver.Benchmarks;

internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["--paired", .. var names]:
                PairedRun.Run(names.Length == 0 ? Work.All.Select(static work => work.Name).ToArray() : names);
                return 0;
            case ["--sizes"]:
                SizeReport.Run();
                return 0;
            case ["--slowdown", .. var names]:
                return SlowdownRun.Run([RuleCandidate.Chosen], LibrariesAmong(names), pairs: 12);
            case ["--rules", .. var names]:
                RuleRun.Run(RuleCandidate.All, LibrariesAmong(names));
                return 0;
            case [SlowdownLaunch.Switch, var folder, var work]:
                SlowdownLaunch.Run(folder, Work.Named(work));
                return 0;
            case ["--armed", .. var names]:
                ArmedReport.Run(names);
                return 0;
            case ["--memory"]:
                MemoryReport.Run();
                return 0;
            case [MemoryLaunch.Switch, var path, var calls]:
                MemoryLaunch.Run(path, bool.Parse(calls));
                return 0;
            case ["--recursion"]:
                RecursionReport.Run();
                return 0;
            case [RecursionReport.Switch, var code]:
                RecursionReport.Measure(code);
                return 0;
            case ["--weaving", .. var names]:
                WeavingReport.Run(names);
                return 0;
            case [WeavingTimes.Switch, var path, .. var policy]:
                WeavingTimes.RunCold(path, policy.Length == 0 ? null : policy[0]);
                return 0;
            case [PairedLaunch.Switch, var folder, var work, var turn, .. var copies]:
                PairedLaunch.Run(folder, Work.Named(work), Number(turn), copies);
                return 0;
            case [NativeCode.Switch, var folder, var copy, var work]:
                NativeCode.Exercise(folder, Enum.Parse<Copy>(copy), Work.Named(work));
                return 0;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }

    private static Work[] LibrariesAmong(string[] names) =>
        names.Length == 0 ? Work.All.Where(static work => work.IsLibrary).ToArray() : names.Select(Work.Named).ToArray();

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
