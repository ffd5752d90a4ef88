using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support.Stress;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
[DoNotParallelize]
public sealed class StressTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void ProgramUnderLoad_ProbesEditedAtRandom_KeepsItsResultsAndEveryCounterAddsUp(int seed)
    {
        using var run = new StressRun(new StressPlan(seed, Threads: 3, Probes: 200, Edits: 40));

        var problems = run.Run();

        Assert.IsEmpty(problems, string.Join('\n', problems));
        Assert.AreEqual(40, run.Edits);
        Assert.IsGreaterThan(0, run.Status.Captured);
        Assert.IsTrue(run.Status.Dropped.ContainsKey("reentrant"), "The receiver of the events runs probed code too.");
    }
}
