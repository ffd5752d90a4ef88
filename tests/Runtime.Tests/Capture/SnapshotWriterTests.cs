using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Frames;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class SnapshotWriterTests
{
    [TestMethod]
    public unsafe void Context_OfOneCall_HasItsGroups()
    {
        var order = "A1";
        var retries = 3;
        var items = new List<int> { 1, 2 };
        var frame = new Frame<string, int, List<int>>(ref order, ref retries, ref items);
        var address = (nint)(&frame);
        var captured = Captured.WriteContext(writer =>
        {
            var view = new FrameView(Shape<Frame<string, int, List<int>>>.Instance, (void*)address, null);
            writer.BeginGroup(CaptureGroup.Arguments);
            writer.WriteVariable("order", 0, view);
            writer.WriteVariable("retries", 1, view);
            writer.EndGroup();
            writer.BeginGroup(CaptureGroup.StaticFields);
            writer.EndGroup();
            writer.BeginGroup(CaptureGroup.Locals);
            writer.WriteVariable("items", 2, view);
            writer.WriteObject("@exception", null, typeof(Exception));
            writer.WriteNotCaptured("span", "Span`1", "A span lives on the stack; look at the line where it is used.");
            writer.WriteNotCaptured("later", "Int32", NotCapturedReason.Unset);
            writer.EndGroup();
        });

        Assert.AreEqual(
            """{"arguments":{"order":{"type":"String","value":"A1"},"retries":{"type":"Int32","value":"3"}}"""
            + ""","locals":{"items":{"type":"List`1","size":2,"elements":[{"type":"Int32","value":"1"},{"type":"Int32","value":"2"}]}"""
            + ""","@exception":{"type":"Exception","isNull":true}"""
            + ""","span":{"type":"Span`1","notCapturedReason":"A span lives on the stack; look at the line where it is used."}"""
            + ""","later":{"type":"Int32","notCapturedReason":"not yet assigned"}}}""",
            captured.Text);
    }

    [TestMethod]
    public unsafe void Variable_WithoutAReference_SaysSo()
    {
        var frame = new Frame<int>(ref System.Runtime.CompilerServices.Unsafe.NullRef<int>());
        var address = (nint)(&frame);
        var captured = Captured.Write(writer =>
        {
            var view = new FrameView(Shape<Frame<int>>.Instance, (void*)address, null);
            writer.WriteVariable("nowhere", 0, view);
            writer.WriteVariable("beyond", 5, view);
        });
        Assert.AreEqual("the reference refers to nothing", captured.Root.GetProperty("locals").GetProperty("nowhere").Reason());
        Assert.AreEqual("runtimeError", captured.Root.GetProperty("locals").GetProperty("beyond").Reason());
    }

    [TestMethod]
    public void Return_UnderItsSpecialName_IsNotRedactedByName()
    {
        Assert.AreEqual("top secret", Captured.Of("top secret", name: "@return").Value.Text());
        Assert.AreEqual("redactedIdent", Captured.Of("top secret", name: "pwd").Value.Reason());
    }

    [TestMethod]
    public void Throwable_HasTypeMessageAndStack()
    {
        Exception caught = null!;
        try
        {
            Fail();
        }
        catch (InvalidOperationException exception)
        {
            caught = exception;
        }

        var throwable = Captured.WriteContext(writer => writer.WriteThrowable(caught)).Root.GetProperty("throwable");
        Assert.AreEqual("System.InvalidOperationException", throwable.Type());
        Assert.AreEqual("no stock", throwable.GetProperty("message").GetString());
        var first = throwable.GetProperty("stacktrace")[0];
        Assert.AreEqual("Weaver.Runtime.Tests.Capture.SnapshotWriterTests.Fail", first.GetProperty("function").GetString());
        StringAssert.EndsWith(first.GetProperty("fileName").GetString(), "SnapshotWriterTests.cs");
        Assert.IsGreaterThan(0, first.GetProperty("lineNumber").GetInt32());
    }

    private class PlainStatics
    {
        public static string? Stored;
        public static string? Password;
        public const int Constant = 1;

        public static int Automatic { get; set; }
    }

    private sealed class InitializedStatics : PlainStatics
    {
        public static readonly int Started = ++s_started;
    }

    private static int s_started;

    [TestMethod]
    public void StaticFields_AreReadUnlessThatWouldInitializeTheType()
    {
        PlainStatics.Stored = "kept";
        PlainStatics.Automatic = 4;
        PlainStatics.Password = "hidden";
        var statics = Captured.WriteContext(writer =>
        {
            writer.BeginGroup(CaptureGroup.StaticFields);
            writer.WriteStaticFields(typeof(InitializedStatics), CaptureLimits.Default);
            writer.EndGroup();
        }).Root.GetProperty("staticFields");
        Assert.AreEqual("""{"type":"Int32","notCapturedReason":"typeInitializer"}""", statics.GetProperty("Started").GetRawText());
        Assert.AreEqual(0, s_started);
        Assert.AreEqual("kept", statics.GetProperty("Stored").Text());
        Assert.AreEqual("4", statics.GetProperty("Automatic").Text());
        Assert.AreEqual("redactedIdent", statics.GetProperty("Password").Reason());
        Assert.IsFalse(statics.TryGetProperty("Constant", out _));
    }

    [TestMethod]
    public void Steady_State_AllocatesNothing()
    {
        using var json = new JsonText();
        var order = "some text";
        var count = 5;
        var items = new List<int> { 1, 2, 3, 4, 5 };
        var options = new CaptureOptions();
        for (var i = 0; i < 50; i++)
            CaptureOnce(json, options, ref order, ref count, ref items);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            CaptureOnce(json, options, ref order, ref count, ref items);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static class NumberStatics
    {
        public static int Count;
        public static double Ratio;
        public static bool On;
        public static string? Title;
    }

    [TestMethod]
    public void StaticNumbersAndTexts_AreReadWithoutBoxing()
    {
        using var json = new JsonText();
        (NumberStatics.Count, NumberStatics.Ratio, NumberStatics.On, NumberStatics.Title) = (3, 0.5, true, "title");
        for (var i = 0; i < 50; i++)
            CaptureStatics(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            CaptureStatics(json);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Contains("\"Ratio\":{\"type\":\"Double\",\"value\":\"0.5\"}", json.ToString());
    }

    private static void CaptureStatics(JsonText json)
    {
        json.Reset();
        var writer = SnapshotWriter.Rent();
        writer.BeginContext(json, CaptureLimits.Default, Captured.Patient);
        writer.BeginGroup(CaptureGroup.StaticFields);
        writer.WriteStaticFields(typeof(NumberStatics), CaptureLimits.Default);
        writer.EndGroup();
        writer.EndContext();
        writer.Return();
    }

    [TestMethod]
    public void Writers_AreReusedByTheirThread()
    {
        var first = SnapshotWriter.Rent();
        var second = SnapshotWriter.Rent();
        Assert.AreNotSame(first, second);
        first.Return();
        Assert.AreSame(first, SnapshotWriter.Rent());
    }

    private static unsafe void CaptureOnce(JsonText json, CaptureOptions options, ref string order, ref int count, ref List<int> items)
    {
        var frame = new Frame<string, int, List<int>>(ref order, ref count, ref items);
        var view = new FrameView(Shape<Frame<string, int, List<int>>>.Instance, &frame, null);
        json.Reset();
        var writer = SnapshotWriter.Rent();
        writer.BeginContext(json, CaptureLimits.Default, options);
        writer.BeginGroup(CaptureGroup.Arguments);
        writer.WriteVariable("order", 0, view);
        writer.WriteVariable("count", 1, view);
        writer.WriteVariable("items", 2, view);
        writer.EndGroup();
        writer.EndContext();
        writer.Return();
    }

    private static void Fail() => throw new InvalidOperationException("no stock");
}
