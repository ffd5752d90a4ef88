using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weaver.Explore.Weaving;
using Weaver.Rules;

namespace Weaver.Explore.Reporting;

/// <summary>The parts of every report, whatever it is written in.</summary>
internal static class Sections
{
    public static IEnumerable<Section> Of(Exploration exploration)
    {
        yield return Summary(exploration);
        yield return Assemblies(exploration);
        yield return LeftOut(exploration);
        if (exploration.Programs.Count > 0)
        {
            yield return Programs(exploration);
            yield return Counters(exploration);
        }

        if (Findings(exploration) is { Count: > 0 } findings)
            yield return new Section("Findings", [], Items: findings);
        if (Vague(exploration) is { Count: > 0 } vague)
            yield return new Section("Not comparable", ["Two runs of the unwoven program differ here, so nothing can be said."], Items: vague);
        if (Skipped(exploration) is { IsEmpty: false } skipped)
            yield return new Section("Left as they are", [], skipped);
    }

    private static Section Summary(Exploration e)
    {
        var prepared = e.Prepared?.Counts is { } counts
            ? $"{counts.Compiled} methods of woven assemblies were compiled by the JIT, twins included; {counts.PassedOver} generic methods found no type arguments, and {counts.UnloadableTypes} types need assemblies that are not there."
            : "The methods were not compiled one by one.";
        return new Section(
            "Result",
            [
                $"{e.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {e.Machine}. Policy {e.Policy}. {Seconds(e.Time)} s in all.",
                $"{e.Crashes} crashes, {e.Differences} runs with differences, {e.InvalidMethods} invalid methods, {e.NotComparable} programs with outputs that cannot be compared. {(e.IsSound ? "Sound." : "Not sound: see the findings.")}",
                prepared,
            ]);
    }

    private static Section Assemblies(Exploration e)
    {
        var table = new Table("assembly", "version", ">methods", ">gated", ">share", ">lines", ">dll KiB", ">woven", ">factor", ">pdb KiB", ">woven", ">ms", ">ms per MB", ">failed verification");
        foreach (var a in e.Assemblies.Where(static a => a.IsWoven))
            table.Add(Row(a, a.Version));

        var woven = e.Assemblies.Where(static a => a.IsWoven).ToList();
        table.Add(Row(
            new AssemblyFigures
            {
                Name = "all",
                File = "",
                Methods = woven.Sum(static a => a.Methods),
                Gated = woven.Sum(static a => a.Gated),
                Lines = woven.Sum(static a => a.Lines),
                BytesBefore = woven.Sum(static a => a.BytesBefore),
                BytesAfter = woven.Sum(static a => a.BytesAfter),
                SymbolBytesBefore = woven.Sum(static a => a.SymbolBytesBefore),
                SymbolBytesAfter = woven.Sum(static a => a.SymbolBytesAfter),
                Time = TimeSpan.FromTicks(woven.Sum(static a => a.Time.Ticks)),
                Unverified = [.. woven.SelectMany(static a => a.Unverified)],
            },
            $"{woven.Count} assemblies"));
        return new Section("Assemblies", ["Methods are those with a body. Lines are there only where symbols are."], table);
    }

    private static string[] Row(AssemblyFigures a, string version) =>
    [
        a.Name,
        version,
        Number(a.Methods),
        Number(a.Gated),
        a.Methods == 0 ? "" : (100.0 * a.Gated / a.Methods).ToString("F1", CultureInfo.InvariantCulture) + " %",
        Number(a.Lines),
        Number(a.BytesBefore >> 10),
        Number(a.BytesAfter >> 10),
        a.BytesBefore == 0 ? "" : ((double)a.BytesAfter / a.BytesBefore).ToString("F2", CultureInfo.InvariantCulture),
        Number(a.SymbolBytesBefore >> 10),
        Number(a.SymbolBytesAfter >> 10),
        Number((long)a.Time.TotalMilliseconds),
        a.BytesBefore == 0 ? "" : Number((long)(a.Time.TotalMilliseconds * (1 << 20) / a.BytesBefore)),
        Number(a.Unverified.Count),
    ];

