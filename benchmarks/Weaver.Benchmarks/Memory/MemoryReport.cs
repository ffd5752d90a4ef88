using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Weaving;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Memory;

/// <summary>Prints what a method with a shut gate takes in memory more than the same method without one.</summary>
internal static class MemoryReport
{
    private const int Methods = 20_000;
    private const int Launches = 5;

    public static void Run()
    {
        using var folder = new TemporaryFolder();
        var original = ManyMethods.ToAssembly(Path.Combine(folder, "unwoven"), "Many", Methods);
        var woven = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "woven")).FullName, "Many.dll");
        var result = WeavingEngine.Weave(original, woven, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, WeavingSubject.References);

        Console.WriteLine($"{Methods} methods of 20 bytes of IL, {result.Woven} gates; median of {Launches} processes each.");
        Console.WriteLine();
        Console.WriteLine("| state | unwoven, MB | woven, MB | bytes a method more |");
        Console.WriteLine("|---|---|---|---|");
        Row("loaded, never called", original, woven, calls: false, optimized: false);
        Row("called once, first code", original, woven, calls: true, optimized: false);
        Row("called once, optimized code", original, woven, calls: true, optimized: true);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"On disk: {new FileInfo(original).Length / 1e6:0.0} MB unwoven, {new FileInfo(woven).Length / 1e6:0.0} MB woven, {(double)(new FileInfo(woven).Length - new FileInfo(original).Length) / Methods:0} bytes a method."));
    }

    private static void Row(string state, string original, string woven, bool calls, bool optimized)
    {
        var (before, after) = (Held(original, calls, optimized), Held(woven, calls, optimized));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {state} | {before / 1e6:0.0} | {after / 1e6:0.0} | {(after - before) / Methods:0} |"));
    }

    private static double Held(string path, bool calls, bool optimized) =>
        Enumerable.Range(0, Launches)
            .Select(_ => double.Parse(OwnProcess.Run([MemoryLaunch.Switch, path, calls.ToString()], ("DOTNET_TieredCompilation", optimized ? "0" : "1")), CultureInfo.InvariantCulture))
            .Order().ElementAt(Launches / 2);
}
