using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Probes;

[TestClass]
[DoNotParallelize]
public sealed class CpuBudgetTests
{
    [TestMethod]
    public void CostliestProbe_KeepsUsingTooMuch_RestsAndIsThenBlockedWithTheReason()
    {
        using var host = new DebuggerHost(s => s with { CpuBudgetPercent = 1 });
        host.Apply($"[{LogProbe("costly", Method("Add"))},{LogProbe("cheap", Method("Loop"))}]");
        for (var rest = 1; rest <= 3; rest++)
        {
            Overspend(host);
            var dropped = host.Probe("costly").Dropped.GetValueOrDefault("cpuBudget");

            host.Code.RunAdd(5, "abc");
            host.Code.RunLoop(0);

            Assert.AreEqual(dropped + 1, host.Probe("costly").Dropped["cpuBudget"], "It rests, and its hits are counted.");
            Assert.IsFalse(host.Probe("cheap").Dropped.ContainsKey("cpuBudget"));
            Assert.AreNotEqual("BLOCKED", host.Probe("costly").Status);
        }

        Overspend(host);
        host.Code.RunAdd(5, "abc");

        var blocked = host.Probe("costly");
        Assert.AreEqual("BLOCKED", blocked.Status);
        StringAssert.Contains(blocked.Message, "1 % of the processors");
        StringAssert.Contains(blocked.Message, "CpuBudgetPercent");
        Assert.AreEqual(1, host.Statuses.Count(s => s == "costly BLOCKED"), "It is said once.");
        Assert.AreEqual(1, host.Status.OpenGates, "The gate of the other probe stays open.");
        Assert.AreEqual(blocked.Hits, blocked.ConditionFalse + blocked.Captured + blocked.Dropped.Values.Sum());
    }

    [TestMethod]
    public void BlockedProbe_Changed_IsArmedAgain()
    {
        using var host = new DebuggerHost(s => s with { CpuBudgetPercent = 1 });
        host.Apply($"[{LogProbe("costly", Method("Add"))}]");
        for (var i = 0; i < 4; i++)
            Overspend(host);
        Assert.AreEqual("BLOCKED", host.Probe("costly").Status);

        host.Apply($"[{LogProbe("costly", Method("Add"), version: 1)}]");
        host.Code.RunAdd(5, "abc");

        Assert.AreEqual("EMITTING", host.Probe("costly").Status);
        Assert.AreEqual(1, host.Probe("costly").Captured);
    }

    [TestMethod]
    public void RestingProbe_AfterAQuietMoment_GoesOn()
    {
        using var host = new DebuggerHost(s => s with { CpuBudgetPercent = 1 });
        host.Apply($"[{LogProbe("costly", Method("Add"))}]");
        Overspend(host);

        host.Time.Advance(TimeSpan.FromSeconds(2));
        host.Flush();
        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(1, host.Probe("costly").Captured);
    }

    [TestMethod]
    public void DisarmedProbe_HitBeforeItsGateIsShut_CountsTheHitAsDisarmed()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        host.Debugger.Parts.Registry.Entries.Single().Restraint = Weaver.Probes.Restraint.Disarmed;

        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(1, host.Probe("p").Dropped["disarmed"]);
        Assert.AreEqual(0, host.Probe("p").Captured);
    }

    [TestMethod]
    public void NoLimit_NothingRests()
    {
        using var host = new DebuggerHost(s => s with { CpuBudgetPercent = 100 });
        host.Apply($"[{LogProbe("costly", Method("Add"))}]");
        for (var i = 0; i < 5; i++)
            Overspend(host);

        host.Code.RunAdd(5, "abc");

        Assert.AreEqual(1, host.Probe("costly").Captured);
    }

    // As if the probe had kept all processors busy for two minutes, of which a minute's share may be saved.
    private static void Overspend(DebuggerHost host)
    {
        var ticks = System.Diagnostics.Stopwatch.Frequency * 120 * Environment.ProcessorCount;
        host.Debugger.Parts.Registry.Entries.Single(e => e.Id == "costly").Figures.AddTime(ticks);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Flush();
    }
}
