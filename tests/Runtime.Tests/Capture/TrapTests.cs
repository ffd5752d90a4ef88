using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Capture;

/// <summary>Code of the program that a capture must not run; each piece counts its calls.</summary>
[TestClass]
public sealed class TrapTests
{
    private static int s_calls;

    private static T Called<T>(T result)
    {
        s_calls++;
        return result;
    }

    private class Trapped : IEquatable<Trapped>, IComparable<Trapped>, IFormattable, ICloneable, IDisposable
    {
        public int Stored { get; set; } = 42;

        public int Computed => Called(1);

        public virtual string Text => Called("text");

        public override string ToString() => Called("trapped");

        public override bool Equals(object? obj) => Called(ReferenceEquals(this, obj));

        public override int GetHashCode() => Called(1);

        public bool Equals(Trapped? other) => Called(ReferenceEquals(this, other));

        public int CompareTo(Trapped? other) => Called(0);

        public string ToString(string? format, IFormatProvider? provider) => Called("formatted");

        public object Clone() => Called(this);

        public void Dispose() => Called(0);

        public static bool operator ==(Trapped? left, Trapped? right) => Called(ReferenceEquals(left, right));

        public static bool operator !=(Trapped? left, Trapped? right) => Called(!ReferenceEquals(left, right));
    }

    private struct TrappedStruct : IUtf8SpanFormattable, IFormattable
    {
        public int Stored;

        public override readonly string ToString() => Called("struct");

        public override readonly int GetHashCode() => Called(1);

        public override readonly bool Equals(object? obj) => Called(false);

        public readonly string ToString(string? format, IFormatProvider? provider) => Called("formatted");

        public readonly bool TryFormat(Span<byte> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider)
        {
            written = 0;
            return Called(true);
        }
    }

    private sealed class TrappedCollection : ICollection<int>, ICollection, IReadOnlyList<int>, IDictionary<int, int>
    {
        private readonly int[] _items = [1, 2];

        public int Count => Called(_items.Length);

        public bool IsReadOnly => Called(true);

        public bool IsSynchronized => Called(false);

        public object SyncRoot => Called(this);

        public ICollection<int> Keys => Called(_items);

        public ICollection<int> Values => Called(_items);

        public int this[int index]
        {
            get => Called(index);
            set => Called(index);
        }

        public IEnumerator<int> GetEnumerator() => Called(((IEnumerable<int>)_items).GetEnumerator());

        IEnumerator IEnumerable.GetEnumerator() => Called(_items.GetEnumerator());

        IEnumerator<KeyValuePair<int, int>> IEnumerable<KeyValuePair<int, int>>.GetEnumerator() =>
            Called(Enumerable.Empty<KeyValuePair<int, int>>().GetEnumerator());

        public void CopyTo(int[] array, int index) => Called(0);

        public void CopyTo(Array array, int index) => Called(0);

        public void CopyTo(KeyValuePair<int, int>[] array, int index) => Called(0);

        public void Add(int item) => Called(0);

        public void Add(int key, int value) => Called(0);

        public void Add(KeyValuePair<int, int> item) => Called(0);

        public void Clear() => Called(0);

        public bool Contains(int item) => Called(true);

        public bool Contains(KeyValuePair<int, int> item) => Called(true);

        public bool ContainsKey(int key) => Called(true);

        public bool TryGetValue(int key, out int value)
        {
            value = 0;
            return Called(true);
        }

        public bool Remove(int item) => Called(true);

        bool IDictionary<int, int>.Remove(int key) => Called(true);

        public bool Remove(KeyValuePair<int, int> item) => Called(true);
    }

    private sealed class TrappedComparer : IEqualityComparer<Trapped>, IComparer<Trapped>
    {
        public bool Equals(Trapped? x, Trapped? y) => Called(ReferenceEquals(x, y));

        public int GetHashCode(Trapped obj) => Called(1);

        public int Compare(Trapped? x, Trapped? y) => Called(ReferenceEquals(x, y) ? 0 : 1);
    }

    private sealed class TrappedList : List<int>, IEnumerable<int>
    {
        IEnumerator<int> IEnumerable<int>.GetEnumerator() => Called(base.GetEnumerator());

        public new int Count => Called(base.Count);
    }

    private sealed class TrappedException(Exception inner) : Exception("told", inner)
    {
        public override string Message => Called("message");

        public override string? StackTrace => Called("stack");

        public override string? Source => Called("source");

        public override string? HelpLink => Called("help");

        public override Exception GetBaseException() => Called(this);

        public override IDictionary Data => Called(new Hashtable());

        public override string ToString() => Called("exception");
    }

    private sealed class TrappedProducer : IProducerConsumerCollection<int>
    {
        public int Count => Called(0);

        public bool IsSynchronized => Called(false);

        public object SyncRoot => Called(this);

        public void CopyTo(int[] array, int index) => Called(0);

        public void CopyTo(Array array, int index) => Called(0);

        public IEnumerator<int> GetEnumerator() => Called(Enumerable.Empty<int>().GetEnumerator());

        IEnumerator IEnumerable.GetEnumerator() => Called(Array.Empty<int>().GetEnumerator());

        public int[] ToArray() => Called(Array.Empty<int>());

        public bool TryAdd(int item) => Called(true);

        public bool TryTake(out int item)
        {
            item = 0;
            return Called(false);
        }
    }

    // Without an explicit static constructor: the initializer runs at the first look at a static field and not before.
    private struct LateStatics
    {
        public static readonly int Started = Called(1);

        public int Field;
    }

    private sealed class LateClass
    {
        public static readonly int Started = Called(1);

        public int Field = 6;
    }

    private static int StartNow() => LateStatics.Started + LateClass.Started;

