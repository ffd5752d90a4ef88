using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Verification;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Verification;

/// <summary>Bodies written by hand: the good ones pass, each kind of damage is found and named.</summary>
[TestClass]
public sealed class BodyVerifierTests
{
    private static readonly Instruction s_end = Instruction.Create(OpCodes.Ret);

    [TestMethod]
    public void Verifier_SoundBody_FindsNothing()
    {
        Assert.IsNull(Problem(il => [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ret)]));
    }

    [TestMethod]
    public void Verifier_ValueTakenFromEmptyStack_IsFound()
    {
        Expect("'IL_0000: pop' takes 1 values, but the stack has 0", il => [il.Create(OpCodes.Pop), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ret)]);
    }

    [TestMethod]
    public void Verifier_ValueLeftBehind_IsFound()
    {
        Expect("leaves 1 values on the stack", il => [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ret)]);
    }

    [TestMethod]
    public void Verifier_ValueLeftBehindByAFilter_IsFound()
    {
        var problem = Problem(
            il =>
            {
                var end = il.Create(OpCodes.Ldc_I4_0);
                return
                [
                    il.Create(OpCodes.Nop), il.Create(OpCodes.Leave, end),
                    il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Endfilter),
                    il.Create(OpCodes.Pop), il.Create(OpCodes.Leave, end),
                    end, il.Create(OpCodes.Ret),
                ];
            },
            body =>
            {
                Protect(body, ExceptionHandlerType.Filter, 0, 2, 4, 6);
                body.ExceptionHandlers[^1].FilterStart = body.Instructions[2];
            });

        StringAssert.Contains(problem, "leaves 1 values on the stack", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Verifier_PathsThatMeetWithDifferentStacks_AreFound()
    {
        Expect("the stack has", il =>
        {
            var meet = il.Create(OpCodes.Ldc_I4_2);
            return [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Brtrue, meet), il.Create(OpCodes.Ldc_I4_1), meet, il.Create(OpCodes.Ret)];
        });
    }

    [TestMethod]
    public void Verifier_BranchOutOfTheBody_IsFound()
    {
        Expect("leads outside the body", il => [il.Create(OpCodes.Br, s_end), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ret)]);
    }

    [TestMethod]
    public void Verifier_BodyWithoutAnEnd_IsFound()
    {
        Expect("control falls off the end of the body", il => [il.Create(OpCodes.Nop)]);
    }

    [TestMethod]
    public void Verifier_BranchBetweenPrefixAndInstruction_IsFound()
    {
        Expect("a branch separates", il =>
        {
            var load = il.Create(OpCodes.Ldind_I4);
            return [il.Create(OpCodes.Ldarga, il.Body.Method.Parameters[0]), il.Create(OpCodes.Dup), il.Create(OpCodes.Brtrue, load), il.Create(OpCodes.Volatile), load, il.Create(OpCodes.Ret)];
        });
    }

    [TestMethod]
    public void Verifier_ReturnOutOfATry_IsFound()
    {
        var problem = Problem(
            il => [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Ret), il.Create(OpCodes.Endfinally), il.Create(OpCodes.Ldc_I4_0), il.Create(OpCodes.Ret)],
            body => Protect(body, ExceptionHandlerType.Finally, 0, 2, 2, 3));

        StringAssert.Contains(problem, "returns out of a protected region", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Verifier_BranchIntoAHandler_IsFound()
    {
        var problem = Problem(
            il =>
            {
                var end = il.Create(OpCodes.Ldc_I4_0);
                var handler = il.Create(OpCodes.Nop);
                return [il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Brtrue, handler), il.Create(OpCodes.Leave, end), handler, il.Create(OpCodes.Endfinally), end, il.Create(OpCodes.Ret)];
            },
            body => Protect(body, ExceptionHandlerType.Finally, 0, 3, 3, 5));

        StringAssert.Contains(problem, "branches across the border of a protected region", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Verifier_RegionsThatOverlap_AreFound()
    {
        var problem = Problem(
            il =>
            {
                var end = il.Create(OpCodes.Ldc_I4_0);
                return
                [
                    il.Create(OpCodes.Nop), il.Create(OpCodes.Nop), il.Create(OpCodes.Leave, end),
                    il.Create(OpCodes.Endfinally), il.Create(OpCodes.Endfinally), end, il.Create(OpCodes.Ret),
                ];
            },
            body =>
            {
                Protect(body, ExceptionHandlerType.Finally, 0, 2, 3, 4);
                Protect(body, ExceptionHandlerType.Finally, 1, 3, 4, 5);
            });

        StringAssert.Contains(problem, "overlap", StringComparison.Ordinal);
    }

    [TestMethod]
    public void BlockReachedFromLaterCodeOnly_Woven_KeepsItsStackDepth()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "Backward.dll");
        WriteAsset(path, Backward);
        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        Assert.AreEqual(8, woven.Call("Asset", "Backward", 0));
        woven.SetAll(1);
        Assert.AreEqual(8, woven.Call("Asset", "Backward", 0));
        Assert.AreEqual(1, woven.Result.Woven, woven.Manifest.LeftOut.FirstOrDefault()?.Detail);
    }

    [TestMethod]
    public void BlockReachedFromLaterCodeOnly_OfAConstructorThatIsLeftOut_KeepsItsStackDepth()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "Backward.dll");
        using (var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Backward", new Version(1, 0)), "Backward", ModuleKind.Dll))
        {
            // It calls no base constructor, and has a local so that its depth is written out.
            var constructor = AddMethod(assembly.MainModule, Backward);
            constructor.Name = ".ctor";
            constructor.Attributes = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;
            constructor.HasThis = true;
            constructor.ReturnType = assembly.MainModule.TypeSystem.Void;
            constructor.Body.Variables.Add(new VariableDefinition(assembly.MainModule.TypeSystem.Int32));
            constructor.Body.Instructions.Insert(5, Instruction.Create(OpCodes.Pop));
            assembly.Write(path);
        }

        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        StringAssert.StartsWith(woven.Manifest.LeftOut.Single().Detail, "it calls no base constructor", StringComparison.Ordinal);
        using var written = AssemblyDefinition.ReadAssembly(woven.WovenPath);
        Assert.IsGreaterThanOrEqualTo(3, written.MainModule.GetType("Asset").Methods.Single().Body.MaxStackSize);
    }

    [TestMethod]
    public void Verifier_BodyThatFails_IsNamedByItsOffsetsAndKeepsThem()
    {
        using var module = ModuleDefinition.CreateModule("Hand", ModuleKind.Dll);
        var method = AddMethod(module, il => [il.Create(OpCodes.Ldc_I4, 7), il.Create(OpCodes.Ret), il.Create(OpCodes.Ldc_I4, 8), il.Create(OpCodes.Br_S, s_end)]);
        method.Body.Instructions[2].Offset = 6;
        method.Body.Instructions[3].Offset = 11;
        method.Body.Instructions[1].OpCode = OpCodes.Nop;
        method.Body.Instructions[1].Offset = 5;

        Assert.AreEqual("'br.s' leads outside the body", BodyVerifier.FindProblem(method));
        method.Body.Instructions[3] = Instruction.Create(OpCodes.Ret);
        method.Body.Instructions[3].Offset = 11;
        Assert.AreEqual("'IL_000b: ret' leaves 1 values on the stack", BodyVerifier.FindProblem(method));

        CollectionAssert.AreEqual(new[] { 0, 5, 6, 11 }, method.Body.Instructions.Select(static i => i.Offset).ToArray());
    }

    [TestMethod]
    public void BodyThatCannotBeFollowed_Woven_StaysAsItWasWithItsReason()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "Broken.dll");
        Instruction[] Broken(ILProcessor il)
        {
            var meet = il.Create(OpCodes.Ldc_I4_2);
            return [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Brtrue_S, meet), il.Create(OpCodes.Ldc_I4_1), meet, il.Create(OpCodes.Ret)];
        }

        WriteAsset(path, Broken);
        using var woven = WovenAssembly.FromFile(path, new WeaverConfig { Policy = WeaverPolicy.Exhaustive });

        var left = woven.Manifest.LeftOut.Single();
        Assert.AreEqual("WVR1031", left.RuleId);
        StringAssert.StartsWith(left.Detail, "its stack cannot be followed: the stack has 0 or 1 values", StringComparison.Ordinal);
        CollectionAssert.AreEqual(IlOf(path), IlOf(woven.WovenPath));
    }

    private static string[] IlOf(string path)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        return [.. assembly.MainModule.GetType("Asset").Methods.Single().Body.Instructions.Select(i => i.ToString())];
    }

    private static void Expect(string problem, Func<ILProcessor, Instruction[]> code)
        => StringAssert.Contains(Problem(code), problem, StringComparison.Ordinal);

    private static string? Problem(Func<ILProcessor, Instruction[]> code, Action<MethodBody>? protect = null)
    {
        using var module = ModuleDefinition.CreateModule("Hand", ModuleKind.Dll);
        var method = AddMethod(module, code);
        protect?.Invoke(method.Body);
        var offset = 0;
        foreach (var instruction in method.Body.Instructions)
        {
            instruction.Offset = offset;
            offset += instruction.GetSize();
        }

        return BodyVerifier.FindProblem(method);
    }

    private static MethodDefinition AddMethod(ModuleDefinition module, Func<ILProcessor, Instruction[]> code)
    {
        var type = new TypeDefinition("", "Asset", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        var method = new MethodDefinition("Backward", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Int32);
        method.Parameters.Add(new ParameterDefinition("x", ParameterAttributes.None, module.TypeSystem.Int32));
        type.Methods.Add(method);
        module.Types.Add(type);
        var il = method.Body.GetILProcessor();
        foreach (var instruction in code(il))
            il.Append(instruction);

        return method;
    }

    private static void Protect(MethodBody body, ExceptionHandlerType kind, int tryStart, int tryEnd, int start, int end)
        => body.ExceptionHandlers.Add(new ExceptionHandler(kind)
        {
            TryStart = body.Instructions[tryStart],
            TryEnd = body.Instructions[tryEnd],
            HandlerStart = body.Instructions[start],
            HandlerEnd = body.Instructions[end],
        });

    // goto later; earlier: return stack + (1 + 2); later: push 5; goto earlier;
    private static Instruction[] Backward(ILProcessor il)
    {
        var earlier = il.Create(OpCodes.Ldc_I4_1);
        var later = il.Create(OpCodes.Ldc_I4_5);
        return [il.Create(OpCodes.Br, later), earlier, il.Create(OpCodes.Ldc_I4_2), il.Create(OpCodes.Add), il.Create(OpCodes.Add), il.Create(OpCodes.Ret), later, il.Create(OpCodes.Br, earlier)];
    }

    private static void WriteAsset(string path, Func<ILProcessor, Instruction[]> code)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(name, new Version(1, 0)), name, ModuleKind.Dll);
        AddMethod(assembly.MainModule, code);
        assembly.Write(path);
    }
}
