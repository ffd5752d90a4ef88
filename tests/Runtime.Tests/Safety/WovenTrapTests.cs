using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>No code of a woven program runs because of a probe: each piece counts its calls.</summary>
[TestClass]
[DoNotParallelize]
public sealed class WovenTrapTests
{
    private static readonly (string Method, string[] Expressions)[] s_expressions =
    [
        ("Look",
        [
            "one", "one.Computed", "one.Text", "one.Automatic", "one.Length", "one[0]", "one == one", "one != local", "one == 'x'", "one < local", "len(one)", "isEmpty(one)",
            "value", "value == copy", "value.Stored", "all", "all.Plain", "all.Boxed", "all.Maybe", "all.Late", "all.Late.Field", "all.Late.Started", "all.Own", "len(all.Own)",
            "all.List", "contains(all.List, one)", "any(all.List, @it == one)", "filter(all.List, @it.Stored > 0)", "all.Array", "all.Set", "contains(all.Set, one)", "len(all.Set)",
            "all.Sorted", "all.Map", "all.Map[one]", "contains(all.Map, one)", "any(all.Map, @key == one)", "filter(all.Map, @value.Stored == 42)", "all.SortedMap", "all.SortedMap[one]",
            "all.Concurrent", "len(all.Concurrent)", "all.Table", "all.Table[one]", "all.Named", "all.Named['a']", "all.Named['password']", "all.Queue", "all.Bag", "all.Query", "len(all.Query)",
            "all.Lazy", "all.Lazy.Value", "all.Made", "all.Task", "all.Task.Result", "all.Failed", "all.Failed.Exception", "all.Tuple", "all.Tuple.Item1",
            "error", "error.Message", "error.StackTrace", "error.Data", "error.Source", "error.HelpLink", "error.InnerException", "error._message",
            "all.Many", "all.Many.Message", "all.Range", "all.Range.Message", "all.Range.ActualValue", "this", "Shared", "@return", "@return.Text",
            "instanceof(one, 'Traps.Trapped')", "typeof(one) == 'Traps.Trapped'", "startsWith(one, 'x')", "matches(one, 'x')", "substring(one, 0, 1)",
        ]),
        ("Fail", ["@exception", "@exception.Message", "@exception.StackTrace", "@exception.Data", "@exception.InnerException", "@exception.ActualValue", "@exception == error", "@exception.Detail"]),
        ("LookAsync", ["@return", "all.Plain", "error", "@exception", "@exception.Message"]),
    ];

    [TestMethod]
    [DataRow(CompileMode.Debug, WayOut.Agent)]
    [DataRow(CompileMode.Release, WayOut.Log)]
    public void CodeOfTheProgram_UnderEveryProbe_NeverRuns(CompileMode mode, object way)
    {
        using var woven = WovenAssembly.Compile(TrapSource.Program, mode);
        var places = EveryProbe.Of(woven.Manifest, snapshots: true).Single();
        using var program = new WatchedProgram(woven, [places, ExpressionProbes.Spans(woven.Manifest), .. s_expressions.Select(e => ExpressionProbes.File("Traps.Service." + e.Method, e.Expressions))], (WayOut)way);

        using (program.StartActivity())
            woven.Call("Traps.Run", "All");

        Assert.AreEqual(0, Calls(woven), "Called last: " + woven.Type("Traps.Calls").GetField("Last")!.GetValue(null));
        Assert.IsEmpty(ExpressionProbes.Silent(program), "These probes were never hit.");
        var emitted = program.Everything();
        Assert.Contains("told", emitted);
        Assert.AreEqual(0, Calls(woven), "Neither delivery nor statuses run any.");
        Assert.AreEqual(2, woven.Call("Traps.Run", "Spring"), "The static constructor had not run.");
    }

    private static int Calls(WovenAssembly woven) => (int)woven.Type("Traps.Calls").GetField("Count", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
