namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>What every random program has: its trace, its fuel and the types its values are of.</summary>
internal static class ProgramFrame
{
    public const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;

        public static class T
        {
            private const int Kept = 3000;
            private static StringBuilder s_trace = new StringBuilder();
            private static int s_count;
            private static ulong s_hash;
            public static int Fuel;
            public static int Cell;
            public static readonly object Gate = new object();

            public static void Start() { s_trace = new StringBuilder(); s_count = 0; s_hash = 14695981039346656037; Cell = 0; }
            public static string End() => s_trace.Append("count ").Append(s_count).Append(" hash ").Append(s_hash).ToString();
            public static bool Go() => --Fuel > 0;
            public static int K(int x) => x;
            public static long K(long x) => x;
            public static bool K(bool x) => x;
            public static object K(object x) => x;
            public static bool Filter(int site, Exception e) { Log(site, "filter " + e.GetType().Name); return true; }
            public static int[] Slice(int[] a, int n) => a[..(n & 1)];
            public static int Sum(IEnumerable<int> source) { int sum = 0; foreach (var x in source) { sum += x; if (!Go()) break; } return sum; }
            public static int Sum(Span<int> source) { int sum = 0; foreach (var x in source) sum += x; return sum; }
            public static int Sum(IAsyncEnumerable<int> source) => SumAsync(source).GetAwaiter().GetResult();
            private static async Task<int> SumAsync(IAsyncEnumerable<int> source) { int sum = 0; await foreach (var x in source.ConfigureAwait(false)) { sum += x; if (!Go()) break; } return sum; }
            public static IEnumerable<int> Count(int n) { try { for (int i = 0; i < n; i++) yield return i; } finally { Log(2, "counted"); } }
            public static void Parse(string text, out int value) { if (!int.TryParse(text, out value)) value = text?.Length ?? -1; }
            public static void Bump(ref Pair pair, in int by) { pair.A += by; pair = pair with { B = pair.B + 1 }; }

            // Short, or texts that hold texts would outgrow any memory.
            public static string Show(object value) => Write(value) is { Length: > 100 } text ? text.Substring(0, 100) + "... " + text.Length : Write(value);

            private static string Write(object value) => value switch
            {
                null => "null",
                // The runtime swaps the types in this message where optimized code knows them beforehand.
                InvalidCastException => "InvalidCastException",
                Exception e => e.GetType().Name + ": " + e.Message,
                double d => d.ToString("R", CultureInfo.InvariantCulture),
                int[] a => "[" + string.Join(",", a.Take(8)) + "]",
                IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };

            public static void Log(int site, object value)
            {
                string line = site + " " + Show(value);
                foreach (char c in line) s_hash = (s_hash ^ c) * 1099511628211;
                if (s_count++ < Kept) s_trace.Append(line).Append('\n');
            }
        }

        public record struct Pair(int A, long B)
        {
            public static Pair operator +(Pair x, Pair y) => new Pair(x.A + y.A, x.B ^ y.B);
            public Pair Swap() { (A, B) = ((int)B, A); return this; }
        }

        public record Node(int Value, string Name) { public Node Next => Value > 3 ? new Node(Value / 2, Name) : null; }
        public sealed record Leaf(int Value, string Name, double Weight) : Node(Value, Name);
        public sealed class TestException(string message) : Exception(message);
        public sealed class Closing : IDisposable
        {
            private readonly int _site;
            public Closing(int site) { _site = site; T.Log(site, "open"); }
            public void Dispose() => T.Log(_site, "close");
        }

        public partial class Shape
        {
            protected int Size;
            static Shape() { T.Log(3, "shape"); }
            public Shape(int size) { Size = size; }
        }
        public partial class Circle : Shape { public Circle(int size) : base(size + 1) { T.Log(4, Size); } }
        public partial struct Box { public int Content; public Box(int content) { Content = content; } }
        public partial class Cell<TContent> { public TContent Held; }
        public static partial class Entry
        {
            public static string Run()
            {
                T.Start();
                RunAll().GetAwaiter().GetResult();
                return T.End();
            }
        }


        """;
}
