// shape: Method of a nested generic class with a new() constraint
// rows: 69
// probe: Outer+Test`1::Make
//   entry
//     this: Test`1
//     first: Item { Number: Int32 3 }
//   return
//     this: Test`1
//     first: Item { Number: Int32 3 }
//     [Debug] items: List`1(2) [Item { Number: Int32 3 }, Item { Number: Int32 3 }]
//     [Debug] self: Test`1
//     @return: Int32 2

namespace Shapes.GenericNested;

public class Item
{
    public int Number = 3;
}

public class Outer
{
    public class Test<T> where T : new()
    {
        public int Make(T first)
        {
            var items = new List<T> { first, new T() };
            var self = this;
            GC.KeepAlive(self);
            return items.Count;
        }
    }
}

public static class Asset
{
    public static string Run() => new Outer.Test<Item>().Make(new Item()).ToString();
}
