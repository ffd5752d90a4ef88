using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Scale;

/// <summary>More gates than fit a 16-bit number or one page of anything.</summary>
[TestClass]
public sealed class ManyMethodsTests
{
    private const int Methods = 70_000;

    [TestMethod]
    public void SeventyThousandGates_LoadAndRun_ShutAndOpen()
    {
        using var folder = new TemporaryFolder();
        var original = ManyMethods.ToAssembly(folder, "Many", Methods);
        using var woven = WovenAssembly.FromFile(original, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        Assert.AreEqual(Methods + (Methods / ManyMethods.OfOneType), woven.Result.Woven);
        Assert.AreEqual(woven.Result.Woven, woven.Module.Count);
        Assert.AreEqual(6 * ManyMethods.OfOneType, woven.Call("Many.T69", ManyMethods.CallAll));

        // The last type has the highest gates.
        foreach (var gate in new[] { 0, 65_535, 65_536, woven.Module.Count - 2 })
        {
            var method = woven.Manifest.Methods[gate];
            Assert.IsTrue(woven.Module.TrySet(gate, 1));
            Assert.AreEqual(15, woven.Call(method.TypeName, method.Name, 5), $"{method.TypeName}.{method.Name} behind gate {gate}");
        }

        Assert.AreEqual(6 * ManyMethods.OfOneType, woven.Call("Many.T69", ManyMethods.CallAll));
    }
}
