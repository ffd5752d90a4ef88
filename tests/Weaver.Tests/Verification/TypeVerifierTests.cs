using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Verification;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Verification;

/// <summary>Sound bodies with one value of the wrong type put in: each such mistake of a weaver is found and named.</summary>
[TestClass]
public sealed class TypeVerifierTests
{
    private const string Source = """
        using System;
        public class Base { public virtual void Run() { } }
        public sealed class Derived : Base { }
        public sealed class Other { }
        public struct Pair { public int A; public long B; public int Sum() => A; }
        public class Holder : Base
        {
            public int Number; public Pair Pair; public string Text;
            public Holder(int number) { Number = number; }
        }
        public static class Subject
        {
            public static void TakeInt(int x) { }
            public static void TakeLong(long x) { }
            public static void TakeObject(object x) { }
            public static void TakeBase(Base x) { }
            public static void TakeEnum(Enum x) { }
            public static void TakePair(Pair x) { }
            public static void TakeIntRef(ref int x) { }
            public static void TakePairRef(ref Pair x) { }
            public static T Same<T>(T x) => x;
            public static int Work(int i, long l, double d, string s, Base b, Derived v, Other o, Pair p, Holder h, ref int r, ref long q, DayOfWeek? y) { return i; }
            public static void Nothing(int i, string s) { }
            public static void Plain<T>(T t) { TakeObject(t); }
        }
        """;

    private static readonly Lazy<ModuleDefinition> s_module = new(Compile);

    // What comes before the return of "i" in Work; arguments by their index.
    [TestMethod]
    [DataRow("arg 0; call TakeInt")]
    [DataRow("arg 0; box Int32; call TakeObject")]
    [DataRow("arg 5; call TakeBase")]
    [DataRow("null; call TakeBase")]
    [DataRow("arg 9; call TakeIntRef")]
    [DataRow("arg 7; call TakePair")]
    [DataRow("arga 7; call TakePairRef")]
    [DataRow("arga 7; call Sum; pop")]
    [DataRow("arg 9; ldind.i4; pop")]
    [DataRow("arg 9; conv.u; ldind.i8; pop")]
    [DataRow("arg 11; box DayOfWeek?; call TakeEnum")]
    [DataRow("arg 8; ldfld Number; pop")]
    [DataRow("arg 8; arg 0; stfld Number")]
    [DataRow("arg 4; callvirt Run")]
    public void Body_WithFittingValues_IsSound(string code) => Assert.IsNull(Problem(code), code);

