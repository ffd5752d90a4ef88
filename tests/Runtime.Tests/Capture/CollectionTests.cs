using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class CollectionTests
{
    private struct Labelled
    {
        public string Right;
    }

    [TestMethod]
    public void Arrays_ShowSizeAndElements()
    {
        Assert.AreEqual("""{"type":"Int32[]","size":0,"elements":[]}""", Captured.Of(Array.Empty<int>()).Value.GetRawText());
        Assert.AreEqual("""{"type":"Int32[]","size":2,"elements":[{"type":"Int32","value":"1"},{"type":"Int32","value":"2"}]}""", Captured.Of(new[] { 1, 2 }).Value.GetRawText());
        CollectionAssert.AreEqual(new[] { "a", "b" }, Captured.Of(new[] { "a", "b" }).Value.ElementTexts());
        Assert.AreEqual("r", Captured.Of(new[] { new Labelled { Right = "r" } }).Value.GetProperty("elements")[0].Field("Right").Text());
        CollectionAssert.AreEqual(new[] { "1", "2", "3", "4" }, Captured.Of(new[,] { { 1, 2 }, { 3, 4 } }).Value.ElementTexts());
        CollectionAssert.AreEqual(new[] { "Monday" }, Captured.Of(new[] { DayOfWeek.Monday }).Value.ElementTexts());
    }

    [TestMethod]
    public void FrameworkCollections_AreListed()
    {
        AssertElements("List`1", new List<int> { 1, 2 }, "1", "2");
        AssertElements("List`1", new List<string> { "a", "b" }, "a", "b");
        AssertElements("List`1", new List<object> { 1, "b" }, "1", "b");
        AssertElements("List`1", new List<DayOfWeek> { DayOfWeek.Friday }, "Friday");
        AssertElements("ArrayList", new ArrayList { 1, "b" }, "1", "b");
        AssertElements("LinkedList`1", new LinkedList<int>([1, 2]), "1", "2");
        AssertElements("Stack`1", new Stack<int>([1, 2]), "2", "1");
        AssertElements("Stack", new Stack(new[] { 1, 2 }), "2", "1");
        AssertElements("Queue`1", new Queue<int>([1, 2]), "1", "2");
        AssertElements("Queue", new Queue(new[] { 1, 2 }), "1", "2");
        AssertElements("ConcurrentStack`1", new ConcurrentStack<int>([1, 2]), "2", "1");
        AssertElements("ConcurrentQueue`1", new ConcurrentQueue<int>([1, 2]), "1", "2");
        AssertElements("ConcurrentBag`1", new ConcurrentBag<int>([1]), "1");
        AssertElements("HashSet`1", new HashSet<int>([1, 2]), "1", "2");
        AssertElements("HashSet`1", new HashSet<string>(["x"]), "x");
        AssertElements("SortedSet`1", new SortedSet<int>([2, 1]), "1", "2");
        AssertElements("BlockingCollection`1", new BlockingCollection<int> { 1, 2 }, "1", "2");
    }

    [TestMethod]
    public void FrameworkDictionaries_AreListedByEntry()
    {
        AssertEntry("Dictionary`2", new Dictionary<string, int> { ["one"] = 1 });
        AssertEntry("SortedDictionary`2", new SortedDictionary<string, int> { ["one"] = 1 });
        AssertEntry("ConcurrentDictionary`2", new ConcurrentDictionary<string, int> { ["one"] = 1 });
        AssertEntry("SortedList`2", new SortedList<string, int> { ["one"] = 1 });
        AssertEntry("SortedList", new SortedList { ["one"] = 1 });
        AssertEntry("Hashtable", new Hashtable { ["one"] = 1 });
    }

    [TestMethod]
    public void Items_OverTheLimit_AreLeftOutWithTheReason()
    {
        var captured = Captured.Of(Enumerable.Range(1, 2000).ToArray());
        Assert.AreEqual(2000, captured.Value.GetProperty("size").GetInt32());
        Assert.HasCount(100, captured.Value.ElementTexts());
        Assert.AreEqual("collectionSize", captured.Value.Reason());
        Assert.AreEqual(IncompleteReasons.CollectionSize, captured.Incomplete);

        var entries = Captured.Of(Enumerable.Range(0, 10).ToDictionary(i => i), CaptureLimits.Create(null, 2, null, null)).Value;
        Assert.AreEqual(2, entries.GetProperty("entries").GetArrayLength());
        Assert.AreEqual("collectionSize", entries.Reason());
        Assert.IsNull(Captured.Of(new List<int> { 1, 2 }, CaptureLimits.Create(null, 2, null, null)).Value.Reason());
    }

    [TestMethod]
    public void NullElements_TakeTheirPlaceButAreNotShown()
    {
        var value = Captured.Of(new List<object?> { 1, null, 2, 3 }, CaptureLimits.Create(null, 3, null, null)).Value;
        CollectionAssert.AreEqual(new[] { "1", "2" }, value.ElementTexts());
        Assert.AreEqual(4, value.GetProperty("size").GetInt32());
        Assert.AreEqual("collectionSize", value.Reason());
    }

    [TestMethod]
    public void NullDictionaryValues_AreShown()
    {
        var value = Captured.Of(new Dictionary<string, string?> { ["a"] = null }).Value;
        Assert.IsTrue(value.GetProperty("entries")[0][1].GetProperty("isNull").GetBoolean());
    }

    [TestMethod]
    public void SensitiveKeys_KeepTheKeyAndHideTheValue()
    {
        var value = Captured.Of(new Dictionary<string, object> { ["password"] = "SECRET", ["name"] = "Ann" }).Value;
        Assert.AreEqual(
            """[[{"type":"String","value":"password"},{"type":"String","notCapturedReason":"redactedIdent"}],[{"type":"String","value":"name"},{"type":"String","value":"Ann"}]]""",
            value.GetProperty("entries").GetRawText());
    }

    [TestMethod]
    public void Elements_AreAsDeepAsTheirCollection()
    {
        var nested = new List<object> { new List<object> { new List<object> { new { Deep = new { Deeper = 1 } } } } };
        var item = Captured.Of(nested, CaptureLimits.Create(1, null, null, null)).Value
            .GetProperty("elements")[0].GetProperty("elements")[0].GetProperty("elements")[0];
        Assert.AreEqual("depth", item.Field("Deep").Reason());
    }

    [TestMethod]
    public void CollectionBeyondTheDepth_TellsItsSize()
    {
        var value = Captured.Of(new { Items = new List<int> { 1, 2 } }, CaptureLimits.Create(1, null, null, null)).Value;
        Assert.AreEqual("""{"type":"List`1","size":2,"notCapturedReason":"depth"}""", value.Field("Items").GetRawText());
    }

    [TestMethod]
    public void CollectionThatHoldsItself_EndsAtItsReturn()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.AreEqual("depth", Captured.Of(list).Value.GetProperty("elements")[0].Reason());

        var dictionary = new Dictionary<string, object> { ["n"] = 42 };
        dictionary["self"] = dictionary;
        Assert.AreEqual(
            """{"type":"Dictionary`2","size":2,"notCapturedReason":"depth"}""",
            Captured.Of(dictionary).Value.GetProperty("entries")[1][1].GetRawText());
    }

    [TestMethod]
    public void ListsWithinLists_WithoutEnd_AreCutOff()
    {
        var list = new List<object>();
        for (var i = 0; i < 10_000; i++)
            list = [list];

        var captured = Captured.Of(list);
        Assert.AreEqual(IncompleteReasons.Depth, captured.Incomplete);
    }

    [TestMethod]
    public void SubclassesAndForeignCollections_AreObjects()
    {
        Assert.IsFalse(Captured.Of(new Collection<int> { 1 }).Value.TryGetProperty("elements", out _));
        var derived = Captured.Of(new DerivedList { 1, 2 }).Value;
        Assert.IsFalse(derived.TryGetProperty("elements", out _));
        Assert.AreEqual("2", derived.Field("_size").Text());
    }

    [TestMethod]
    public void ListChangedMeanwhile_NeverThrows()
    {
        var list = new List<string>(Enumerable.Range(0, 1000).Select(i => i.ToString()));
        var set = new HashSet<string>(list);
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                list.Clear();
                list.AddRange(["a", "b", "c"]);
                set.Clear();
                set.Add("x");
            }
        });
        writer.Start();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                Assert.IsTrue(Captured.Of(list).Value.TryGetProperty("elements", out _));
                var reason = Captured.Of(set).Value.Reason();
                Assert.IsTrue(reason is null or "collectionSize" or "concurrentModification" or "runtimeError", reason);
            }
        }
        finally
        {
            stop.Cancel();
            writer.Join();
        }
    }

    [TestMethod]
    public void CollectionChangedBetweenItems_KeepsTheItemsAndSaysSo()
    {
        var queue = new Queue<object>();
        var table = new CollectorTable();
        table.Register(typeof(Trigger), new TriggerCollector(queue));
        queue.Enqueue(1);
        queue.Enqueue(new Trigger());
        queue.Enqueue(2);
        var value = Captured.Of(queue, options: Captured.Patient with { Collectors = table }).Value;
        Assert.AreEqual("concurrentModification", value.Reason());
        Assert.AreEqual(2, value.GetProperty("elements").GetArrayLength());
    }

    [TestMethod]
    public void LargeBag_IsNotCopied()
    {
        var value = Captured.Of(new ConcurrentBag<int>(Enumerable.Range(0, 20_000))).Value;
        Assert.AreEqual("""{"type":"ConcurrentBag`1","size":20000,"elements":[],"notCapturedReason":"collectionSize"}""", value.GetRawText());
    }

    private sealed class DerivedList : List<int>;

    private sealed class Trigger;

    private sealed class TriggerCollector(Queue<object> queue) : ValueCollector
    {
        public override void WriteFields(object value, ValueCapturer capturer, ref FieldWriter fields) => queue.Enqueue("late");
    }

    private static void AssertElements<T>(string type, T value, params string[] texts)
    {
        var shown = Captured.Of(value).Value;
        Assert.AreEqual(type, shown.Type());
        Assert.AreEqual(texts.Length, shown.GetProperty("size").GetInt32(), type);
        CollectionAssert.AreEqual(texts, shown.ElementTexts(), type);
        Assert.IsNull(shown.Reason(), type);
    }

    private static void AssertEntry<T>(string type, T value) =>
        Assert.AreEqual(
            $$"""{"type":"{{type}}","size":1,"entries":[[{"type":"String","value":"one"},{"type":"Int32","value":"1"}]]}""",
            Captured.Of(value).Value.GetRawText());
}
