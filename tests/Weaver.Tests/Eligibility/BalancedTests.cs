using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
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

            public static int LongLoop(int n, int m)
            {
                var sum = 0;
                for (var i = 0; i < n; i++)
                {
                    for (var j = i; j < m; j++)
                    {
                        if ((i ^ j) % 3 == 0)
                            sum += i * 31 + j * 17 - (sum ^ m) * 5;
                        else
                            sum -= (i + j) / (j + 1) + n * m + (sum >> 3) * (i - j);
                    }
                }

                return sum;
            }

            public static int Guarded(string text) { try { return int.Parse(text); } catch (System.FormatException) { return -1; } }

            public static string Long(int a, int b, int c, int d) => a + "," + b + "," + c + "," + d + ";" + d + "," + c + "," + b + "," + a + "!" + (a + b) + (c + d) + (a * d) + (b * c)
                + "," + b + "," + c + "," + d + ";" + d + "," + c + "," + b + "," + a + "!" + (a - b) + (c - d) + (a / d) + (b / c);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static int MarkedForInlining(int n) { var sum = 0; while (n > 0) sum += n--; return sum; }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            [Probeable]
            public static int MarkedForBoth(int n) { var sum = 0; while (n > 0) sum += n--; return sum; }
        }
        """;

    [TestMethod]
    public void Balanced_GatesRegionsAndLongBodies_ButNotWhatIsSmallOrMarked()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Balanced });

        CollectionAssert.AreEquivalent(new[] { "LongLoop", "Guarded", "Long", "MarkedForBoth" }, woven.Manifest.Methods.Select(static method => method.Name).ToArray());
        var left = woven.Manifest.LeftOut.ToDictionary(static method => method.Name);
        Assert.AreEqual("WVR1023", left["Small"].RuleId);
        StringAssert.Contains(left["Small"].Detail, "bytes of IL without a loop or a protected region");
        Assert.AreEqual("WVR1023", left["ShortLoop"].RuleId);
        StringAssert.Contains(left["ShortLoop"].Detail, "bytes of IL with a loop but without a protected region");
        Assert.AreEqual("WVR1023", left["MarkedForInlining"].RuleId);
        Assert.AreEqual("it is marked AggressiveInlining", left["MarkedForInlining"].Detail);
    }

    [TestMethod]
    public void Balanced_GatesFrom151BytesOnOrFrom65WithALoop()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "Sizes.dll");
        WriteSizes(path);

        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Balanced });

        CollectionAssert.AreEquivalent(new[] { "Straight151", "Loop65" }, woven.Manifest.Methods.Select(static method => method.Name).ToArray());
    }

    [TestMethod]
    public void Exhaustive_GatesWhatIsMarkedForInlining_AndItRunsAlike()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Release, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        Assert.IsGreaterThanOrEqualTo(0, woven.GateOf("MarkedForInlining"));
        woven.SetAll(1);
        Assert.AreEqual(woven.CallOriginal("Choice", "MarkedForInlining", 9), woven.Call("Choice", "MarkedForInlining", 9));
    }

    // Bodies of exact sizes, which no compiler can be asked for.
    private static void WriteSizes(string path)
    {
        using var module = ModuleDefinition.CreateModule("Sizes", ModuleKind.Dll);
        var type = new TypeDefinition("", "Sizes", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        module.Types.Add(type);
        foreach (var (name, size, isLoop) in new[] { ("Straight150", 150, false), ("Straight151", 151, false), ("Loop64", 64, true), ("Loop65", 65, true) })
        {
            var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
            type.Methods.Add(method);
            var il = method.Body.GetILProcessor();
            for (var i = 0; i < size - (isLoop ? 4 : 1); i++)
                il.Emit(OpCodes.Nop);
            if (isLoop)
            {
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Brtrue_S, method.Body.Instructions[0]);
            }

            il.Emit(OpCodes.Ret);
        }

        module.Write(path);
    }
}
