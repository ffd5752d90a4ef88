using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Rewriting;

/// <summary>Methods that ask who they are or who called them get the answer they got before.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CallerSensitiveTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;

        public class Plain
        {
            public static readonly List<MethodBase> Seen = new();
            public Plain() { Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Instance(int x) { Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Instance(string x) { Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Method<T>() { Seen.Add(MethodBase.GetCurrentMethod()); }
            public string Property { get { Seen.Add(MethodBase.GetCurrentMethod()); return ""; } }
            public async Task Async() { await Task.Yield(); Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Lambda() { var x = Seen.Count; Action a = () => { Seen.Add(MethodBase.GetCurrentMethod()); GC.KeepAlive(x); }; a(); }
            public void Local() { void Inner<U>() { Seen.Add(MethodBase.GetCurrentMethod()); } Inner<string>(); }
        }

        public class Box<T>
        {
            public Box() { Plain.Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Instance(T value) { Plain.Seen.Add(MethodBase.GetCurrentMethod()); }
            public static void Static() { Plain.Seen.Add(MethodBase.GetCurrentMethod()); }
            public void Both<U>(T t, U u) { Plain.Seen.Add(MethodBase.GetCurrentMethod()); }
            public async Task Async() { await Task.Yield(); Plain.Seen.Add(MethodBase.GetCurrentMethod()); }
            public struct Inner { public void Run() { Plain.Seen.Add(MethodBase.GetCurrentMethod()); } }
        }

        public static class Program
        {
            public static MethodBase[] Ask()
            {
                Plain.Seen.Clear();
                var plain = new Plain();
                plain.Instance(1);
                plain.Instance("");
                plain.Method<int>();
                plain.Method<string>();
                _ = plain.Property;
                plain.Async().GetAwaiter().GetResult();
                plain.Lambda();
                plain.Local();
                new Box<int>().Instance(1);
                new Box<string>().Instance("");
                Box<int>.Static();
                Box<string>.Static();
                new Box<int>().Both(1, "");
                new Box<string>().Both("", 1);
                new Box<string>().Async().GetAwaiter().GetResult();
                default(Box<int>.Inner).Run();
                default(Box<string>.Inner).Run();
                return Plain.Seen.ToArray();
            }

            public static string Others()
                => string.Join(",", Executing(), Calling(), Name(), Found(), Made(), Delegated());

            static string Executing() => Assembly.GetExecutingAssembly().GetName().Name;
            static string Calling() => Assembly.GetCallingAssembly().GetName().Name;
            static string Name([CallerMemberName] string name = "") => name;
            static string Found() => Type.GetType("Plain")?.Name ?? "none";
            static string Made() => Activator.CreateInstance(typeof(Plain).Assembly.FullName, "Plain").Unwrap().GetType().Name;
            static string Delegated() { Func<Assembly> f = Assembly.GetCallingAssembly; return f.Method.Name; }
        }
        """;

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void CurrentMethod_GatesShutAndOpen_IsTheOriginal(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode, name: "Current" + mode);
        var shut = (System.Reflection.MethodBase[])woven.Call("Program", "Ask")!;
        woven.SetAll(1);
        var open = (System.Reflection.MethodBase[])woven.Call("Program", "Ask")!;

        CollectionAssert.AreEqual(shut, open);
        Assert.HasCount(23, open);
        Assert.IsFalse(woven.Manifest.LeftOut.Any(m => m.RuleId == "WVR1030" && m.Detail.Contains("GetCurrentMethod", StringComparison.Ordinal)));
        Assert.AreEqual(0, open.Count(m => m.Name.Contains("Probed", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void OtherQuestions_GatesShutAndOpen_HaveTheSameAnswers(CompileMode mode)
    {
        using var woven = WovenAssembly.Compile(Source, mode, name: "Others" + mode);
        var shut = woven.Call("Program", "Others");
        woven.SetAll(1);

        Assert.AreEqual(shut, woven.Call("Program", "Others"));
        CollectionAssert.AreEquivalent(new[] { "Calling", "Delegated" }, woven.Manifest.LeftOut.Where(m => m.RuleId == "WVR1030").Select(m => m.Name).ToArray());
    }
}
