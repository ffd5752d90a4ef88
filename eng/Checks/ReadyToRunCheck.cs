using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weaver.Tests.Support;

namespace Weaver.Checks;

/// <summary>
/// Crossgen, a second compiler: it refuses no method of the woven file that it compiles unwoven. What has to wait for the
/// program to run is counted by reason: twins, and instantiations that were inlined before there was a gate.
/// </summary>
internal static partial class ReadyToRunCheck
{
    private static readonly string[] s_later = ["requires runtime JIT", "it always throws an exception", "Failed to load assembly"];

    public static async Task<IReadOnlyList<string>> RunAsync(Subject subject)
    {
        var (compiled, before) = await CompileAsync(subject, subject.Original);
        var (compiledWoven, after) = await CompileAsync(subject, subject.Woven);
        var added = after.Where(m => !before.ContainsKey(m.Key)).ToList();
        var later = added.Where(m => s_later.Any(l => m.Value.Contains(l, StringComparison.Ordinal))).ToList();
        Console.WriteLine($"{subject.Name}: {compiled} methods compiled and {before.Count} passed over, woven {compiledWoven} and {after.Count}; {added.Count - later.Count} refused that were not, {later.Count} more left to the JIT");
        foreach (var reason in later.GroupBy(m => (m.Value, Twin: m.Key.Contains(">g__Probed|", StringComparison.Ordinal))))
            Console.WriteLine($"    {reason.Count()} {(reason.Key.Twin ? "twins" : "others")}: {reason.Key.Value}");

        return [.. added.Except(later).Select(m => m.Key + ": " + m.Value)];
    }

    private static async Task<(int Compiled, Dictionary<string, string> PassedOver)> CompileAsync(Subject subject, string path)
    {
        var crossgen = typeof(ReadyToRunCheck).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Crossgen").Value!;
        var output = Path.Combine(Path.GetDirectoryName(subject.Woven)!, "compiled-" + Path.GetFileName(path));
        string[] arguments = [path, "-o", output, "--targetos", "linux", "--targetarch", "x64", "-O", "--verbose", .. subject.References.SelectMany(r => new[] { "-r", r })];
        var outcome = await ChildProcess.RunAsync(crossgen, arguments, Path.GetDirectoryName(output)!, TimeSpan.FromMinutes(20));
        if (outcome.ExitCode != 0)
            throw new InvalidOperationException($"crossgen2 ended with {outcome.ExitCode} on '{path}': {outcome.Output}");

        var passedOver = outcome.Lines.Select(l => NotCompiled().Match(l)).Where(m => m.Success).DistinctBy(m => m.Groups[1].Value).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        return (outcome.Lines.Count(l => l.StartsWith("Compiling", StringComparison.Ordinal)), passedOver);
    }

    [GeneratedRegex("Method `(.*?)` was not compiled because:? ?(.*)")]
    private static partial Regex NotCompiled();
}
