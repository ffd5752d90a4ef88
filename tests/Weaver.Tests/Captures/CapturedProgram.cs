namespace Weaver.Engine.Tests.Captures;

/// <summary>The program whose captures are tested. Tests name its lines by number; the lines that they name say so.</summary>
internal static class CapturedProgram
{
    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        public class Cart
        {
            private readonly string _owner = "Ada";
            public int Total(int[] prices, double rate, string password)
            {
                var total = 0;
                foreach (var price in prices)
                {
                    var part = (int)(price * rate);
                    total += part;                         // line 15
                }
                return total + _owner.Length;              // line 17
            }

            public async Task<string> PlaceAsync(string name, int count)
            {
                var parts = new List<string>();
                for (var i = 0; i < count; i++)
                {
                    var label = name + i;
                    await Task.Yield();
                    parts.Add(label);                      // line 27
                }
                var summary = string.Join(",", parts);
                await Task.Yield();
                return summary + _owner;
            }

            public async Task FailAsync(int code)
            {
                await Task.Yield();
                if (code > 0) throw new InvalidOperationException("code " + code);
            }

            public int Divide(int a, int b)
            {
                try { return a / b; }
                finally { _ = a.ToString(); }
            }

            public void Parse(string text, out int value, ref int calls)
            {
                calls++;
                value = int.Parse(text);
            }

            public T Pick<T>(IList<T> items, int index) where T : notnull
            {
                var picked = items[index];
                GC.KeepAlive(picked);
                return picked;
            }

            public Func<int, int> Scale(int factor) => x =>
            {
                var scaled = x * factor;
                return scaled;
            };

            public int Captured(int start)
            {
                var sum = 10;
                var plain = 1;
                Action add = () => sum += start;
                start = start + 100;
                for (var i = 0; i < 2; i++)
                {
                    var inner = i * 7;
                    add += () => sum += inner;
                }
                add();
                return sum + plain;                        // line 77
            }

            public int LocalFunction(int a)
            {
                var b = 5;
                int Twice(int c)
                {
                    b++;
                    return (a + b) * c;                    // line 86
                }
                return Twice(2);
            }

            public async Task<int> CapturedAsync(int seed)
            {
                var total = seed;
                Func<int, Task> add = async x =>
                {
                    await Task.Yield();
                    total += x + _owner.Length;            // line 97
                };
                await add(1);
                await add(2);
                return total;
            }

            public unsafe int References(int[] values, string[] names)
            {
                ref var second = ref values[1];
                ref var name = ref names[0];
                ref var made = ref System.Runtime.CompilerServices.Unsafe.Add(ref names[0], names.Length);
                second += 5;
                name += "!";
                GC.KeepAlive(System.Runtime.CompilerServices.Unsafe.IsNullRef(ref made) || System.Runtime.CompilerServices.Unsafe.IsNullRef(ref made));
                return second + name.Length;               // line 112
            }

            private sealed class Raw<T> { public T Data; }
            public string Overlaid(string[] names)
            {
                ref var raw = ref System.Runtime.CompilerServices.Unsafe.As<Raw<string>>(names).Data;
                if (names.Length == 0) raw = null;
                ref var text = ref System.Runtime.CompilerServices.Unsafe.Add(ref raw, 1);
                if (names.Length == 1) text = null;
                return names[0];                           // line 122
            }

            public string StructClosure(int order, string name)
            {
                string Describe() => name + order++;
                return Describe() + Describe();
            }

            public Func<string, string> Shadow(int x) => s => new Func<string, string>((string x) => x + s)(s) + x;

            public async Task<int> CapturedArgumentAsync(int order)
            {
                Action more = () => order += 2;
                await Task.Yield();
                more();
                await Task.Yield();
                return order;
            }

            public long Many(int seed)
            {
                int a0=seed,a1=1,a2=2,a3=3,a4=4,a5=5,a6=6,a7=7,a8=8,a9=9,b0=10,b1=11,b2=12,b3=13,b4=14,b5=15,b6=16,b7=17,b8=18,b9=19;
                int c0=20,c1=21,c2=22,c3=23,c4=24,c5=25,c6=26,c7=27,c8=28,c9=29,d0=30,d1=31,d2=32,d3=33,d4=34,d5=35,d6=36,d7=37,d8=38,d9=39;
                for (var i = 0; i < 3; i++) { a0 += i; d9 += a0; b5 += c5; }
                return a0+a1+a2+a3+a4+a5+a6+a7+a8+a9+b0+b1+b2+b3+b4+b5+b6+b7+b8+b9+c0+c1+c2+c3+c4+c5+c6+c7+c8+c9+d0+d1+d2+d3+d4+d5+d6+d7+d8+d9;
            }
        }

        public struct Point
        {
            public int X, Y;
            public int Move(int by) { X += by; Y -= by; return X * Y; }
        }

        public static class Program
        {
            static readonly Cart s_cart = new Cart();
            public static int Total() => s_cart.Total(new[] { 10, 20 }, 1.5, "hunter2");
            public static string Place() => s_cart.PlaceAsync("n", 2).GetAwaiter().GetResult();
            public static void Fail() => s_cart.FailAsync(7).GetAwaiter().GetResult();
            public static int Divide(int b) => s_cart.Divide(1, b);
            public static int Parse() { var calls = 4; s_cart.Parse("42", out var value, ref calls); return value + calls; }
            public static string Pick() => s_cart.Pick(new[] { "x", "y" }, 1);
            public static int Scale() => s_cart.Scale(3)(5);
            public static int Move() { var point = new Point { X = 1, Y = 2 }; return point.Move(3); }
            public static int Captured() => s_cart.Captured(1);
            public static int LocalFunction() => s_cart.LocalFunction(3);
            public static int CapturedAsync() => s_cart.CapturedAsync(4).GetAwaiter().GetResult();
            public static int References() => s_cart.References(new[] { 1, 2 }, new[] { "n" });
            public static string Overlaid() => s_cart.Overlaid(System.Linq.Enumerable.Repeat("o", 200000).ToArray());
            public static string StructClosure() => s_cart.StructClosure(7, "abc");
            public static string Shadow() => s_cart.Shadow(5)("hello");
            public static int CapturedArgument() => s_cart.CapturedArgumentAsync(7).GetAwaiter().GetResult();
            public static long Many() => s_cart.Many(100);
        }
        """;
}
