namespace Weaver.Tests.Support.Stress;

/// <summary>The program that is put under load: methods of every sort that probes know, each with a result that its argument decides.</summary>
internal static class StressSource
{
    /// <summary>Methods where probes come and go.</summary>
    public static readonly string[] Methods = ["Price", "Name", "Sum", "Fail", "Later", "Stream", "Nested", "Generic", "Place", ".ctor"];

    /// <summary>Probed from the beginning to the end, and called a known number of times.</summary>
    public const string Counted = "Counted";

    /// <summary>Probed throughout by a probe that keeps being replaced, and called a known number of times.</summary>
    public const string Edited = "Edited";

    public const string Text = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        namespace Stress;

        public sealed class Order
        {
            public readonly int Id;
            public string password = "hunter2";

            public Order(int id)
            {
                Id = id;
                Name = "order-" + id % 7;
                Total = id * 1.5m;
                for (var i = 0; i < id % 5; i++)
                    Items.Add(i * id);
            }

            public string Name { get; set; }
            public decimal Total { get; set; }
            public List<int> Items { get; } = new List<int>();
            public Order Next { get; set; }
        }

        public static class Work
        {
            public static int Counted(Order order, int number) => order.Id ^ number;

            public static int Edited(Order order, int number)
            {
                var result = order.Items.Count + number;
                return result;
            }

            public static decimal Price(Order order, int number)
            {
                var price = order.Total;
                if (number % 3 == 0)
                    price -= 1;
                return price * 2;
            }

            public static string Name(Order order, int number)
            {
                var name = order.Name;
                name += number % 2 == 0 ? "!" : "?";
                return name;
            }

            public static long Sum(Order order, int number)
            {
                var sum = 0L;
                foreach (var item in order.Items)
                {
                    sum += item;
                    sum ^= number;
                }
                return sum;
            }

            public static int Fail(Order order, int number)
            {
                try
                {
                    if (number % 4 == 0)
                        throw new InvalidOperationException("no stock for " + order.Id);
                    return number;
                }
                finally
                {
                    order.Name = order.Name.Trim();
                }
            }

            public static async Task<int> Later(Order order, int number)
            {
                var before = order.Items.Count;
                if (number % 16 == 0)
                    await Task.Yield();
                return before + number;
            }

            public static IEnumerable<int> Stream(Order order, int number)
            {
                foreach (var item in order.Items)
                {
                    var shown = item + number;
                    yield return shown;
                }
            }

            public static int Nested(Order order, int number)
            {
                Func<int, int> twice = x => x * 2 + order.Id;
                return number == 0 ? twice(number) : twice(number) + Nested(order, number / 8);
            }

            public static string Generic<T>(T value, int number)
            {
                var text = value.ToString();
                return text + number;
            }

            public static int Place(Order order, int number)
            {
                order.Next = new Order(number % 5);
                var next = order.Next.Items.Count;
                return next + order.Id;
            }

            public static int Receive(int number) => Nested(new Order(number % 100), number) + (int)Price(new Order(1), number);

            /// <summary>One turn: everything once.</summary>
            public static long Turn(int number)
            {
                var order = new Order(number % 100);
                long sum = Counted(order, number) + Edited(order, number);
                sum = sum * 31 + (long)Price(order, number);
                sum = sum * 31 + Name(order, number).Length;
                sum = sum * 31 + Sum(order, number);
                try
                {
                    sum = sum * 31 + Fail(order, number);
                }
                catch (InvalidOperationException e)
                {
                    sum = sum * 31 + e.Message.Length;
                }
                sum = sum * 31 + Later(order, number).GetAwaiter().GetResult();
                foreach (var item in Stream(order, number))
                    sum = sum * 31 + item;
                sum = sum * 31 + Nested(order, number % 1000);
                sum = sum * 31 + Generic(order.Id, number).Length + Generic(order.Name, number).Length;
                return sum * 31 + Place(order, number);
            }
        }
        """;
}
