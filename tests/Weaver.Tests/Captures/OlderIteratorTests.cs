using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>Iterators as C# compilers before 2025 made them: Dispose clears nothing and leaves the state as it was.</summary>
[TestClass]
[DoNotParallelize]
public sealed class OlderIteratorTests
{
    private static readonly CaptureAsset s_asset = new("Older", """
        using System;
        using System.Collections.Generic;

        public class Shop
        {
            public IEnumerable<int> Guarded(int count)
            {
                var made = "made";
                try
                {
                    for (var i = 0; i < count; i++)
                    {
                        if (i == 3) throw new InvalidOperationException(made + i);
                        yield return i;
                    }
                }
                finally
                {
                    Program.Log("end of " + made);
                }
            }

            public IEnumerable<int> Plain(int count) { for (var i = 0; i < count; i++) yield return i; }
        }

        public static class Program
        {
            static readonly List<string> s_log = new List<string>();
            public static void Log(string text) => s_log.Add(text);

            public static string Drain(string method, int count, int take)
            {
                s_log.Clear();
                try
                {
                    using var all = (method == "Guarded" ? new Shop().Guarded(count) : new Shop().Plain(count)).GetEnumerator();
                    for (var i = 0; i < take && all.MoveNext(); i++)
                        Log("" + all.Current);
                }
                catch (InvalidOperationException e) { Log(e.Message); }
                return string.Join(";", s_log);
            }

            public static string Run(Action tick)
            {
                var text = "";
                foreach (var method in new[] { "Guarded", "Plain" })
                {
                    foreach (var take in new[] { 0, 1, 9 })
                    {
                        tick();
                        text += Drain(method, 2, take) + "|" + Drain(method, 9, take) + "|";
                    }
                }
                return text;
            }
        }
        """, Compile);

    [TestMethod]
    [DataRow(CompileMode.Debug, "Guarded", 9, 9, "0;1;2;end of made;made3", true)]
    [DataRow(CompileMode.Release, "Guarded", 9, 9, "0;1;2;end of made;made3", true)]
    [DataRow(CompileMode.Debug, "Guarded", 9, 2, "0;1;end of made", false)]
    [DataRow(CompileMode.Release, "Guarded", 9, 2, "0;1;end of made", false)]
    [DataRow(CompileMode.Debug, "Guarded", 2, 9, "0;1;end of made", false)]
    [DataRow(CompileMode.Release, "Guarded", 2, 9, "0;1;end of made", false)]
    [DataRow(CompileMode.Debug, "Plain", 9, 2, "0;1", false)]
    [DataRow(CompileMode.Release, "Plain", 9, 2, "0;1", false)]
    public void OlderIterator_EndedDisposedOrThrowing_IsOneCall(CompileMode mode, string method, int count, int take, string answer, bool isThrown)
    {
        using (var messages = s_asset.Arm(mode, CaptureAsset.Method("Shop", method, CaptureAsset.Message("", "count"))))
        {
            Assert.AreEqual(answer, s_asset.Call(mode, "Drain", method, count, take));
            CollectionAssert.AreEqual(new[] { count.ToString(CultureInfo.InvariantCulture) }, CaptureAsset.Messages(messages));
        }

        using var program = s_asset.Arm(mode, CaptureAsset.Method("Shop", method));
        Assert.AreEqual(answer, s_asset.Call(mode, "Drain", method, count, take));
        Assert.AreEqual(isThrown, program.Snapshots("p").Single().At("captures/return").TryGetProperty("throwable", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void OlderIterators_GatesShutOpenToggledAndArmed_AnswerAlike(CompileMode mode) => s_asset.AssertAnswersAlike(mode, "||0;end of made|0;end of made|0;1;end of made|");

    private static string Compile(string folder, string name, string source, CompileMode mode)
    {
        var compiled = CompileSource.ToAssembly(folder, name, source, mode);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "older")).FullName, name + ".dll");
        using var module = ModuleDefinition.ReadModule(compiled, new ReaderParameters { ReadSymbols = true });
        foreach (var dispose in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.Name == "System.IDisposable.Dispose"))
            KeepState(dispose.Body.Instructions);

        module.Write(path, new WriterParameters { WriteSymbols = true });
        return path;
    }

    // this.x = null; this.y = default; this.state = -2;
    private static void KeepState(IList<Instruction> code)
    {
        foreach (var store in code.Where(i => i.OpCode.Code is Code.Stfld or Code.Initobj).ToArray())
        {
            foreach (var instruction in new[] { store.Previous.Previous, store.Previous, store })
            {
                instruction.OpCode = OpCodes.Nop;
                instruction.Operand = null;
            }
        }
    }
}
