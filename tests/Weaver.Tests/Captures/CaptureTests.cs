using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>What probes see of really woven programs, in Debug and Release.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CaptureTests
{
    private static readonly CaptureAsset s_asset = new("Captured", CapturedProgram.Source);

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Method_Returns_ShowsArgumentsLocalsAndResult(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "Total", """ "captureSnapshot": true """));

        Assert.AreEqual(48, Call(mode, "Total"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("""{"type":"Int32[]","size":2,"elements":[{"type":"Int32","value":"10"},{"type":"Int32","value":"20"}]}""", left.At("arguments/prices").GetRawText());
        Assert.AreEqual("1.5", left.At("arguments/rate/value").GetString());
        Assert.AreEqual("""{"type":"String","notCapturedReason":"redactedIdent"}""", left.At("arguments/password").GetRawText());
        Assert.AreEqual("Ada", left.At("arguments/this/fields/_owner/value").GetString());
        Assert.AreEqual("45", left.At("locals/total/value").GetString());
        Assert.AreEqual("48", left.At("locals/@return/value").GetString());
        Assert.IsFalse(left.GetProperty("locals").TryGetProperty("part", out _), "a local of the loop is not in scope at the end");
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LineInLoop_EachHit_ShowsTheValuesBeforeIt(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 15, """ "segments": [ { "str": "t=" }, { "dsl": "total", "json": { "ref": "total" } }, { "str": " p=" }, { "dsl": "part", "json": { "ref": "part" } } ] """));

        Call(mode, "Total");

        CollectionAssert.AreEqual(new[] { "t=0 p=15", "t=15 p=30" }, program.Events().Select(e => e.GetProperty("message").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncMethod_Completes_ShowsHoistedLocalsAndResult(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "PlaceAsync", """ "captureSnapshot": true """));

        Assert.AreEqual("n0,n1Ada", Call(mode, "Place"));

        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual("n", snapshot.At("captures/return/arguments/name/value").GetString());
        Assert.AreEqual("2", snapshot.At("captures/return/locals/parts/size").GetRawText());
        Assert.AreEqual("n0,n1", snapshot.At("captures/return/locals/summary/value").GetString());
        Assert.AreEqual("n0,n1Ada", snapshot.At("captures/return/locals/@return/value").GetString());
        Assert.AreEqual("Ada", snapshot.At("captures/return/arguments/this/fields/_owner/value").GetString());
        Assert.IsGreaterThan(0, snapshot.GetProperty("duration").GetDouble());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LineBehindAnAwait_EachHit_ShowsHoistedLocals(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 27, """ "segments": [ { "dsl": "label", "json": { "ref": "label" } }, { "str": " " }, { "dsl": "i", "json": { "ref": "i" } }, { "str": " " }, { "dsl": "len(parts)", "json": { "len": { "ref": "parts" } } } ] """));

        Call(mode, "Place");

        CollectionAssert.AreEqual(new[] { "n0 0 0", "n1 1 1" }, program.Events().Select(e => e.GetProperty("message").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncMethod_Fails_ShowsTheExceptionOnce(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "FailAsync", """ "captureSnapshot": true """));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Call(mode, "Fail"));

        Assert.AreEqual("code 7", error.Message);
        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("System.InvalidOperationException", left.At("throwable/type").GetString());
        Assert.AreEqual("code 7", left.At("throwable/message").GetString());
        Assert.AreEqual("7", left.At("arguments/code/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Method_Throws_ShowsTheExceptionAndLetsItPass(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "Divide", """ "captureSnapshot": true """));

        Assert.ThrowsExactly<DivideByZeroException>(() => Call(mode, "Divide", 0));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("System.DivideByZeroException", left.At("throwable/type").GetString());
        Assert.AreEqual("0", left.At("arguments/b/value").GetString());
        Assert.IsFalse(left.TryGetProperty("locals", out var locals) && locals.TryGetProperty("@return", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void OutAndRefParameters_OnLeaving_ShowWhatWasStored(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "Parse", """ "captureSnapshot": true, "evaluateAt": "ENTRY" """));

        Assert.AreEqual(47, Call(mode, "Parse"));

        var snapshot = program.Snapshots("p").Single();
        Assert.AreEqual("4", snapshot.At("captures/entry/arguments/calls/value").GetString());
        Assert.IsFalse(snapshot.At("captures/entry/arguments").TryGetProperty("value", out var unset) && unset.TryGetProperty("value", out _), "an out parameter is unset at entry");
        Assert.AreEqual("5", snapshot.At("captures/return/arguments/calls/value").GetString());
        Assert.AreEqual("42", snapshot.At("captures/return/arguments/value/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "Pick", "y", "locals/@return")]
    [DataRow(CompileMode.Debug, "Many", "1262", "locals/@return")]
    [DataRow(CompileMode.Release, "Pick", "y", "locals/@return")]
    [DataRow(CompileMode.Release, "Many", "1262", "locals/@return")]
    [DataRow(CompileMode.Debug, "Many", "343", "locals/d9")]
    public void GenericAndWideMethods_OnLeaving_ShowTheirValues(CompileMode mode, string method, string expected, string path)
    {
        using var program = Arm(mode, Method("Cart", method, """ "captureSnapshot": true """));

        Call(mode, method);

        Assert.AreEqual(expected, program.Snapshots("p").Single().At("captures/return/" + path + "/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void CapturedVariables_AtALine_ShowTheirPresentValues(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 77, """ "captureSnapshot": true """));

        Assert.AreEqual(119, Call(mode, "Captured"));

        var line = program.Snapshots("p").Single().At("captures/lines/77");
        Assert.AreEqual("118", line.At("locals/sum/value").GetString());
        Assert.AreEqual("101", line.At("arguments/start/value").GetString());
        Assert.AreEqual("Ada", line.At("arguments/this/fields/_owner/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LocalFunction_AtALine_ShowsWhatItCaptured(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 86, """ "captureSnapshot": true """));

        Assert.AreEqual(18, Call(mode, "LocalFunction"));

        var line = program.Snapshots("p").Single().At("captures/lines/86");
        Assert.AreEqual("6", line.At("locals/b/value").GetString());
        Assert.AreEqual("3", line.At("locals/a/value").GetString());
        Assert.AreEqual("2", line.At("arguments/c/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncLambda_AtALine_ShowsWhatItCapturedAndTheInstanceAround(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 97, """ "captureSnapshot": true """));

        Assert.AreEqual(13, Call(mode, "CapturedAsync"));

        var second = program.Snapshots("p")[1].At("captures/lines/97");
        Assert.AreEqual("8", second.At("locals/total/value").GetString());
        Assert.AreEqual("2", second.At("arguments/x/value").GetString());
        Assert.AreEqual("Ada", second.At("arguments/this/fields/_owner/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void AsyncMethodWithCapturedVariables_Completes_ShowsThem(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "CapturedAsync", """ "captureSnapshot": true """));

        Assert.AreEqual(13, Call(mode, "CapturedAsync"));

        Assert.AreEqual("13", program.Snapshots("p").Single().At("captures/return/locals/total/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void RefLocals_AtALine_ShowTheirTargetsUnlessTheyWereComputed(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 112, """ "captureSnapshot": true """));

        Assert.AreEqual(9, Call(mode, "References"));

        var locals = program.Snapshots("p").Single().At("captures/lines/112/locals");
        if (mode == CompileMode.Debug)
            Assert.AreEqual("7", locals.At("second/value").GetString(), "the optimizer keeps this one on the stack");

        Assert.AreEqual("n!", locals.At("name/value").GetString());
        Assert.AreEqual("ref, not read", locals.At("made/notCapturedReason").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void RefLocalsOverAFalseObject_AtALine_AreNotRead(CompileMode mode)
    {
        using var program = Arm(mode, Line(mode, 122, """ "captureSnapshot": true """));

        Assert.AreEqual("o", Call(mode, "Overlaid"));

        Assert.AreEqual("ref, not read", program.Snapshots("p").Single().At("captures/lines/122/locals/raw/notCapturedReason").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void ArgumentsThatALocalFunctionCaptures_AtEntryAndExit_HaveTheirValues(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "StructClosure", """ "captureSnapshot": true, "evaluateAt": "ENTRY" """));

        Assert.AreEqual("abc7abc8", Call(mode, "StructClosure"));

        var captures = program.Snapshots("p").Single().At("captures");
        Assert.AreEqual("7", captures.At("entry/arguments/order/value").GetString());
        Assert.AreEqual("abc", captures.At("entry/arguments/name/value").GetString());
        Assert.AreEqual("9", captures.At("return/arguments/order/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void LambdaParameter_HidesACapturedVariableOfItsName(CompileMode mode)
    {
        var inner = s_asset[mode].Manifest.Methods.Single(m => m.Name.Contains("Shadow", StringComparison.Ordinal) && m.Variables.Any(v => v.Name == "x" && v.TypeName == "System.String"));
        using var program = Arm(mode, Method(inner.TypeName, inner.Name, """ "captureSnapshot": true """));

        Assert.AreEqual("hellohello5", Call(mode, "Shadow"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("hello", left.At("arguments/x/value").GetString());
        Assert.AreEqual("hello", left.At("locals/s/value").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void CapturedArgumentOfAnAsyncMethod_OnLeaving_ShowsItsPresentValueOnce(CompileMode mode)
    {
        using var program = Arm(mode, Method("Cart", "CapturedArgumentAsync", """ "captureSnapshot": true """));

        Assert.AreEqual(9, Call(mode, "CapturedArgument"));

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("9", left.At("arguments/order/value").GetString());
        Assert.IsFalse(left.At("locals").TryGetProperty("order", out _));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void StructMethod_OnLeaving_ShowsItsOwnInstance(CompileMode mode)
    {
        using var program = Arm(mode, Method("Point", "Move", """ "captureSnapshot": true """));

        Assert.AreEqual(-4, Call(mode, "Move"));

        Assert.AreEqual(
            """{"type":"Point","fields":{"X":{"type":"Int32","value":"4"},"Y":{"type":"Int32","value":"-1"}}}""",
            program.Snapshots("p").Single().At("captures/return/arguments/this").GetRawText());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void ProbesGone_EveryGate_IsShut(CompileMode mode)
    {
        using (var program = Arm(mode, Method("Cart", "Total", """ "captureSnapshot": true """)))
            Assert.AreEqual(1, program.Status.OpenGates);

        var module = s_asset[mode].Module;
        Assert.IsTrue(Enumerable.Range(0, module.Count).All(i => module.Get(i) == 0));
    }

    private static ArmedProgram Arm(CompileMode mode, string probe) => s_asset.Arm(mode, probe);

    private static object? Call(CompileMode mode, string method, params object[] arguments) => s_asset.Call(mode, method, arguments);

    private static string Method(string type, string method, string rest) => CaptureAsset.Method(type, method, rest);

    private static string Line(CompileMode mode, int line, string rest) => s_asset.Line(mode, "line " + line, rest);
}