    [TestMethod]
    [DataRow("arg 1; call TakeInt", "an Int64 as argument, where an Int32 is wanted")]
    [DataRow("arg 0; call TakeLong", "an Int32 as argument, where an Int64 is wanted")]
    [DataRow("arg 0; call TakeObject", "an Int32 as argument, where an object System.Object is wanted")]
    [DataRow("arg 7; call TakeObject", "a value Pair as argument, where an object System.Object is wanted")]
    [DataRow("arg 3; call TakeInt", "an object System.String as argument, where an Int32 is wanted")]
    [DataRow("arg 6; call TakeBase", "an object Other as argument, where an object Base is wanted")]
    [DataRow("arg 0; call TakeIntRef", "an Int32 as argument, where a reference to System.Int32 is wanted")]
    [DataRow("arg 10; call TakeIntRef", "a reference to System.Int64 as argument, where a reference to System.Int32 is wanted")]
    [DataRow("arg 9; call TakePairRef", "a reference to System.Int32 as argument, where a reference to Pair is wanted")]
    [DataRow("arga 7; call TakePair", "a reference to Pair as argument, where a value Pair is wanted")]
    [DataRow("arg 7; call Sum; pop", "a value Pair to call on, where a reference to Pair is wanted")]
    [DataRow("arg 11; box DayOfWeek?; call TakeBase", "an object System.DayOfWeek as argument, where an object Base is wanted")]
    [DataRow("arg 6; callvirt Run", "an object Other to call on, where an object Base is wanted")]
    [DataRow("arg 9; ldind.i8; pop", "a reference to System.Int32, which is not what it reads or writes")]
    [DataRow("arg 9; arg 1; stind.i4", "an Int64 to store, where an Int32 is wanted")]
    [DataRow("arg 0; ldind.i4; pop", "an Int32, where an address is wanted")]
    [DataRow("arg 6; ldfld Number; pop", "an object Other, where its field belongs to Holder")]
    [DataRow("arg 8; arg 1; stfld Number", "an Int64 to store, where an Int32 is wanted")]
    [DataRow("arg 0; arg 1; add; pop", "combines an Int32 with an Int64")]
    [DataRow("arg 3; arg 0; ceq; pop", "compares an object System.String with an Int32")]
    [DataRow("arg 0; box Int64; pop", "an Int32 to box, where an Int64 is wanted")]
    [DataRow("arg 1; starg 0", "an Int64 to store, where an Int32 is wanted")]
    [DataRow("arg 2; brtrue END", "a floating-point number, where a number or a reference is wanted")]
    [DataRow("arg 0; throw", "has an Int32, where an object is wanted")]
    [DataRow("arg 0; arg 0; localloc; pop; pop", "needs an otherwise empty stack")]
    [DataRow("arg 0; callvirt TakeInt", "calls a static method as if it were virtual")]
    [DataRow("arg 0; call Same; pop", "without type arguments")]
    [DataRow("volatile.; arg 0; pop", "which cannot have it")]
    [DataRow("rethrow", "stands outside a catch block")]
    public void Body_WithAWrongValue_IsRefusedByName(string code, string problem) => StringAssert.Contains(Problem(code), problem, StringComparison.Ordinal);

