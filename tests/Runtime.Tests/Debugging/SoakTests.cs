using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support.Soak;

namespace Weaver.Runtime.Tests.Debugging;

/// <summary>Some seconds of what <c>eng/soak</c> does for hours.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SoakTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Program_WithAFailingAgentAndChangingProbes_LosesNothingWithoutACount()
    {
        using var run = new SoakRun(new SoakPlan(Seed: 5, Samples: 8, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(900)));

        var problems = run.Run();

        Assert.IsEmpty(problems, string.Join('\n', problems));
        foreach (var row in run.Rows)
            TestContext.WriteLine(row);
    }
}
