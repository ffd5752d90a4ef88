// shape: Exception filters, and finally blocks that run after them
// probe: Order::Middle
//   entry
//     log: List`1(0) []
//     number: Int32 1
//   return
//     log: List`1(1) [String "middle filter"]
//     number: Int32 1
//     throws System.InvalidOperationException "inner"
// line: A
//   hit
//     log: List`1(0) []
//     number: Int32 1

namespace Shapes.FilterOrder;

public static class Order
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Outer(List<string> log)
    {
        try
        {
            Middle(log, 1);
            return "none";
        }
        catch (InvalidOperationException e) when (Note(log, "outer filter of " + e.Message))
        {
            log.Add(Shared.Describe(e));
            return string.Join("; ", log);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Middle(List<string> log, int number)
    {
        try
        {
            try
            {
                Inner(log);
            }
            catch (InvalidOperationException) when (Note(log, "middle filter") && number == 2) // line A
            {
                log.Add("never");
            }
        }
        finally
        {
            log.Add("middle finally");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Inner(List<string> log)
    {
        try
        {
            throw new InvalidOperationException("inner");
        }
        finally
        {
            log.Add("inner finally");
        }
    }

    private static bool Note(List<string> log, string text)
    {
        log.Add(text);
        return true;
    }
}

public static class Asset
{
    public static string Run() => Order.Outer([]);
}
