using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Mono.Cecil;
using Weaver.Engine;

namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>Runs one random program unwoven and woven, with its gates in every state, and says where that differs.</summary>
internal static class RandomProgramRun
{
    private static readonly string[] s_ourFaults = ["WVR1033", "WVR1034"];

    /// <summary>What is wrong with the woven program, or null.</summary>
    public static string? FindProblem(string source, CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(source, mode);

        // Static constructors run in the first run only.
        var first = Run(() => woven.CallOriginal("Entry", "Run"));
        var expected = Run(() => woven.CallOriginal("Entry", "Run"));
        return FindBadWeave(woven)
            ?? Compare(first, () => woven.Call("Entry", "Run"), "gates shut")
            ?? WithGatesOpen(woven, () => Compare(expected, () => woven.Call("Entry", "Run"), "gates open"))
            ?? WithGatesToggled(woven, () => Compare(expected, () => woven.Call("Entry", "Run"), "gates toggled"))
            ?? Armed(woven, expected)
            ?? Compare(expected, () => woven.Call("Entry", "Run"), "gates shut again");
    }

    private static string? FindBadWeave(WovenAssembly woven)
    {
        var faulty = woven.Manifest.LeftOut.FirstOrDefault(m => s_ourFaults.Contains(m.RuleId));
        if (faulty != null)
            return $"'{faulty.TypeName}.{faulty.Name}' is not woven ({faulty.RuleId}): {faulty.Detail}";

        var refused = new List<string>();
        Preparation.Prepare(woven.Assembly.GetTypes(), refused);
        return refused.Count > 0 ? refused[0] : FindMissingLine(woven);
    }

    // Every statement of a woven method is a line that a probe can name.
    private static string? FindMissingLine(WovenAssembly woven)
    {
        using var original = ModuleDefinition.ReadModule(woven.OriginalPath, new ReaderParameters { ReadSymbols = true });
        var named = woven.Manifest.Methods.SelectMany(m => m.Sites.Select(s => s.Line)).ToHashSet();
        var leftOut = woven.Manifest.LeftOut.Select(m => (m.TypeName, m.Name)).ToHashSet();
        foreach (var type in original.GetTypes().Where(t => !t.Name.StartsWith('<')))
        {
            foreach (var method in type.Methods.Where(m => m.HasBody && !leftOut.Contains((type.FullName.Replace('/', '+'), m.Name)) && !m.IsConstructor))
            {
                var missing = method.DebugInformation.SequencePoints.FirstOrDefault(p => !p.IsHidden && !named.Contains(p.StartLine));
                if (missing != null)
                    return $"line {missing.StartLine} of '{method.FullName}' has no site";
            }
        }

        return null;
    }

    private static string? WithGatesOpen(WovenAssembly woven, Func<string?> check)
    {
        woven.SetAll(1);
        try
        {
            return check();
        }
        finally
        {
            woven.SetAll(0);
        }
    }

    private static string? WithGatesToggled(WovenAssembly woven, Func<string?> check)
    {
        using var stop = new CancellationTokenSource();
        var toggler = Task.Factory.StartNew(
            () =>
            {
                var random = new Random(1);
                while (!stop.IsCancellationRequested)
                    woven.Module.TrySet(random.Next(woven.Module.Count), (byte)random.Next(2));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return check();
        }
        finally
        {
            stop.Cancel();
            toggler.Wait();
            woven.SetAll(0);
        }
    }

    private static string? Armed(WovenAssembly woven, string expected)
    {
        using var armed = new ArmedProgram(woven, EveryProbe.Of(woven.Manifest, snapshots: true).Single());
        if (Compare(expected, () => woven.Call("Entry", "Run"), "every line armed") is { } difference)
            return difference;

        // Reading the events checks that each is JSON.
        var events = armed.Events().Count;
        if (events == 0)
            return "every line armed, but no event came";

        var failed = armed.Status.Probes.FirstOrDefault(p => p.Status == "ERROR");
        return failed == null ? null : $"probe '{failed.Id}' failed: {failed.Message}";
    }

    private static string Run(Func<object?> program)
    {
        try
        {
            return (string)program()!;
        }
        catch (Exception e)
        {
            return "it threw " + e;
        }
    }

    private static string? Compare(string expected, Func<object?> program, string state)
    {
        var actual = Run(program);
        if (actual == expected)
            return null;

        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i));
        return $"{state}: line {line} of the trace is '{after.ElementAtOrDefault(line)}' instead of '{before.ElementAtOrDefault(line)}'";
    }
}
