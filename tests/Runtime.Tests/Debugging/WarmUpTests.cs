using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Debugging;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
public sealed class WarmUpTests
{
    [TestMethod]
    public void CannedProbe_Run_HoldsAndRendersEverything()
    {
        Assert.AreEqual("warm 2 [1, 2] 1", WarmUp.TryRun());
    }
}
