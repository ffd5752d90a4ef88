using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Weaver.Conformance.Tests.Values;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Runs the cases of one file: few compilations, each with the classes of many cases.</summary>
internal static class CaseLoop
{
    private const int PatienceForUnloading = 10;

    public static VectorReport Run(string name, IReadOnlyList<VectorCase> cases, ICaseRunner runner)
    {
        var report = new VectorReport(name);
        foreach (var group in Group(cases, runner, report))
        {
            // A class must be gone before another one of its name comes: instanceof looks through all that is loaded.
            var classes = RunGroup(group.Cases, group.Classes, runner, report);
            for (var i = 0; classes.IsAlive && i < PatienceForUnloading; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        var order = cases.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);
        report.Shortfalls.Sort((a, b) => order[a.Id].CompareTo(order[b.Id]));
        return report;
    }

    // Each case goes to the first group with whose classes its own agree.
    private static List<CaseGroup> Group(IReadOnlyList<VectorCase> cases, ICaseRunner runner, VectorReport report)
    {
        var groups = new List<CaseGroup>();
        foreach (var vector in cases)
        {
            try
            {
                var needed = CaseClasses.Of(runner.ValuesOf(vector), runner.TypesOf(vector));
                var group = groups.Find(g => g.Classes.TryAdd(needed));
                if (group is null)
                {
                    groups.Add(group = new CaseGroup(new ClassSet(), []));
                    group.Classes.TryAdd(needed);
                }

                group.Cases.Add(vector);
            }
            catch (Exception e)
            {
                Note(report, vector, e);
            }
        }

        return groups;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunGroup(List<VectorCase> cases, ClassSet classes, ICaseRunner runner, VectorReport report)
    {
        if (classes.Load() is { } problem)
        {
            classes.Dispose();
            RunOneByOne(cases, problem, runner, report);
        }
        else
        {
            foreach (var vector in cases)
                RunCase(vector, classes, runner, report);
        }

        var context = new WeakReference(classes.Context);
        classes.Dispose();
        return context;
    }

    // One case with classes that cannot be made must not take the others with it.
    private static void RunOneByOne(List<VectorCase> cases, string problem, ICaseRunner runner, VectorReport report)
    {
        foreach (var vector in cases)
        {
            if (cases.Count == 1)
            {
                report.Shortfalls.Add(new Shortfall(vector.Id, false, "", problem));
                continue;
            }

            var classes = new ClassSet();
            classes.TryAdd(CaseClasses.Of(runner.ValuesOf(vector), runner.TypesOf(vector)));
            RunGroup([vector], classes, runner, report);
        }
    }

    private static void RunCase(VectorCase vector, ClassSet classes, ICaseRunner runner, VectorReport report)
    {
        var findings = new Findings();
        try
        {
            runner.Run(vector, classes, findings);
            if (findings.IsEmpty)
                report.Passed++;
            else
                report.Shortfalls.Add(new Shortfall(vector.Id, true, findings.Expected, findings.Actual));
        }
        catch (Exception e)
        {
            Note(report, vector, e);
        }
        finally
        {
            Traps.Disarm();
        }
    }

    private static void Note(VectorReport report, VectorCase vector, Exception e) => report.Shortfalls.Add(
        e is UnsupportedCaseException
            ? new Shortfall(vector.Id, false, "", e.Message)
            : new Shortfall(vector.Id, true, vector.Expect.ToString(), e.GetType().Name + ": " + e.Message + " " + e.StackTrace));

    private sealed record CaseGroup(ClassSet Classes, List<VectorCase> Cases);
}
