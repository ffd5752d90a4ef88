// shape: Local list of nested objects, structs, enums, a Guid and null collections
// rows: 6
// probe: Orders::Build
//   entry
//     this: Orders
//   return
//     this: Orders
//     orders: List`1(2) [Order { Id: Guid 00000000-0000-0000-0000-000000000007, State: State Closed, Line: Line { Price: Money { Amount: Decimal 5 }, Next: Line { Price: Money (not captured: depth), Next: Line null...
//     @return: Int32 2

namespace Shapes.ListOfObjects;

public enum State { Open, Closed }

public struct Money
{
    public decimal Amount;
}

public class Line
{
    public Money Price;
    public Line Next;
    public List<string> Tags;
}

public class Order
{
    public Guid Id = new("00000000-0000-0000-0000-000000000007");
    public State State = State.Closed;
    public Line Line;
}

public class Orders
{
    public int Build()
    {
        var orders = new List<Order> { new Order { Line = new Line { Price = new Money { Amount = 5 }, Next = new Line() } }, null };
        return orders.Count + (orders[0].Line.Tags?.Count ?? 0);
    }
}

public static class Asset
{
    public static string Run() => new Orders().Build().ToString();
}
