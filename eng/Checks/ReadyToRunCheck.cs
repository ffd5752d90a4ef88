using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weaver.Tests.Support;

namespace Weaver.Checks;

/// <summary>Crossgen, a second compiler: it passes over no method of the woven file that it compiles unwoven.</summary>
internal static partial class ReadyToRunCheck
{
    public static async Task<IReadOnlyList<string>> RunAsync(Subject subject)
    {
        var (compiled, before) = await CompileAsync(subject, subject.Original);
        var (compiledWoven, after) = await CompileAsync(subject, subject.Woven);
        IReadOnlyList<string> problems = [.. after.Except(before)];
        Console.WriteLine($"{subject.Name}: {compiled} methods compiled and {before.Count} passed over, woven {compiledWoven} and {after.Count}, {problems.Count} of them new");
        return compiledWoven < compiled + subject.Result.Woven - before.Count ? [.. problems, $"only {compiledWoven} methods were compiled, twins among them"] : problems;
    }

    private static async Task<(int Compiled, HashSet<string> PassedOver)> CompileAsync(Subject subject, string path)
    {
        var crossgen = typeof(ReadyToRunCheck).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Crossgen").Value!;
        var output = Path.Combine(Path.GetDirectoryName(subject.Woven)!, "compiled-" + Path.GetFileName(path));
        string[] arguments = [path, "-o", output, "--targetos", "linux", "--targetarch", "x64", "-O", "--verbose", .. subject.References.SelectMany(r => new[] { "-r", r })];
        var outcome = await ChildProcess.RunAsync(crossgen, arguments, Path.GetDirectoryName(output)!, TimeSpan.FromMinutes(20));
        if (outcome.ExitCode != 0)
            throw new InvalidOperationException($"crossgen2 ended with {outcome.ExitCode} on '{path}': {outcome.Output}");

        var passedOver = outcome.Lines.Select(l => NotCompiled().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();
        return (outcome.Lines.Count(l => l.StartsWith("Compiling", StringComparison.Ordinal)), passedOver);
    }

    [GeneratedRegex("Method `(.*)` was not compiled because")]
    private static partial Regex NotCompiled();
}
