using System.Linq;
using System.Text;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class EventPrunerTests
{
    private const string Deep = """{"type":"Node","fields":{"Next":{"type":"Node","fields":{"Text":{"type":"String","value":"deep and long"}}}}}""";
    private const string CutOff = """{"type":"Node","notCapturedReason":"depth"}""";
    private const string Flat = """{"type":"String","value":"flat and by far the longest of the texts that are there"}""";

    [TestMethod]
    public void Event_ThatFits_StaysAsItIs()
    {
        var text = Event(Deep, Flat);
        Assert.AreEqual(text, Prune(text, text.Length));
    }

    [TestMethod]
    public void Values_CutOffForTheirDepth_GoFirst()
    {
        var text = Event(CutOff, Deep, Flat);
        Assert.AreEqual(Event("""{"pruned":true}""", Deep, Flat), Prune(text, text.Length - 1));
    }

    [TestMethod]
    public void DeepestValue_GoesBeforeTheLargest()
    {
        var text = Event(Deep, Flat);
        Assert.AreEqual(Event("""{"type":"Node","fields":{"Next":{"type":"Node","fields":{"Text":{"pruned":true}}}}}""", Flat), Prune(text, text.Length - 1));
    }

    [TestMethod]
    public void ValueWhosePartsAreAllGone_GoesWhole()
    {
        var text = Event(Deep, Flat);
        Assert.AreEqual(Event("""{"pruned":true}""", Flat), Prune(text, Event("""{"pruned":true}""", Flat).Length));
    }

    [TestMethod]
    public void IncompleteValue_GoesBeforeAWholeOneOfItsLevel()
    {
        const string Incomplete = """{"type":"List`1","size":900,"elements":[],"notCapturedReason":"collectionSize"}""";
        var text = Event(Flat, Incomplete);
        Assert.AreEqual(Event(Flat, """{"pruned":true}"""), Prune(text, text.Length - 1));
    }

    [TestMethod]
    public void FieldCalledLikeAReason_IsAValue()
    {
        const string Field = """{"type":"Odd","fields":{"notCapturedReason":{"type":"String","value":"depth"}}}""";
        var text = Event(Field, Flat);
        Assert.AreEqual(Event("""{"type":"Odd","fields":{"notCapturedReason":{"pruned":true}}}""", Flat), Prune(text, text.Length - 1));
    }

    [TestMethod]
    public void QuotesAndBracketsInTexts_AreText()
    {
        const string Odd = """{"type":"String","value":"}]\"\\\\\",{\"captures\":{ and more of it than can be kept"}""";
        var text = Event(Odd, CutOff);
        Assert.AreEqual(Event("""{"pruned":true}""", """{"pruned":true}"""), Prune(text, text.Length - 40));
    }

    [TestMethod]
    public void ValuesSmallerThanTheMark_DoNotKeepTheirOwner()
    {
        var text = Event("""{"type":"Pair","fields":{"A":{"type":"A"},"B":{"type":"B"}}}""");
        Assert.AreEqual(Event("""{"pruned":true}"""), Prune(text, Event("""{"pruned":true}""").Length));
    }

    [TestMethod]
    public void Event_TooLargeWithoutItsValues_StaysForItsCallerToDrop()
    {
        var text = Event(Deep);
        Assert.IsNull(Prune(text, 40));
        Assert.IsNull(Prune("""{"message":"a long one"}""", 10));
    }

    [TestMethod]
    public void ManyValues_ShrinkToTheLimitAndNotMuchBelow()
    {
        var text = Event([.. Enumerable.Repeat(Deep, 20_000)]);
        var pruned = Prune(text, 1_000_000)!;
        Assert.IsLessThanOrEqualTo(1_000_000, pruned.Length);
        Assert.IsGreaterThan(999_000, pruned.Length);
        Assert.AreEqual("after", JsonDocument.Parse(pruned).RootElement.GetProperty("message").GetString());
    }

    // enc-dn-prune-smaller
    [TestMethod]
    public void Event_OfOneByteLessThanTheLimit_IsNotTouched()
    {
        var text = Event("{\"type\":\"String\",\"value\":\"abc\"}");

        Assert.AreEqual(text, Prune(text, text.Length + 1));
    }

    // enc-dn-prune-null and enc-dn-prune-broken-json
    [TestMethod]
    [DataRow("null", 100)]
    [DataRow("{\"debugger\":{\"snapshot\":{\"captures\":{", 1)]
    [DataRow("{\"debugger\":{\"snapshot\":{\"captures\":{\"a\":{\"b\":", 1)]
    public void Text_ThatIsNoEvent_StaysAsItIs(string text, int maxBytes)
    {
        using var json = new JsonText();
        json.Raw(Encoding.UTF8.GetBytes(text));

        EventPruner.TryPrune(json, maxBytes);

        Assert.AreEqual(text, json.ToString());
    }

    [TestMethod]
    public void Values_AboveTheLevelAskedFor_AreNotReplaced()
    {
        var text = Event("{\"type\":\"String\",\"value\":\"" + new string('x', 200) + "\"}");
        using var json = new JsonText();
        json.Raw(Encoding.UTF8.GetBytes(text));

        Assert.IsFalse(EventPruner.TryPrune(json, text.Length - 10, highestLevel: 9));
        Assert.AreEqual(text, json.ToString());
    }

    private static string Event(params string[] values) =>
        """{"service":"s","debugger":{"snapshot":{"captures":{"return":{"arguments":{"""
        + string.Join(',', values.Select((v, i) => $"\"v{i}\":{v}"))
        + """}}},"id":"1"}},"message":"after"}""";

    private static string? Prune(string text, int maxBytes)
    {
        using var json = new JsonText();
        json.Raw(Encoding.UTF8.GetBytes(text));
        return EventPruner.TryPrune(json, maxBytes) ? json.ToString() : null;
    }
}