    private static Section LeftOut(Exploration e)
    {
        var table = new Table("rule", "what", ">methods", "most of them in");
        foreach (var rule in e.Assemblies.SelectMany(static a => a.LeftOut).GroupBy(static r => r.Key).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var most = e.Assemblies.Where(a => a.LeftOut.ContainsKey(rule.Key)).OrderByDescending(a => a.LeftOut[rule.Key]).Take(3).Select(a => $"{a.Name} {a.LeftOut[rule.Key]}");
            var title = RuleTable.Find(rule.Key)?.Title ?? "";
            table.Add(rule.Key, title, Number(rule.Sum(static r => r.Value)), string.Join(", ", most));
        }

        return new Section("Methods left out", [], table);
    }

    private static Section Programs(Exploration e)
    {
        var modes = e.Programs[0].Runs.Select(static r => r.Mode).ToList();
        var table = new Table(["program", ">tests", ">output bytes", ">exit", ">plain s", .. modes.Select(static m => m.ToString().ToLowerInvariant())]);
        foreach (var p in e.Programs)
        {
            table.Add(
            [
                Name(p),
                p.Tests?.ToString(CultureInfo.InvariantCulture) ?? "",
                Number(p.Plain.Output.Length),
                p.Plain.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none",
                Seconds(p.Plain.Time),
                .. p.Runs.Select(r => $"{Verdict(p, r)} {Seconds(r.Child.Time)} s"),
            ]);
        }

        return new Section("Programs", [], table);
    }

    private static string Verdict(ProgramRuns p, ModeRun r) => r switch
    {
        { Crash: not null } => "CRASH",
        { Differences.Count: > 0 } => "DIFFERENT",
        { Failures.Count: > 0 } => "FAILURE",
        _ => p.NotComparable.Count > 0 ? "vague" : "equal",
    };

    private static Section Counters(Exploration e)
    {
        var table = new Table("program", "mode", ">woven assemblies loaded", ">gates open", ">probes", ">arming ms", ">hits", ">events", ">hooks failed", ">reentrant", ">stack refused", "dropped");
        foreach (var p in e.Programs)
        {
            foreach (var r in p.Runs)
            {
                table.Add(
                    Name(p),
                    r.Mode.ToString().ToLowerInvariant(),
                    Number(r.Counts.Modules.Count),
                    Number(r.Counts.OpenGates),
                    Number(r.Counts.Probes),
                    Number(r.Counts.ArmingMs),
                    Number(r.Counts.Hits),
                    Number(r.Counts.Events),
                    Number(r.Counts.HookFailed),
                    Number(r.Counts.Reentrant),
                    Number(r.Counts.StackRefused),
                    string.Join(", ", r.Counts.Dropped.Where(static d => d.Value > 0).Select(static d => $"{d.Key} {Number(d.Value)}")));
            }
        }

        return new Section("Counters", ["Gates are those that were open when the program ended."], table);
    }

    private static List<string> Findings(Exploration e)
    {
        var findings = new List<string>();
        findings.AddRange(e.Assemblies.Where(static a => a.Failure is not null).Select(static a => $"{a.Name} {a.Version} cannot be woven: {a.Failure}"));
        findings.AddRange(e.Assemblies.SelectMany(static a => a.Unverified.Select(m => $"{a.Name} {a.Version} fails verification: {m}")));
        foreach (var (name, run) in e.Programs.SelectMany(static p => p.Runs.Select(r => (Name(p), r))).Concat(e.Prepared is null ? [] : [("all", e.Prepared)]))
        {
            var where = $"{name}, {run.Mode.ToString().ToLowerInvariant()}: ";
            if (run.Crash is { } crash)
                findings.Add(where + crash);

            findings.AddRange(run.Differences.Take(20).Select(d => where + d));
            findings.AddRange(run.Failures.Select(f => where + f));
        }

        return findings;
    }

    private static List<string> Vague(Exploration e) => [.. e.Programs.SelectMany(static p => p.NotComparable.Select(d => $"{Name(p)}, {d}"))];

    private static Table Skipped(Exploration e)
    {
        var table = new Table("assembly", "reason");
        foreach (var group in e.Assemblies.Where(static a => a.Skipped is not null).GroupBy(static a => a.Skipped!))
            table.Add(string.Join(", ", group.Select(static a => a.Name)), group.Key);

        return table;
    }

    private static string Name(ProgramRuns p) => p.Word.Length == 0 ? "program" : p.Word;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
}
