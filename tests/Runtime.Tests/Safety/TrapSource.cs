namespace Weaver.Runtime.Tests.Safety;

/// <summary>A program whose own code counts its calls wherever a curious debugger might run it.</summary>
internal static class TrapSource
{
    public const string Program = """
        using System;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        namespace Traps
        {
            public static class Calls
            {
                public static int Count;
                public static string Last = "";

                public static T Of<T>(T result, string what)
                {
                    Count++;
                    Last = what;
                    return result;
                }
            }

            public class Trapped : IEquatable<Trapped>, IComparable<Trapped>, IComparable, IFormattable, IEnumerable<int>
            {
                public int Stored = 42;

                public int Automatic { get; set; } = 7;

                public int Computed => Calls.Of(1, "Computed");

                public virtual string Text => Calls.Of("text", "Text");

                public int this[int index] => Calls.Of(index, "indexer");

                public int Length => Calls.Of(3, "Length");

                public int Count => Calls.Of(3, "Count");

                public override string ToString() => Calls.Of("trapped", "ToString");

                public string ToString(string format, IFormatProvider provider) => Calls.Of("trapped", "ToString(format)");

                public override bool Equals(object obj) => Calls.Of(ReferenceEquals(this, obj), "Equals");

                public bool Equals(Trapped other) => Calls.Of(ReferenceEquals(this, other), "Equals(Trapped)");

                public override int GetHashCode() => Calls.Of(5, "GetHashCode");

                public int CompareTo(Trapped other) => Calls.Of(0, "CompareTo");

                public int CompareTo(object other) => Calls.Of(0, "CompareTo(object)");

                public IEnumerator<int> GetEnumerator() => Calls.Of(Enumerable.Empty<int>().GetEnumerator(), "GetEnumerator");

                IEnumerator IEnumerable.GetEnumerator() => Calls.Of(Array.Empty<int>().GetEnumerator(), "IEnumerable.GetEnumerator");

                public static bool operator ==(Trapped left, Trapped right) => Calls.Of(ReferenceEquals(left, right), "==");

                public static bool operator !=(Trapped left, Trapped right) => Calls.Of(!ReferenceEquals(left, right), "!=");

                public static implicit operator string(Trapped value) => Calls.Of("trapped", "conversion");

                public static bool operator true(Trapped value) => Calls.Of(true, "true");

                public static bool operator false(Trapped value) => Calls.Of(false, "false");
            }

            public struct TrappedStruct : IUtf8SpanFormattable, ISpanFormattable, IEquatable<TrappedStruct>
            {
                public int Stored;

                public override string ToString() => Calls.Of("struct", "struct ToString");

                public override int GetHashCode() => Calls.Of(1, "struct GetHashCode");

                public override bool Equals(object obj) => Calls.Of(false, "struct Equals");

                public bool Equals(TrappedStruct other) => Calls.Of(false, "struct Equals(T)");

                public string ToString(string format, IFormatProvider provider) => Calls.Of("struct", "struct ToString(format)");

                public bool TryFormat(Span<byte> target, out int written, ReadOnlySpan<char> format, IFormatProvider provider)
                {
                    written = 0;
                    return Calls.Of(true, "TryFormat(utf8)");
                }

                public bool TryFormat(Span<char> target, out int written, ReadOnlySpan<char> format, IFormatProvider provider)
                {
                    written = 0;
                    return Calls.Of(true, "TryFormat");
                }
            }

            public sealed class TrappedComparer : IEqualityComparer<Trapped>, IComparer<Trapped>, IEqualityComparer
            {
                public bool Equals(Trapped x, Trapped y) => Calls.Of(ReferenceEquals(x, y), "comparer Equals");

                public int GetHashCode(Trapped value) => Calls.Of(1, "comparer GetHashCode");

                public int Compare(Trapped x, Trapped y) => Calls.Of(ReferenceEquals(x, y) ? 0 : 1, "comparer Compare");

                bool IEqualityComparer.Equals(object x, object y) => Calls.Of(ReferenceEquals(x, y), "untyped comparer Equals");

                int IEqualityComparer.GetHashCode(object value) => Calls.Of(1, "untyped comparer GetHashCode");
            }

            public sealed class TrappedList : List<int>, IEnumerable<int>, IEnumerable, ICollection
            {
                int ICollection.Count => Calls.Of(0, "own ICollection.Count");

                IEnumerator<int> IEnumerable<int>.GetEnumerator() => Calls.Of(Enumerable.Empty<int>().GetEnumerator(), "own GetEnumerator");

                IEnumerator IEnumerable.GetEnumerator() => Calls.Of(Array.Empty<int>().GetEnumerator(), "own untyped GetEnumerator");
            }

            public sealed class TrappedException : Exception
            {
                public Trapped Detail = new();

                public TrappedException(string message, Exception inner) : base(message, inner)
                {
                }

                public override string Message => Calls.Of("message", "Message");

                public override string StackTrace => Calls.Of("stack", "StackTrace");

                public override string Source => Calls.Of("source", "Source");

                public override string HelpLink => Calls.Of("help", "HelpLink");

                public override IDictionary Data => Calls.Of(new Hashtable(), "Data");

                public override Exception GetBaseException() => Calls.Of(this, "GetBaseException");

                public override string ToString() => Calls.Of("exception", "exception ToString");
            }

            // Nothing of it has run when the probe comes by: an object can be there before the type is initialized.
            public sealed class Late
            {
                public static readonly int Started = Calls.Of(1, "static constructor");
                public int Field = 6;
            }

            public class Everything
            {
                public Trapped Plain = new();
                public object Boxed = new TrappedStruct { Stored = 1 };
                public TrappedStruct Struct = new() { Stored = 2 };
                public TrappedStruct? Maybe = new TrappedStruct { Stored = 3 };
                public Late Late = new();
                public TrappedList Own = new() { 1, 2 };
                public List<Trapped> List = [new(), new()];
                public Trapped[] Array = [new()];
                public HashSet<Trapped> Set = new(new TrappedComparer()) { new() };
                public SortedSet<Trapped> Sorted = new(new TrappedComparer()) { new() };
                public Dictionary<Trapped, Trapped> Map = new(new TrappedComparer()) { [new()] = new() };
                public SortedDictionary<Trapped, Trapped> SortedMap = new(new TrappedComparer()) { [new()] = new() };
                public ConcurrentDictionary<Trapped, Trapped> Concurrent = new(new TrappedComparer()) { [new()] = new() };
                public Hashtable Table = new(new TrappedComparer()) { [new Trapped()] = new Trapped() };
                public Dictionary<string, Trapped> Named = new() { ["a"] = new(), ["password"] = new() };
                public Queue<Trapped> Queue = new([new()]);
                public ConcurrentBag<Trapped> Bag = new([new()]);
                public IEnumerable<int> Query = new[] { 1 }.Select(n => Calls.Of(n, "query"));
                public Lazy<Trapped> Lazy = new(() => Calls.Of(new Trapped(), "lazy"));
                public Lazy<Trapped> Made = MakeLazy();
                public Task<Trapped> Task = System.Threading.Tasks.Task.FromResult(new Trapped());
                public Task Failed = System.Threading.Tasks.Task.FromException(new TrappedException("failed", null));
                public (Trapped, TrappedStruct) Tuple = (new(), new());
                public Exception Error = new TrappedException("told", new TrappedException("inner", null));
                public Exception Many = new AggregateException("many", new TrappedException("told", null));
                public Exception Range = new ArgumentOutOfRangeException("name", new Trapped(), "range");

                private static Lazy<Trapped> MakeLazy()
                {
                    var lazy = new Lazy<Trapped>(new Trapped());
                    _ = lazy.Value;
                    return lazy;
                }
            }

            public class Service
            {
                public static Trapped Shared = new();
                public Everything State = new();

                public Trapped Look(Everything all, Trapped one, TrappedStruct value, Exception error, List<Trapped> list)
                {
                    var local = one;
                    var copy = value;
                    return local;
                }

                public int Fail(Everything all, Exception error)
                {
                    var before = all;
                    throw error;
                }

                public async Task<Trapped> LookAsync(Everything all, Exception error)
                {
                    await System.Threading.Tasks.Task.Yield();
                    return error == null ? all.Plain : throw error;
                }
            }

            public static class Run
            {
                public static int All()
                {
                    var service = new Service();
                    var all = new Everything();
                    var errors = new[] { all.Error, all.Many, all.Range };
                    Calls.Count = 0;
                    service.Look(all, all.Plain, all.Struct, all.Error, all.List);
                    service.LookAsync(all, null).GetAwaiter().GetResult();
                    foreach (var error in errors)
                    {
                        try
                        {
                            service.Fail(all, error);
                        }
                        catch (Exception)
                        {
                        }

                        try
                        {
                            service.LookAsync(all, error).GetAwaiter().GetResult();
                        }
                        catch (Exception)
                        {
                        }
                    }

                    return 0;
                }

                // The traps are sprung by somebody else at last: otherwise they would prove nothing.
                public static int Spring()
                {
                    Calls.Count = 0;
                    return Late.Started + Calls.Count;
                }
            }
        }
        """;
}
