using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Eligibility;

/// <summary>Whom the policy Balanced leaves to the inliner because its author asked for that.</summary>
[TestClass]
public sealed class BalancedRuleTests
{
    private const string Source = """
        using System.Runtime.CompilerServices;
        using Weaver;

        public static class Sums
        {
            public static int Plain(int[] values)
            {
                var sum = 0;
                foreach (var value in values)
                    sum += value;
                return sum;
            }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int Inlined(int[] values)
            {
                var sum = 0;
                foreach (var value in values)
                    sum += value;
                return sum;
            }

            [Probeable]
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int Wanted(int[] values)
            {
                var sum = 0;
                foreach (var value in values)
                    sum += value;
                return sum;
            }
        }
        """;

    [TestMethod]
    public void Balanced_MethodMarkedAggressiveInlining_IsLeftOutUnlessProbeable()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Balanced });

        Assert.AreSequenceEqual(["Plain", "Wanted"], woven.Manifest.Methods.Select(static method => method.Name).ToArray());
        var left = woven.Manifest.LeftOut.Single();
        Assert.AreEqual("Inlined", left.Name);
        Assert.AreEqual("WVR1023", left.RuleId);
        Assert.AreEqual("it is marked AggressiveInlining", left.Detail);
    }

    [TestMethod]
    public void Exhaustive_MethodMarkedAggressiveInlining_HasAGate()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release);

        Assert.IsNotNull(woven.Manifest.Methods.SingleOrDefault(static method => method.Name == "Inlined"));
    }
}
