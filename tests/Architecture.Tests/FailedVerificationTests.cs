using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine;
using Weaver.Engine.Verification;
using Weaver.Tests.Support;

namespace Weaver.Architecture.Tests;

/// <summary>A body whose woven form fails the verifier is left as it was, with a warning; the others are woven.</summary>
[TestClass]
public sealed class FailedVerificationTests
{
    private const string Source = """
        using System;
        using System.Threading.Tasks;
        public class Sample
        {
            public int Bad(int x) { try { return 10 / x; } catch (DivideByZeroException) { return 0; } finally { Console.Write(""); } }
            public async Task<int> BadAsync(int x) { await Task.Yield(); return x; }
            public int Good(int x) { for (var i = 0; i < 3; i++) x += i; return x; }
        }
        """;

    [TestMethod]
    [DataRow("Bad", "<Bad>g__Probed|0_0", "twin")]
    [DataRow("Bad", "Bad", "gate")]
    [DataRow("MoveNext", "<MoveNext>g__Probed|1_0", "twin")]
    [DataRow("MoveNext", "MoveNext", "gate")]
    public void Body_FailsVerification_StaysAsItWasWithAWarning(string method, string failing, string stage)
    {
        using var folder = new TemporaryFolder();
        var path = CompileSource.ToAssembly(folder, "Failing", Source, CompileMode.Release);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, AssemblyResolver = Resolver() });
        var before = Describe(Find(module, method));

        var result = new ModuleWeave(module, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, m => m.Name == failing ? "a planted problem" : BodyVerifier.FindProblem(m)).Run();

        var message = result.Messages.Single();
        var name = method == "Bad" ? "Sample.Bad" : "Sample.BadAsync";
        Assert.AreEqual("WVR1033", message.Rule.Id);
        Assert.AreEqual($"'{name}' was left as it was: its woven body failed verification: {stage}: a planted problem.", message.Text);
        var left = Find(module, method);
        CollectionAssert.AreEqual(before, Describe(left));
        Assert.IsFalse(left.DeclaringType.Methods.Any(m => m.Name.StartsWith("<" + method + ">g__Probed", StringComparison.Ordinal)), "a twin was left behind");
        Assert.IsFalse(left.DeclaringType.Fields.Any(f => f.Name == "<>w__activation"), "a field was left behind");
        Assert.AreEqual(2, result.Woven);

        // What is left must still be written.
        using var written = new MemoryStream();
        module.Write(written);
        Assert.IsGreaterThan(0, written.Length);
    }

    [TestMethod]
    public void Body_FailingVerificationBeforeItIsWoven_IsLeftOutWithoutAWarning()
    {
        using var folder = new TemporaryFolder();
        var path = CompileSource.ToAssembly(folder, "Failing", Source, CompileMode.Release);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, AssemblyResolver = Resolver() });
        var before = Describe(Find(module, "Bad"));

        var result = new ModuleWeave(module, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, m => m.Name is "Bad" or "<Bad>g__Probed|0_0" ? "a planted problem" : BodyVerifier.FindProblem(m)).Run();

        Assert.IsEmpty(result.Messages);
        var left = result.LeftOut.Single(m => m.RuleId == "WVR1031");
        Assert.AreEqual("its own body does not pass the checks of woven ones: a planted problem", left.Detail);
        CollectionAssert.AreEqual(before, Describe(Find(module, "Bad")));
    }

    private static MethodDefinition Find(ModuleDefinition module, string name) => module.GetTypes().SelectMany(t => t.Methods).Single(m => m.Name == name);

    private static List<string> Describe(MethodDefinition method)
    {
        var lines = method.Body.Instructions.Select(i => i.OpCode + " " + (i.Operand is Instruction target ? method.Body.Instructions.IndexOf(target).ToString(System.Globalization.CultureInfo.InvariantCulture) : i.Operand)).ToList();
        lines.AddRange(method.Body.ExceptionHandlers.Select(h => $"{h.HandlerType} {Index(h.TryStart)}-{Index(h.TryEnd)} {Index(h.HandlerStart)}-{Index(h.HandlerEnd)}"));
        lines.AddRange(method.DebugInformation.SequencePoints.Select(p => $"{p.StartLine}:{p.StartColumn}"));
        return lines;

        int Index(Instruction? instruction) => instruction == null ? -1 : method.Body.Instructions.IndexOf(instruction);
    }

    private static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        foreach (var directory in CompileSource.References.Select(Path.GetDirectoryName).Distinct())
            resolver.AddSearchDirectory(directory);

        return resolver;
    }
}
