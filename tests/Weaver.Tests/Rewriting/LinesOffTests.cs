using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>A build without line hooks: methods can be probed, lines cannot and say so.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LinesOffTests
{
    private const string Source = """
        using System.Collections.Generic;
        using System.Linq;

        public static class Program
        {
            public static int Sum(int n) { var sum = 0; for (var i = 0; i < n; i++) sum += i; return sum; }
            public static IEnumerable<int> Count(int n) { try { for (var i = 0; i < n; i++) yield return i; } finally { Sum(n); } }
            public static int Run() => Count(4).Sum();
        }
        """;

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LinesOff_MethodsAreProbed_LinesSayWhyNot(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode, new WeaverConfig { Policy = WeaverPolicy.Exhaustive, Lines = false }, "Lineless" + mode);
        using var program = new ArmedProgram(woven, $$"""
            [
              { "id": "m", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "Program", "methodName": "Count" }, "captureSnapshot": true },
              { "id": "l", "type": "LOG_PROBE", "language": "dotnet", "where": { "sourceFile": "src/Lineless{{mode}}/Asset.cs", "lines": ["6"] }, "captureSnapshot": true }
            ]
            """);

        Assert.AreEqual(6, woven.Call("Program", "Run"));

        Assert.AreEqual("4", program.Snapshots("m").Single().At("captures/return/arguments/n/value").GetString());
        Assert.Contains("WeaverLines", program.Status.Probes.Single(p => p.Id == "l").Message);
        Assert.AreEqual(0, woven.Result.Lines);
        Assert.IsTrue(woven.Manifest.Methods.All(m => m.Sites.Length == 0));
        Assert.HasCount(1, woven.Manifest.Methods.Where(m => m.Name == "Count").ToArray());
        using var module = ModuleDefinition.ReadModule(woven.WovenPath);
        Assert.IsFalse(module.GetMemberReferences().Any(m => m.Name == "Line" && m.DeclaringType.Name == "Probes"));
    }
}
