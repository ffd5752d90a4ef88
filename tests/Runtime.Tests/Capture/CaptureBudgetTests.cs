using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class CaptureBudgetTests
{
    [TestMethod]
    public void TimeOut_InAList_KeepsWhatWasWrittenAndSaysSo()
    {
        var captured = Captured.Of(Enumerable.Range(0, 100).ToList(), options: StopAfter(10));
        Assert.AreEqual(
            """{"type":"List`1","size":100,"elements":[{"type":"Int32","value":"0"},{"type":"Int32","value":"1"},{"type":"Int32","value":"2"},{"type":"Int32","value":"3"},{"type":"Int32","notCapturedReason":"timeout"}],"notCapturedReason":"timeout"}""",
            captured.Value.GetRawText());
        Assert.AreEqual(IncompleteReasons.Timeout, captured.Incomplete);
    }

    [TestMethod]
    public void TimeOut_InADictionary_ClosesTheEntry()
    {
        var value = Captured.Of(Enumerable.Range(0, 100).ToDictionary(i => i), options: StopAfter(20)).Value;
        Assert.AreEqual(7, value.GetProperty("entries").GetArrayLength());
        Assert.AreEqual("timeout", value.GetProperty("entries")[6][1].Reason());
        Assert.AreEqual("timeout", value.Reason());
    }

    [TestMethod]
    public void TimeOut_AfterTheLastItem_LeavesNoReason()
    {
        var value = Captured.Of(new List<object?> { 1, null, 2 }, options: StopAfter(6)).Value;
        CollectionAssert.AreEqual(new[] { "1", "2" }, value.ElementTexts());
        Assert.IsNull(value.Reason());
    }

    [TestMethod]
    public void TimeOut_InAnObject_EndsItsFields()
    {
        var value = Captured.Of(new { A = 1, B = 2 }, options: StopAfter(3)).Value;
        CollectionAssert.AreEqual(new[] { "A" }, value.FieldNames());
        Assert.AreEqual("timeout", value.Reason());
    }

    [TestMethod]
    public void TimeOut_CoversAllVariablesOfAContext_AndEndsWithIt()
    {
        var options = StopAfter(2);
        var captured = Captured.Write(
            writer =>
            {
                Captured.WriteSlot(writer, "a", 1);
                Captured.WriteSlot(writer, "b", 2);
                Captured.WriteSlot(writer, "c", 3);
                Captured.WriteSlot<string?>(writer, "d", null);
            },
            options: options);
        var locals = captured.Root.GetProperty("locals");
        Assert.AreEqual("2", locals.GetProperty("b").Text());
        Assert.AreEqual("timeout", locals.GetProperty("c").Reason());
        Assert.IsTrue(locals.GetProperty("d").GetProperty("isNull").GetBoolean());
        Assert.AreEqual("4", Captured.Of(4, options: options).Value.Text());
    }

    [TestMethod]
    public void SizeLimit_EndsTheContext()
    {
        var captured = Captured.Of(Enumerable.Repeat(new string('x', 200), 100).ToArray(), options: Captured.Patient with { MaxBytes = 1000 });
        Assert.AreEqual("payloadTooLarge", captured.Value.Reason());
        Assert.IsLessThan(2000, captured.Text.Length);
        Assert.AreEqual(IncompleteReasons.PayloadTooLarge, captured.Incomplete);
    }

    [TestMethod]
    public void ClockReadings_AreSpaced()
    {
        var clock = new CountingClock();
        Captured.Of(Enumerable.Range(0, 80).ToArray(), options: new CaptureOptions { Time = clock, ChecksPerClockReading = 8 });
        Assert.IsInRange(20, 22, clock.Readings);
    }

    /// <summary>A clock that moves on by one tick each time it is read, and a budget of so many ticks.</summary>
    private static CaptureOptions StopAfter(int checks) =>
        new() { Time = new CountingClock(), Timeout = TimeSpan.FromTicks(checks), ChecksPerClockReading = 1 };

    private sealed class CountingClock : TimeProvider
    {
        public int Readings { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Readings++;
    }
}
