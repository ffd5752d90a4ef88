using System;
using System.Linq;
using BenchmarkDotNet.Running;
using Weaver.Benchmarks.Copies;
using Weaver.Benchmarks.Paired;
using Weaver.Benchmarks.Sizes;
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
            case ["--weaving", .. var names]:
                WeavingReport.Run(names);
                return 0;
            case [WeavingTimes.Switch, var path, .. var policy]:
                WeavingTimes.RunCold(path, policy.Length == 0 ? null : policy[0]);
                return 0;
            case [PairedLaunch.Switch, var folder, var work, var turn]:
                PairedLaunch.Run(folder, Work.Named(work), int.Parse(turn, System.Globalization.CultureInfo.InvariantCulture));
                return 0;
            case [NativeCode.Switch, var folder, var copy, var work]:
                NativeCode.Exercise(folder, Enum.Parse<Copy>(copy), Work.Named(work));
                return 0;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }
}