    private sealed class TrappedUri() : Uri("https://example.org/")
    {
        public override string ToString() => Called("uri");
    }

    [TestMethod]
    public void Objects_RunNoneOfTheirCode()
    {
        var shown = Watch(() => Captured.Of(new Trapped()));
        Assert.AreEqual("42", shown.Value.Field("Stored").Text());
        CollectionAssert.AreEqual(new[] { "Stored" }, shown.Value.FieldNames());

        Watch(() => Captured.Of<object>(new Trapped()));
        Assert.AreEqual("7", Watch(() => Captured.Of(new TrappedStruct { Stored = 7 })).Value.Field("Stored").Text());
        Watch(() => Captured.Of<TrappedStruct?>(new TrappedStruct()));
        Watch(() => Captured.Of(new[] { new TrappedStruct() }));
        Watch(() => Captured.Of<object>(new TrappedUri()));
    }

    [TestMethod]
    public void Cycles_AreFoundWithoutEquality()
    {
        var item = new Trapped();
        Watch(() => Captured.Of(new object[] { item, new object[] { item, new Trapped() } }));
    }

    [TestMethod]
    public void UserCollections_AreNotEnumerated()
    {
        var shown = Watch(() => Captured.Of(new TrappedCollection()));
        Assert.IsFalse(shown.Value.TryGetProperty("elements", out _));
        Assert.IsFalse(shown.Value.TryGetProperty("size", out _));
        Assert.IsFalse(Watch(() => Captured.Of(new TrappedList { 1 })).Value.TryGetProperty("elements", out _));
        Assert.IsFalse(Watch(() => Captured.Of(Numbers())).Value.TryGetProperty("elements", out _));
        Assert.IsFalse(Watch(() => Captured.Of(new[] { 1 }.Select(Called))).Value.TryGetProperty("elements", out _));
    }

    [TestMethod]
    public void BlockingCollection_AroundAUserCollection_IsAnObject()
    {
        using var collection = new BlockingCollection<int>(new TrappedProducer());
        Assert.IsFalse(Watch(() => Captured.Of(collection)).Value.TryGetProperty("elements", out _));
    }

    [TestMethod]
    public void FrameworkCollections_NeverAskUserComparers()
    {
        var comparer = new TrappedComparer();
        var item = new Trapped();
        var all = new object[]
        {
            new HashSet<Trapped>(comparer) { item },
            new SortedSet<Trapped>(comparer) { item },
            new Dictionary<Trapped, Trapped>(comparer) { [item] = item },
            new SortedDictionary<Trapped, Trapped>(comparer) { [item] = item },
            new SortedList<Trapped, Trapped>(comparer) { [item] = item },
            new ConcurrentDictionary<Trapped, Trapped>(comparer) { [item] = item },
            new Hashtable { [item] = item },
            new ConcurrentBag<Trapped> { item },
            new LinkedList<Trapped>([item]),
        };
        foreach (var collection in all)
            Assert.AreEqual(1, Watch(() => Captured.Of(collection)).Value.GetProperty("size").GetInt32());
    }

    [TestMethod]
    public void Exceptions_AreReadThroughTheirFields()
    {
        Exception caught;
        try
        {
            throw new TrappedException(new TrappedException(new Exception("root")));
        }
        catch (TrappedException exception)
        {
            caught = exception;
        }

        var shown = Watch(() => Captured.Of(caught));
        Assert.AreEqual("told", shown.Value.Field("Message").Text());
        Assert.AreEqual("told", shown.Value.Field("InnerException").Field("Message").Text());
        var context = Watch(() => Captured.WriteContext(writer => writer.WriteThrowable(caught)));
        Assert.AreEqual("told", context.Root.GetProperty("throwable").GetProperty("message").GetString());

        Watch(() => Captured.Of(new AggregateException(caught)));
        var range = new ArgumentOutOfRangeException("order", new Trapped(), "too far");
        Assert.AreEqual("too far", Watch(() => Captured.Of(range)).Value.Field("Message").Text());
    }

    [TestMethod]
    public void StaticConstructors_DoNotRun()
    {
        Assert.AreEqual("3", Watch(() => Captured.Of(new LateStatics { Field = 3 })).Value.Field("Field").Text());
        Assert.AreEqual("4", Watch(() => Captured.Of<object>(new LateStatics { Field = 4 })).Value.Field("Field").Text());

        Assert.AreEqual("6", Watch(() => Captured.Of(new { Inner = new LateClass() })).Value.Field("Inner").Field("Field").Text());
        Assert.AreEqual("3", Watch(() => Captured.Of(new[] { new LateStatics { Field = 3 } })).Value.GetProperty("elements")[0].Field("Field").Text());
        Assert.AreEqual("8", Watch(() => Captured.Of(new { Inner = new LateStatics { Field = 8 } })).Value.Field("Inner").Field("Field").Text());

        s_calls = 0;
        StartNow();
        Assert.AreEqual(2, s_calls);
    }

    [TestMethod]
    public void SensitiveValues_AreNotEvenLookedAt()
    {
        var options = Captured.Patient with { Redaction = new RedactionRules(types: [typeof(Trapped).FullName!]) };
        var shown = Watch(() => Captured.Of(new Dictionary<string, Trapped> { ["password"] = new() }, options: options));
        Assert.AreEqual("redactedIdent", shown.Value.GetProperty("entries")[0][1].Reason());
    }

    private static IEnumerable<int> Numbers()
    {
        yield return Called(1);
    }

    private static Captured Watch(Func<Captured> capture)
    {
        s_calls = 0;
        var captured = capture();
        Assert.AreEqual(0, s_calls, captured.Text);
        Assert.AreEqual(0, captured.SkippedFields, captured.Text);
        return captured;
    }
}
