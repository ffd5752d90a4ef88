namespace Weaver.Runtime.Tests.Safety;

/// <summary>A program with one method that is shown everything, and types of every kind to show it.</summary>
internal static class ChecksSource
{
    public const string Program = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        namespace Checks
        {
            public class Node
            {
                public int Level;
                public Node Next;

                public static Node Chain(int level, int length) => length == 0 ? null : new Node { Level = level, Next = Chain(level + 1, length - 1) };
            }

            public class Fields20
            {
                public int F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15, F16, F17, F18, F19, F20;
            }

            public class Fields21 : Fields20
            {
                public int F21;
            }

            [Flags]
            public enum Rights
            {
                None = 0,
                Read = 1,
                Write = 2,
            }

            public record Person(string Name, int Age);

            public record struct Point(int X, int Y);

            public class Thrower
            {
                public int Stored = 5;

                public int Throws => throw new InvalidOperationException("a getter ran");
            }

            public class Values
            {
                public decimal Price = 12.50m;
                public int? Some = 3;
                public int? Missing;
                public Rights Both = Rights.Read | Rights.Write;
                public Rights Odd = (Rights)8;
                public Dictionary<Person, List<int>> Complex = new() { [new Person("ann", 3)] = [1, 2] };
                public List<List<int>> Nested = [[1], [2, 3]];
                public Person Person = new("bob", 4);
                public Point Point = new(1, 2);
                public (int Count, string Text) Pair = (1, "one");
                public Tuple<int, string> Boxed = Tuple.Create(2, "two");
                public Lazy<int> Lazy = new(() => throw new InvalidOperationException("a lazy value was made"));
                public Task<int> Done = Task.FromResult(9);
                public Task Failed = Task.FromException(new InvalidOperationException("broken"));
                public Task<int> Pending = new TaskCompletionSource<int>().Task;
                public Exception Error = new ArgumentException("wrong", "name");
                public Thrower Thrower = new();
                public Values Self;
            }

            public class Service
            {
                public static int Count;
                public static double Ratio;
                public static bool On;
                public static string Title;
                public static Rights Rights;
                public static Person Owner;
                [ThreadStatic]
                public static int Own;

                public int See(object value, string small)
                {
                    return small.Length;
                }

                public int SeeSpan(ReadOnlySpan<char> text, Span<int> numbers)
                {
                    return text.Length + numbers.Length;
                }

                public int Select(List<int> numbers, Person person, string text)
                {
                    return numbers.Count;
                }
            }

            public static class Run
            {
                private static readonly Service s_service = new();

                public static int See(object value, string small) => s_service.See(value, small);

                public static int SeeSpan() => s_service.SeeSpan("text", new int[3]);

                public static int Select(List<int> numbers) => s_service.Select(numbers, new Person("ann", 3), "a long text");

                public static object Chain(int length) => Node.Chain(0, length);

                public static object Make(string kind) => kind switch
                {
                    "fields20" => new Fields20(),
                    "fields21" => new Fields21(),
                    "cycle" => Cycle(),
                    _ => new Values(),
                };

                public static void Grow()
                {
                    Service.Count++;
                    Service.Ratio += 0.5;
                    Service.On = !Service.On;
                    Service.Title += "x";
                    Service.Rights = Service.Rights == Rights.Read ? Rights.Write : Rights.Read;
                    Service.Owner = new Person("owner", Service.Count);
                    Service.Own += 2;
                }

                private static Values Cycle()
                {
                    var values = new Values();
                    values.Self = values;
                    return values;
                }
            }
        }
        """;
}
