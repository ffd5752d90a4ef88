using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Conformance.Tests.Described;

/// <summary>The described cases of kind <c>envelope</c>: what stands in an event beside and around the captured values.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DescribedEnvelopeTests
{
    // enc-envelope-method-throws
    [TestMethod]
    public void Event_OfAMethodThatThrows_HasTheExceptionAmongTheLocalsAndAsThrowable()
    {
        List<JsonElement> snapshots = [];
        using (var program = new Weaver.Tests.Support.ArmedProgram(DescribedMethodTests.Woven, "[" + Probe("Throws", "\"captureSnapshot\":true") + "]"))
        {
            Assert.ThrowsExactly<InvalidOperationException>(() => DescribedMethodTests.Woven.Call("Samples.Program", "Throws"));
            snapshots.AddRange(program.Events().Select(e => e.GetProperty("debugger").GetProperty("snapshot")));
        }

        var left = snapshots.Single().GetProperty("captures").GetProperty("return");
        Assert.AreEqual("InvalidOperationException", left.GetProperty("locals").GetProperty("@exception").GetProperty("type").GetString());
        Assert.IsNull(left.GetProperty("locals").Find("@return"));
        Assert.AreEqual("System.InvalidOperationException", left.GetProperty("throwable").GetProperty("type").GetString());
        Assert.AreEqual("no stock", left.GetProperty("throwable").GetProperty("message").GetString());
        Assert.AreEqual(JsonValueKind.Array, left.GetProperty("throwable").GetProperty("stacktrace").ValueKind);
    }

    // enc-envelope-partial
    [TestMethod]
    public void Event_OfAPlainMessage_HasNeitherCapturesNorStack()
    {
        var snapshot = Run("HasNoLocals", "\"segments\":[{\"str\":\"here\"}]");

        Assert.IsNull(snapshot.Find("captures"));
        Assert.IsNull(snapshot.Find("stack"));
    }

    // enc-envelope-condition-error
    [TestMethod]
    public void Event_OfAConditionThatFails_HasErrorsAndAStackAndNoValues()
    {
        var snapshot = Run("HasNoLocals", """ "captureSnapshot":true,"when":{"dsl":"missing > 1","json":{"gt":[{"ref":"missing"},1]}},"segments":[{"str":"here"}] """);

        Assert.IsEmpty(snapshot.GetProperty("captures").EnumerateObject());
        Assert.IsGreaterThan(0, snapshot.GetProperty("evaluationErrors").GetArrayLength());
        Assert.IsGreaterThan(0, snapshot.GetProperty("stack").GetArrayLength());
    }

    // enc-envelope-capture-expressions
    [TestMethod]
    public void Event_OfCaptureExpressions_HasThemAndNothingElse()
    {
        var snapshot = Run("CaptureExpressionsMethod", "\"captureExpressions\":[" + DescribedMethodTests.Named("inputValue") + "," + DescribedMethodTests.Named("localValue") + "]");

        var context = snapshot.GetProperty("captures").GetProperty("return");
        Assert.AreEqual("captureExpressions", string.Join(",", context.EnumerateObject().Select(g => g.Name)));
        Assert.AreEqual("inputValue,localValue", string.Join(",", context.GetProperty("captureExpressions").EnumerateObject().Select(g => g.Name)));
    }

    // enc-envelope-capture-expressions-none
    [TestMethod]
    public void Event_WithoutAnyCaptureExpression_CapturesNothing()
    {
        var snapshot = Run("HasNoLocals", "\"captureExpressions\":[],\"segments\":[{\"str\":\"here\"}]");

        Assert.IsNull(snapshot.Find("captures")?.Find("return"));
    }

    // enc-envelope-entry-eval
    [TestMethod]
    public void Event_EvaluatedAtEntry_ShowsWhatTheMethodThenChanged()
    {
        var captures = Run("Mutates", "\"captureSnapshot\":true,\"evaluateAt\":\"ENTRY\"").GetProperty("captures");

        Assert.AreEqual(0, SizeOf(captures.GetProperty("entry")));
        Assert.AreEqual(1, SizeOf(captures.GetProperty("return")));

        static int SizeOf(JsonElement context) => context.GetProperty("arguments").GetProperty("list").GetProperty("size").GetInt32();
    }

    // enc-envelope-empty-locals
    [TestMethod]
    public void Event_OfAMethodWithoutLocals_HasNoGroupForThem() =>
        Assert.IsNull(Run("HasNoLocals", "\"captureSnapshot\":true").GetProperty("captures").GetProperty("return").Find("locals"));

    private static JsonElement Run(string entry, string more) => DescribedMethodTests.Run(entry, [Probe(entry, more)]).Single();

    private static string Probe(string entry, string more) => entry == "CaptureExpressionsMethod"
        ? DescribedMethodTests.Method(entry, more)
        : DescribedMethodTests.Method("Envelope", more, entry);
}
