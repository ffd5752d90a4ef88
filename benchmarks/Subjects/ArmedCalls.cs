using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Weaver.Benchmarks.Subjects;

/// <summary>
/// Methods for probes to be armed at, each with a loop that does nothing but call it. The loops have no gates; the methods
/// have the same body, so that what they cost differs by their probes alone.
/// </summary>
[NotProbeable]
public static class ArmedCalls
{
    private static readonly Customer s_customer = new() { Name = "Grace Hopper", Age = 85 };
    private static readonly List<int> s_items = [3, 1, 4, 1, 5];
    private static readonly Dictionary<int, int> s_table = new() { [1] = 1, [2] = 2, [3] = 3, [5] = 5 };

    /// <summary>A control: calls that do nothing.</summary>
    public static int Empty(int calls)
    {
        for (var i = 0; i < calls; i++)
            Nothing(s_customer, i);
        return calls;
    }

    /// <summary>A control: one look-up each.</summary>
    public static int LookUp(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += s_table.TryGetValue(i & 7, out var value) ? value : 0;
        return sum;
    }

    public static int Dormant(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Dormant(s_customer, i);
        return sum;
    }

    public static int Open(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Open(s_customer, i);
        return sum;
    }

    public static int FalseNumber(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.FalseNumber(s_customer, i);
        return sum;
    }

    public static int FalseText(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.FalseText(s_customer, i);
        return sum;
    }

    public static int FalseSnapshot(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.FalseSnapshot(s_customer, i);
        return sum;
    }

    public static int FalseLine(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.FalseLine(s_customer, i);
        return sum;
    }

    public static int Limited(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Limited(s_customer, i);
        return sum;
    }

    public static int Counted(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Counted(s_customer, i);
        return sum;
    }

    public static int Message(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Message("Grace Hopper", i);
        return sum;
    }

    public static int Snapshot(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.Snapshot("Grace Hopper", i, s_items);
        return sum;
    }

    public static int LineSnapshot(int calls)
    {
        var sum = 0;
        for (var i = 0; i < calls; i++)
            sum += Desk.LineSnapshot("Grace Hopper", i, s_items);
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Nothing(Customer customer, int number)
    {
    }
}

public sealed class Customer
{
    public required string Name { get; init; }

    public required int Age { get; init; }
}

/// <summary>One method for each kind of probe.</summary>
public static class Desk
{
    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Dormant(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Open(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FalseNumber(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FalseText(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FalseSnapshot(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FalseLine(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Limited(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Counted(Customer customer, int number) => number ^ customer.Age;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Message(string name, int number) => number ^ name.Length;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Snapshot(string name, int number, List<int> items) => number ^ items.Count;

    [Probeable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int LineSnapshot(string name, int number, List<int> items) => number ^ items.Count;
}