    [TestMethod]
    public void Local_OfAnotherType_IsRefused()
    {
        var problem = Problem("arg 1; stloc; arg 0; pop", method => method.Body.Variables.Add(new VariableDefinition(method.Module.TypeSystem.Int32)));

        StringAssert.Contains(problem, "an Int64 to store, where an Int32 is wanted", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Result_OfAnotherType_IsRefused()
    {
        var method = Clean("Work");
        Write(method, "arg 3; ret");

        StringAssert.Contains(BodyVerifier.FindProblem(method), "an object System.String to return, where an Int32 is wanted", StringComparison.Ordinal);
    }

    [TestMethod]
    public void GenericValue_WithoutItsBox_IsRefused()
    {
        var method = Clean("Plain");
        Write(method, "arg 0; call TakeObject; ret");

        StringAssert.Contains(BodyVerifier.FindProblem(method), "a generic T as argument, where an object System.Object is wanted", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("arg 0; callvirt Run; arg 0; base; ret", "calls a method on this before the base constructor was called")]
    [DataRow("arg 0; call TakeBase; arg 0; base; ret", "an uninitialized this as argument")]
    [DataRow("ret", "returns before the base constructor was called")]
    [DataRow("arg 0; base; arg 0; callvirt Run; ret", null)]
    public void Constructor_UsingThisTooEarly_IsRefused(string code, string? problem)
    {
        var method = Module().GetType("Holder").Methods.Single(m => m.IsConstructor);
        Write(method, code);

        if (problem == null)
            Assert.IsNull(BodyVerifier.FindProblem(method));
        else
            StringAssert.Contains(BodyVerifier.FindProblem(method), problem, StringComparison.Ordinal);
    }

    [TestMethod]
    public void PathsThatMeet_WithDifferentKinds_AreRefused()
    {
        var method = Clean("Work");
        var il = method.Body.GetILProcessor();
        var meet = il.Create(OpCodes.Pop);
        var other = il.Create(OpCodes.Ldarg, method.Parameters[1]);
        foreach (var instruction in new[] { il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Brtrue, other), il.Create(OpCodes.Ldnull), il.Create(OpCodes.Br, meet), other, meet, il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Ret) })
            il.Append(instruction);

        StringAssert.Contains(BodyVerifier.FindProblem(method), "is reached with", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ShortBranch_TooFarFromItsTarget_IsRefused()
    {
        var method = Clean("Work");
        var il = method.Body.GetILProcessor();
        var end = il.Create(OpCodes.Ldarg_0);
        il.Append(il.Create(OpCodes.Br_S, end));
        for (var i = 0; i < 128; i++)
            il.Append(il.Create(OpCodes.Nop));
        il.Append(end);
        il.Append(il.Create(OpCodes.Ret));

        StringAssert.Contains(BodyVerifier.FindProblem(method), "'br.s' cannot reach its target 128 bytes away", StringComparison.Ordinal);
    }

    private static string? Problem(string code, Action<MethodDefinition>? prepare = null)
    {
        var method = Clean("Work");
        prepare?.Invoke(method);
        Write(method, code + "; END; arg 0; ret");
        return BodyVerifier.FindProblem(method);
    }

    private static MethodDefinition Clean(string name)
    {
        var method = Module().GetType("Subject").Methods.Single(m => m.Name == name);
        method.Body.Instructions.Clear();
        method.Body.Variables.Clear();
        return method;
    }

    // A fresh copy for each test: they run beside each other.
    private static ModuleDefinition Module() => ModuleDefinition.ReadModule(s_module.Value.FileName, new ReaderParameters { AssemblyResolver = s_module.Value.AssemblyResolver, InMemory = true });

    private static void Write(MethodDefinition method, string code)
    {
        var il = method.Body.GetILProcessor();
        method.Body.Instructions.Clear();
        var end = il.Create(OpCodes.Nop);
        foreach (var step in code.Split("; "))
            il.Append(step == "END" ? end : Parse(method, il, step.Split(' '), end));

        for (var (i, offset) = (0, 0); i < method.Body.Instructions.Count; i++)
        {
            method.Body.Instructions[i].Offset = offset;
            offset += method.Body.Instructions[i].GetSize();
        }
    }

    private static Instruction Parse(MethodDefinition method, ILProcessor il, string[] words, Instruction end)
    {
        var types = method.Module.TypeSystem;
        ParameterDefinition Argument(int index) => method.HasThis ? index == 0 ? method.Body.ThisParameter : method.Parameters[index - 1] : method.Parameters[index];
        return words[0] switch
        {
            "arg" => il.Create(OpCodes.Ldarg, Argument(int.Parse(words[1], null))),
            "arga" => il.Create(OpCodes.Ldarga, Argument(int.Parse(words[1], null))),
            "starg" => il.Create(OpCodes.Starg, Argument(int.Parse(words[1], null))),
            "stloc" => il.Create(OpCodes.Stloc, method.Body.Variables[0]),
            "null" => il.Create(OpCodes.Ldnull),
            "box" => il.Create(OpCodes.Box, words[1] == "Int32" ? types.Int32 : words[1] == "Int64" ? types.Int64 : Argument(11).ParameterType),
            "call" => il.Create(OpCodes.Call, Methods(method.Module).Single(m => m.Name == words[1])),
            "callvirt" => il.Create(OpCodes.Callvirt, Methods(method.Module).Single(m => m.Name == words[1])),
            "base" => il.Create(OpCodes.Call, method.Module.GetType("Base").Methods.Single(m => m.IsConstructor)),
            "ldfld" => il.Create(OpCodes.Ldfld, method.Module.GetType("Holder").Fields.Single(f => f.Name == words[1])),
            "stfld" => il.Create(OpCodes.Stfld, method.Module.GetType("Holder").Fields.Single(f => f.Name == words[1])),
            "brtrue" => il.Create(OpCodes.Brtrue, end),
            _ => il.Create((OpCode)typeof(OpCodes).GetFields().Single(f => ((OpCode)f.GetValue(null)!).Name == words[0]).GetValue(null)!),
        };
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(t => t.Methods);

    private static ModuleDefinition Compile()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var path = CompileSource.ToAssembly(folder, "Typed", Source, CompileMode.Release);
        var resolver = new DefaultAssemblyResolver();
        foreach (var place in CompileSource.References.Select(r => System.IO.Path.GetDirectoryName(r)!).Distinct())
            resolver.AddSearchDirectory(place);

        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
    }
}
