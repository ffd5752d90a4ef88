using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Integration.Tests.Exploring;

/// <summary>The exploration runner over real child processes: it passes what behaves, and finds what does not.</summary>
[TestClass]
public sealed class ExplorationTests
{
    [TestMethod]
    public async Task Exploration_ProgramThatBehaves_IsEqualInEveryMode()
    {
        using var program = new ExploredProgram();

        var (outcome, findings) = await program.ExploreAsync("calm");

        Assert.AreEqual(0, outcome.ExitCode, outcome.Output);
        Assert.Contains("0 crashes, 0 runs with differences, 0 invalid methods, 0 programs with outputs that cannot be compared. Sound.", outcome.Output);
        var assemblies = findings.GetProperty("assemblies").EnumerateArray().ToList();
        CollectionAssert.AreEquivalent(new[] { "App", "Late" }, assemblies.Select(a => a.GetProperty("name").GetString()).ToArray());
        var gates = assemblies.Sum(a => a.GetProperty("gated").GetInt32());
        Assert.IsGreaterThan(4, gates);
        Assert.IsGreaterThan(2 * gates, findings.GetProperty("prepared").GetProperty("counts").GetProperty("compiled").GetInt32());

        // The late assembly is armed as well, before anything of it runs.
        var runs = Runs(findings, "calm");
        CollectionAssert.AreEqual(new[] { "shut", "open", "toggle", "armed", "snapshot" }, runs.Select(r => r.GetProperty("mode").GetString()).ToArray());
        Assert.AreEqual(0, Count(runs[0], "openGates"));
        foreach (var run in runs.Skip(1).Where(r => r.GetProperty("mode").GetString() != "toggle"))
            Assert.AreEqual(gates, Count(run, "openGates"), run.ToString());
        foreach (var run in runs.Skip(3))
        {
            Assert.IsGreaterThan(gates, Count(run, "probes"));
            Assert.IsGreaterThan(10, Count(run, "hits"));
            Assert.IsGreaterThan(5, Count(run, "events"));
            CollectionAssert.AreEqual(new[] { "App", "Late" }, run.GetProperty("counts").GetProperty("modules").EnumerateArray().Select(m => m.GetString()).ToArray());
        }

        var report = await File.ReadAllTextAsync(program.ReportFile);
        Assert.Contains("## Assemblies", report);
        Assert.Contains("| calm |", report);
    }

    [TestMethod]
    public async Task Exploration_ProgramThatSeesTheWeaving_TellsWhereItDiffers()
    {
        using var program = new ExploredProgram();

        var (outcome, findings) = await program.ExploreAsync("il,stack,exit,crash,random,trx", "--modes", "shut,open");

        Assert.AreEqual(1, outcome.ExitCode, outcome.Output);
        Assert.MatchesRegex(@"^line \d+: expected 'IL \d+', got 'IL \d+'$", Difference(findings, "il", 0));
        Assert.AreEqual("", Difference(findings, "stack", 0));
        Assert.MatchesRegex(@"^line \d+: expected 'frames 2', got 'frames 3'$", Difference(findings, "stack", 1));
        Assert.MatchesRegex(@"^exit code: expected '\d+', got '\d+'$", Difference(findings, "exit", 0));
        Assert.Contains("SIGABRT", Runs(findings, "crash")[0].GetProperty("crash").GetString()!);
        Assert.Contains("The program sees Weaver.", Runs(findings, "crash")[0].GetProperty("crash").GetString()!);

        // What differs by itself is said, and is no difference of ours; of tests only names and outcomes count.
        Assert.AreEqual("", Difference(findings, "random", 1));
        Assert.AreEqual(1, findings.GetProperty("notComparable").GetInt32());
        Assert.Contains("random, line", outcome.Output);
        Assert.AreEqual("Sees: expected 'Passed', got 'Failed'", Difference(findings, "trx", 1));
        Assert.AreEqual(1, Runs(findings, "trx")[1].GetProperty("differences").GetArrayLength());
    }

    [TestMethod]
    public async Task CommandLine_WhatCannotBeDone_IsRefusedInASentence()
    {
        var unknown = await ExploredProgram.RunAsync("nowhere", "--modes", "ajar");
        var missing = await ExploredProgram.RunAsync("nowhere");
        var help = await ExploredProgram.RunAsync("--help");

        Assert.AreEqual(2, unknown.ExitCode);
        Assert.Contains("'ajar' is no mode. There are: plain, prepare, shut, open, toggle, armed, snapshot.", unknown.Output);
        Assert.AreEqual(2, missing.ExitCode);
        Assert.Contains("is neither a folder nor a file. Build or publish the program first.", missing.Output);
        Assert.AreEqual(0, help.ExitCode);
        Assert.Contains("--include <patterns>", help.Output);
    }

    private static List<JsonElement> Runs(JsonElement findings, string word)
        => [.. findings.GetProperty("programs").EnumerateArray().Single(p => p.GetProperty("word").GetString() == word).GetProperty("runs").EnumerateArray()];

    private static string Difference(JsonElement findings, string word, int run)
    {
        var all = Runs(findings, word)[run].GetProperty("differences").EnumerateArray();
        return string.Join('\n', all.Select(d => $"{d.GetProperty("where").GetString()}: expected '{d.GetProperty("expected").GetString()}', got '{d.GetProperty("actual").GetString()}'"));
    }

    private static long Count(JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt64();
}
