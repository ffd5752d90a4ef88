using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Memory;

/// <summary>One process that loads an assembly of many methods, calls each once if it shall, and prints the bytes that it holds then.</summary>
internal static class MemoryLaunch
{
    public const string Switch = "--memory-launch";

    public static void Run(string path, bool calls)
    {
        var assembly = Assembly.LoadFrom(path);
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        foreach (var type in assembly.GetTypes().Where(static type => type.Namespace == "Many"))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            if (calls)
                type.GetMethod(ManyMethods.CallAll)!.CreateDelegate<Func<int>>()();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Console.WriteLine(Held().ToString(CultureInfo.InvariantCulture));
    }

    // Everything in memory that is this process's alone or that it has mapped and touched, native code and tables included.
    private static long Held()
    {
        const string Rollup = "/proc/self/smaps_rollup";
        if (!File.Exists(Rollup))
            return Environment.WorkingSet;

        return 1024 * File.ReadLines(Rollup)
            .Where(static line => line.StartsWith("Private_", StringComparison.Ordinal))
            .Sum(static line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
    }
}
