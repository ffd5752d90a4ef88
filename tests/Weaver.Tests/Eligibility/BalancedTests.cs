using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Eligibility;

/// <summary>What the default policy gates and what it leaves to the inliner.</summary>
[TestClass]
public sealed class BalancedTests
{
    private const string Source = """
        using System.Runtime.CompilerServices;
        using Weaver;

        public static class Choice
        {
            public static int Small(int n) => n * 31 + 7;

            public static int ShortLoop(int n) { var sum = 0; while (n > 0) sum += n--; return sum; }

            public static int Guarded(string text) { try { return int.Parse(text); } catch (System.FormatException) { return -1; } }

            public static string Long(int a, int b, int c, int d) => a + "," + b + "," + c + "," + d + ";" + d + "," + c + "," + b + "," + a + "!" + (a + b) + (c + d) + (a * d) + (b * c);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int MarkedForInlining(int n) { var sum = 0; while (n > 0) sum += n--; return sum; }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            [Probeable]
            public static int MarkedForBoth(int n) { var sum = 0; while (n > 0) sum += n--; return sum; }
        }
        """;

    [TestMethod]
    public void Balanced_GatesLoopsRegionsAndLongBodies_ButNotWhatIsInlined()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Balanced });

        CollectionAssert.AreEquivalent(new[] { "ShortLoop", "Guarded", "Long", "MarkedForBoth" }, woven.Manifest.Methods.Select(static method => method.Name).ToArray());
        var left = woven.Manifest.LeftOut.ToDictionary(static method => method.Name);
        Assert.AreEqual("WVR1023", left["Small"].RuleId);
        StringAssert.Contains(left["Small"].Detail, "bytes of IL without a loop or a protected region");
        Assert.AreEqual("WVR1023", left["MarkedForInlining"].RuleId);
        Assert.AreEqual("it is marked AggressiveInlining", left["MarkedForInlining"].Detail);
    }

    [TestMethod]
    public void Exhaustive_GatesWhatIsMarkedForInlining_AndItRunsAlike()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        Assert.IsGreaterThanOrEqualTo(0, woven.GateOf("MarkedForInlining"));
        woven.SetAll(1);
        Assert.AreEqual(woven.CallOriginal("Choice", "MarkedForInlining", 9), woven.Call("Choice", "MarkedForInlining", 9));
    }
}
