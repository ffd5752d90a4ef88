using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class CaptureLimitsTests
{
    [TestMethod]
    public void Create_NothingAsked_GivesTheDefaults()
    {
        Assert.AreEqual(CaptureLimits.Default, CaptureLimits.Create(null, null, null, null));
        Assert.AreEqual(new CaptureLimits(3, 100, 255, 20), CaptureLimits.Default);
    }

    [TestMethod]
    public void Create_Zero_IsHonored() =>
        Assert.AreEqual(new CaptureLimits(0, 0, 0, 0), CaptureLimits.Create(0, 0, 0, 0));

    [TestMethod]
    public void Create_Negative_IsTheDefault() =>
        Assert.AreEqual(new CaptureLimits(3, 100, 255, 7), CaptureLimits.Create(-1, -5, int.MinValue, 7));
}
