using System;
using System.IO;
using System.Linq;
using Weaver.Benchmarks.Copies;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Sizes;

/// <summary>Prints how weaving grows the files, the IL and the machine code, for each policy.</summary>
internal static class SizeReport
{
    private static readonly Copy[] s_policies = [Copy.Balanced, Copy.Exhaustive, Copy.Annotated];

    public static void Run()
    {
        using var folder = new TemporaryFolder();
        var results = CopyFolder.Fill(folder);

        Console.WriteLine("| assembly | policy | gated | of | file, KiB | woven, KiB | file | IL | IL bytes a gate |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var name in CopyFolder.Assemblies)
        {
            foreach (var policy in s_policies)
            {
                var (original, woven) = (CopyFolder.PathOf(folder, Copy.Unwoven, name), CopyFolder.PathOf(folder, policy, name));
                var result = results[(policy, name)];
                var il = IlGrowth.Between(original, woven);
                var (before, after) = (new FileInfo(original).Length / 1024.0, new FileInfo(woven).Length / 1024.0);
                var growth = (double)(il.OriginalBytes + il.GateBytes + il.AddedBytes) / il.OriginalBytes;
                var gate = il.Gates == 0 ? "-" : FormattableString.Invariant($"{(double)il.GateBytes / il.Gates:0.0}");
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {policy} | {result.Woven} | {result.Methods} | {before:0} | {after:0} | {after / before:0.00}x | {growth:0.00}x | {gate} |"));
            }
        }

        Console.WriteLine();
        Console.WriteLine($"| work | unwoven, bytes of machine code | {string.Join(" | ", s_policies)} |");
        Console.WriteLine($"|---|---|{string.Concat(s_policies.Select(static _ => "---|"))}");
        foreach (var work in Work.All)
        {
            var unwoven = NativeCode.Measure(folder, Copy.Unwoven, work);
            var cells = s_policies.Select(policy => NativeCode.Measure(folder, policy, work))
                .Select(code => FormattableString.Invariant($"{code.Bytes} in {code.Methods} ({(double)code.Bytes / unwoven.Bytes:0.00}x)"));
            Console.WriteLine($"| {work.Name} | {unwoven.Bytes} in {unwoven.Methods} | {string.Join(" | ", cells)} |");
        }
    }
}
