using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using SharpFuzz;
using Weaver.Fuzz;
using Weaver.Tests.Support;
using Weaver.Tests.Support.Fuzzing;

// Weaver.Fuzz [--inputs N] [--seed S] [--out FOLDER] [--keep] [target...]
var options = new Dictionary<string, string>();
var targets = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] is "--keep" or "--child")
        options[args[i]] = "";
    else if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
        options[args[i]] = args[++i];
    else
        targets.Add(args[i]);
}

var inputs = long.Parse(options.GetValueOrDefault("--inputs") ?? "1000000", CultureInfo.InvariantCulture);
var seed = int.Parse(options.GetValueOrDefault("--seed") ?? "1", CultureInfo.InvariantCulture);
var folder = Path.GetFullPath(options.GetValueOrDefault("--out") ?? RepositoryFiles.PathOf("artifacts/fuzz"));
if (options.ContainsKey("--child"))
{
    // Before anything of the runtime, which counts from its first line on.
    var coverage = new Coverage();
    return new FuzzRun(coverage, FuzzTargets.All.Single(t => t.Name == targets[0]), inputs, seed, folder).Run();
}

var unknown = targets.Except(FuzzTargets.All.Select(t => t.Name)).ToList();
if (unknown.Count != 0)
{
    Console.Error.WriteLine($"There is no target '{unknown[0]}'. Known are {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}.");
    return 2;
}

Directory.CreateDirectory(folder);
var program = Path.Combine(folder, "program");
Instrument(program);
Console.WriteLine("| target | inputs | seconds | kept | branches | finds |\n|---|---|---|---|---|---|");
var isSound = true;
foreach (var target in FuzzTargets.All.Where(t => targets.Count == 0 || targets.Contains(t.Name)))
{
    using var child = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(program, "Weaver.Fuzz.dll"), "--child", "--inputs", inputs.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", folder, target.Name]))!;
    child.WaitForExit();
    if (child.ExitCode is not (0 or 1 or 2))
        Console.Error.WriteLine($"FIND {target.Name}: the process ended with {child.ExitCode}. The last input that was noted is in {Path.Combine(folder, target.Name + ".current")}.");

    isSound &= child.ExitCode == 0;
    if (options.ContainsKey("--keep") && File.Exists(Path.Combine(folder, target.Name + ".txt")))
        FuzzCorpus.Write(target.Name, File.ReadAllLines(Path.Combine(folder, target.Name + ".txt")).Select(Convert.FromBase64String));
}

return isSound ? 0 : 1;

// A copy of this program whose runtime counts the branches that it takes.
static void Instrument(string target)
{
    if (Directory.Exists(target))
        Directory.Delete(target, recursive: true);

    foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
    {
        var copy = Path.Combine(target, Path.GetRelativePath(AppContext.BaseDirectory, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }

    string[] readers = ["Weaver.Language.", "Weaver.Contract.", "Weaver.RemoteConfig.", "Weaver.Upload.", "Weaver.Symbols.", "Weaver.Probes."];
    var count = Fuzzer.Instrument(Path.Combine(target, "Weaver.Runtime.dll"), type => readers.Any(reader => type.StartsWith(reader, StringComparison.Ordinal)), Options.Value).Count();
    if (count == 0)
        throw new InvalidOperationException("No type was instrumented.");
}
