using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>What snapshots of a woven program show of values of every kind, at and beyond every limit.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CaptureCheckTests
{
    private static WovenAssembly s_woven = null!;

    [ClassInitialize]
    public static void Weave(TestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        s_woven = WovenAssembly.Compile(ChecksSource.Program, CompileMode.Debug, name: "Checks");
    }

    [ClassCleanup]
    public static void Remove() => s_woven.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    public void Depth_OfTheLimit_IsExpandedAndNoMore(int depth)
    {
        var value = See(s_woven.Call("Checks.Run", "Chain", 8), $$"""{"maxReferenceDepth":{{depth}}}""");
        for (var level = 0; level < depth; level++)
        {
            Assert.AreEqual(level.ToString(), value.At("fields/Level/value").GetString());
            value = value.At("fields/Next");
        }

        Assert.AreEqual("""{"type":"Node","notCapturedReason":"depth"}""", value.GetRawText());
    }

    [TestMethod]
    [DataRow(0, "", 0, false)]
    [DataRow(1, "", 1, false)]
    [DataRow(100, "", 100, false)]
    [DataRow(101, "", 100, true)]
    [DataRow(1, "\"maxCollectionSize\":0", 0, true)]
    [DataRow(3, "\"maxCollectionSize\":1", 1, true)]
    [DataRow(101, "\"maxCollectionSize\":-5", 100, true)]
    public void Collection_AroundTheLimit_ShowsItsSizeAndWhatFits(int size, string limits, int shown, bool isCut)
    {
        foreach (var collection in new object[] { Enumerable.Range(0, size).ToArray(), Enumerable.Range(0, size).ToList(), new Queue<int>(Enumerable.Range(0, size)), Enumerable.Range(0, size).Select(n => "n" + n).ToHashSet() })
        {
            var value = See(collection, "{" + limits + "}");
            Assert.AreEqual(size, value.GetProperty("size").GetInt32());
            Assert.AreEqual(shown, value.GetProperty("elements").GetArrayLength());
            Assert.AreEqual(isCut ? "collectionSize" : null, Reason(value));
        }

        var entries = See(Enumerable.Range(0, size).ToDictionary(n => n), "{" + limits + "}");
        Assert.AreEqual(size, entries.GetProperty("size").GetInt32());
        Assert.AreEqual(shown, entries.GetProperty("entries").GetArrayLength());
        Assert.AreEqual(isCut ? "collectionSize" : null, Reason(entries));
    }

    [TestMethod]
    [DataRow(0, "", 0)]
    [DataRow(1, "", 1)]
    [DataRow(254, "", 254)]
    [DataRow(255, "", 255)]
    [DataRow(256, "", 255)]
    [DataRow(100_000, "", 255)]
    [DataRow(3, "\"maxLength\":0", 0)]
    [DataRow(300, "\"maxLength\":-1", 255)]
    public void Text_AroundTheLimit_TellsItsTrueLength(int length, string limits, int shown)
    {
        var value = See(new string('x', length), "{" + limits + "}");

        Assert.AreEqual(shown, value.GetProperty("value").GetString()!.Length);
        Assert.AreEqual(length > shown, value.TryGetProperty("truncated", out var truncated) && truncated.GetBoolean());
        Assert.AreEqual(length > shown ? length : -1, value.TryGetProperty("size", out var size) ? size.GetInt32() : -1);
    }

    [TestMethod]
    [DataRow("fields20", "", 20, false)]
    [DataRow("fields21", "", 20, true)]
    [DataRow("fields20", "\"maxFieldCount\":0", 0, true)]
    [DataRow("fields21", "\"maxFieldCount\":-1", 20, true)]
    [DataRow("fields21", "\"maxFieldCount\":21", 21, false)]
    public void Fields_AroundTheLimit_SayWhenSomeAreMissing(string kind, string limits, int shown, bool isCut)
    {
        var value = See(s_woven.Call("Checks.Run", "Make", kind), "{" + limits + "}");

        Assert.AreEqual(shown, value.GetProperty("fields").EnumerateObject().Count());
        Assert.AreEqual(isCut ? "fieldCount" : null, Reason(value));
    }

    [TestMethod]
    [DataRow("Price", """{"type":"Decimal","value":"12.50"}""")]
    [DataRow("Some", """{"type":"Nullable`1","value":"3"}""")]
    [DataRow("Missing", """{"type":"Nullable`1","isNull":true}""")]
    [DataRow("Both", """{"type":"Rights","value":"Read, Write"}""")]
    [DataRow("Odd", """{"type":"Rights","value":"8"}""")]
    [DataRow("Complex", """{"type":"Dictionary`2","size":1,"entries":[[{"type":"Person","fields":{"Name":{"type":"String","value":"ann"},"Age":{"type":"Int32","value":"3"}}},{"type":"List`1","size":2,"elements":[{"type":"Int32","value":"1"},{"type":"Int32","value":"2"}]}]]}""")]
    [DataRow("Nested", """{"type":"List`1","size":2,"elements":[{"type":"List`1","size":1,"elements":[{"type":"Int32","value":"1"}]},{"type":"List`1","size":2,"elements":[{"type":"Int32","value":"2"},{"type":"Int32","value":"3"}]}]}""")]
    [DataRow("Person", """{"type":"Person","fields":{"Name":{"type":"String","value":"bob"},"Age":{"type":"Int32","value":"4"}}}""")]
    [DataRow("Point", """{"type":"Point","fields":{"X":{"type":"Int32","value":"1"},"Y":{"type":"Int32","value":"2"}}}""")]
    [DataRow("Pair", """{"type":"ValueTuple`2","fields":{"Item1":{"type":"Int32","value":"1"},"Item2":{"type":"String","value":"one"}}}""")]
    [DataRow("Boxed", """{"type":"Tuple`2","fields":{"Item1":{"type":"Int32","value":"2"},"Item2":{"type":"String","value":"two"}}}""")]
    [DataRow("Lazy", """{"type":"Lazy`1","fields":{"IsValueCreated":{"type":"Boolean","value":"False"}}}""")]
    [DataRow("Thrower", """{"type":"Thrower","fields":{"Stored":{"type":"Int32","value":"5"}}}""")]
    [DataRow("Self", """{"type":"Values","notCapturedReason":"depth"}""")]
    public void Value_OfEachKind_IsShownSo(string field, string expected) =>
        Assert.AreEqual(expected, See(s_woven.Call("Checks.Run", "Make", "cycle"), """{"maxFieldCount":100}""").At("fields/" + field).GetRawText());

    [TestMethod]
    public void TasksAndExceptions_ShowWhatIsThere()
    {
        var fields = See(s_woven.Call("Checks.Run", "Make", "values"), """{"maxFieldCount":100}""").GetProperty("fields");

        Assert.AreEqual("9", fields.At("Done/fields/Result/value").GetString());
        Assert.AreEqual("RanToCompletion", fields.At("Done/fields/Status/value").GetString());
        Assert.AreEqual("broken", fields.At("Failed/fields/Exception/fields/Message/value").GetString());
        Assert.AreEqual("WaitingForActivation", fields.At("Pending/fields/Status/value").GetString());
        Assert.IsFalse(fields.At("Pending/fields").TryGetProperty("Result", out _), "Asking would wait.");
        Assert.AreEqual("wrong (Parameter 'name')", fields.At("Error/fields/Message/value").GetString());
        Assert.IsTrue(fields.At("Error/fields/StackTrace/isNull").GetBoolean());
        Assert.AreEqual("""{"type":"Object","isNull":true}""", See(null, "{}").GetRawText());
        Assert.AreEqual("01/02/2024 03:04:05", See(new DateTime(2024, 1, 2, 3, 4, 5), "{}").GetProperty("value").GetString());
        Assert.AreEqual(Guid.Empty.ToString(), See(Guid.Empty, "{}").GetProperty("value").GetString());
    }

    [TestMethod]
    public void Spans_AreNamedWithTheirLength()
    {
        using var program = new WatchedProgram(s_woven, ["""[{"id":"p","at":"Checks.Service.SeeSpan","snapshot":true}]"""]);

        s_woven.Call("Checks.Run", "SeeSpan");

        var arguments = program.SnapshotsOf("p").Single().At("captures/entry/arguments");
        Assert.AreEqual(4, arguments.At("text/size").GetInt32());
        Assert.AreEqual("Span`1", arguments.At("numbers/type").GetString());
    }

    [TestMethod]
    public void StaticFields_AreReadAnewEachTime()
    {
        using var program = new WatchedProgram(s_woven, ["""[{"id":"p","at":"Checks.Service.See","snapshot":true,"limits":{"perSecond":1000000}}]"""]);

        for (var i = 0; i < 3; i++)
        {
            s_woven.Call("Checks.Run", "See", null, "");
            s_woven.Call("Checks.Run", "Grow");
        }

        var statics = program.SnapshotsOf("p").Select(s => s.At("captures/return/staticFields")).ToList();
        Assert.HasCount(3, statics);
        AssertStatics("Count", "0", "1", "2");
        AssertStatics("Ratio", "0", "0.5", "1");
        AssertStatics("On", "False", "True", "False");
        AssertStatics("Rights", "None", "Read", "Write");
        AssertStatics("Own", "0", "2", "4");
        Assert.AreEqual("xx", statics[2].At("Title/value").GetString());
        Assert.IsTrue(statics[0].At("Owner/isNull").GetBoolean());
        Assert.AreEqual("2", statics[2].At("Owner/fields/Age/value").GetString());

        void AssertStatics(string name, params string[] expected) =>
            CollectionAssert.AreEqual(expected, statics.Select(s => s.At(name + "/value").GetString()).ToArray(), name);
    }

    [TestMethod]
    public void ListChangedByAnotherThreadMeanwhile_KeepsWhatWasReadAndSaysSo()
    {
        var list = Enumerable.Range(0, 90).Select(n => (object)n).ToList();
        var time = new SteppingTime(TimeSpan.Zero);
        using var program = new WatchedProgram(s_woven, [Probe("{}")], time: time);
        time.Read = () =>
        {
            // The clock is read between two items; another thread changes the list while this one reads it.
            if (Environment.StackTrace.Contains("CaptureBudget", StringComparison.Ordinal))
            {
                var writer = new Thread(() => list[^1] = "late");
                writer.Start();
                writer.Join();
            }
        };

        Assert.AreEqual(3, s_woven.Call("Checks.Run", "See", list, "abc"));

        time.Read = null;
        var value = program.SnapshotsOf("p").Single().At("captures/entry/arguments/value");
        Assert.AreEqual("concurrentModification", Reason(value));
        Assert.AreEqual("0", value.GetProperty("elements")[0].GetProperty("value").GetString());
    }

    [TestMethod]
    public void TenMilliseconds_ForAHugeGraph_EndInTheMarker()
    {
        var graph = Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, 100).Select(_ => Enumerable.Range(0, 100).ToArray()).ToArray()).ToArray();
        using var program = new WatchedProgram(
            s_woven, [Probe("{}")], change: s => s with { CaptureTimeout = TimeSpan.FromMilliseconds(10) }, time: new SteppingTime(TimeSpan.FromMilliseconds(1)));

        Assert.AreEqual(3, s_woven.Call("Checks.Run", "See", graph, "abc"));

        var arguments = program.SnapshotsOf("p").Single().At("captures/entry/arguments");
        Assert.Contains("\"notCapturedReason\":\"timeout\"", arguments.GetProperty("value").GetRawText());
        Assert.IsGreaterThan(0, arguments.At("value/elements").GetArrayLength());
        Assert.AreEqual("timeout", Reason(arguments.GetProperty("small")));
    }

    [TestMethod]
    public void OversizedSnapshot_IsPrunedFromTheDeepestValuesUp()
    {
        // Three and a half megabytes over both ends of the call.
        var text = new string('x', 400);
        var value = new { Near = "near", Far = Enumerable.Range(0, 100).Select(_ => Enumerable.Repeat(new { Text = text }, 40).ToArray()).ToArray() };
        using var program = new WatchedProgram(s_woven, [Probe("""{"maxLength":400}""")]);

        s_woven.Call("Checks.Run", "See", value, "small");

        var snapshot = program.SnapshotsOf("p").Single();
        Assert.IsLessThanOrEqualTo(1_048_576, System.Text.Encoding.UTF8.GetByteCount(program.Events.Single(e => e.Has("debugger/snapshot")).GetRawText()));
        foreach (var end in new[] { "entry", "return" })
        {
            var arguments = snapshot.At($"captures/{end}/arguments");
            Assert.Contains("{\"pruned\":true}", arguments.GetRawText());
            Assert.AreEqual("small", arguments.At("small/value").GetString());
            Assert.AreEqual("near", arguments.At("value/fields/Near/value").GetString());
            Assert.AreEqual(100, arguments.At("value/fields/Far/size").GetInt32());
        }

        Assert.IsEmpty(program.Status.Probes.Single().Dropped);
    }

    [TestMethod]
    public void CaptureExpressions_EachHasItsLimitsAndItsOwnErrors()
    {
        const string Probe = """
            [{"id":"p","type":"LOG_PROBE","where":{"typeName":"Checks.Service","methodName":"Select"},"sampling":{"snapshotsPerSecond":1000000},"captureExpressions":[
              {"name":"first","expr":{"dsl":"numbers[0]","json":{"index":[{"ref":"numbers"},0]}}},
              {"name":"broken","expr":{"dsl":"numbers[999999]","json":{"index":[{"ref":"numbers"},999999]}}},
              {"name":"few","expr":{"dsl":"filter(numbers, true)","json":{"filter":[{"ref":"numbers"},{"gt":[{"ref":"@it"},-1]}]}},"capture":{"maxCollectionSize":2}},
              {"name":"person","expr":{"dsl":"person","json":{"ref":"person"}},"capture":{"maxFieldCount":1}},
              {"name":"flat","expr":{"dsl":"person","json":{"ref":"person"}},"capture":{"maxReferenceDepth":0}},
              {"name":"cut","expr":{"dsl":"text","json":{"ref":"text"}},"capture":{"maxLength":3}}]},
             {"id":"never","type":"LOG_PROBE","where":{"typeName":"Checks.Service","methodName":"Select"},"when":{"dsl":"text == 'x'","json":{"eq":[{"ref":"text"},"x"]}},
              "captureExpressions":[{"name":"text","expr":{"dsl":"text","json":{"ref":"text"}}}]}]
            """;
        using var program = new WatchedProgram(s_woven, [Probe]);

        for (var i = 0; i < 5; i++)
            s_woven.Call("Checks.Run", "Select", Enumerable.Range(0, 100_000).ToList());

        var shown = program.SnapshotsOf("p");
        Assert.HasCount(5, shown);
        var values = shown[0].At("captures/return/captureExpressions");
        Assert.AreEqual("""{"type":"Int32","value":"0"}""", values.GetProperty("first").GetRawText());
        Assert.IsFalse(values.TryGetProperty("broken", out _));
        StringAssert.Contains(shown[0].At("evaluationErrors")[0].GetProperty("expr").GetString(), "999999");
        Assert.AreEqual(2, values.At("few/elements").GetArrayLength());
        Assert.AreEqual(1, values.At("person/fields").EnumerateObject().Count());
        Assert.AreEqual("""{"type":"Person","notCapturedReason":"depth"}""", values.GetProperty("flat").GetRawText());
        Assert.AreEqual("""{"type":"String","value":"a l","truncated":true,"size":11}""", values.GetProperty("cut").GetRawText());
        Assert.IsEmpty(program.SnapshotsOf("never"));
    }

    private static string Probe(string capture) => $$"""
        [{"id":"p","type":"LOG_PROBE","where":{"typeName":"Checks.Service","methodName":"See"},"captureSnapshot":true,"capture":{{capture}},"sampling":{"snapshotsPerSecond":1000000} }]
        """;

    // What a snapshot of the woven method shows of its argument.
    private static JsonElement See(object? value, string capture)
    {
        using var program = new WatchedProgram(s_woven, [Probe(capture)]);

        Assert.AreEqual(5, s_woven.Call("Checks.Run", "See", value, "small"));

        return program.SnapshotsOf("p").Single().At("captures/entry/arguments/value");
    }

    private static string? Reason(JsonElement value) => value.TryGetProperty("notCapturedReason", out var reason) ? reason.GetString() : null;
}
