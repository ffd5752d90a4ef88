// shape: Constructor with field initializers, arguments and a call of the base
// rows: 94
// probe: Derived::.ctor
//   entry
//     this: Derived { _items: List`1(1) [Int32 1], Name: String "n4" }
//     count: Int32 4
//   return
//     this: Derived { _items: List`1(2) [Int32 1, Int32 8], Name: String "n4" }
//     count: Int32 4
//     doubled: Int32 8
// probe: Base::.ctor
//   entry
//     this: Derived { _items: List`1(1) [Int32 1], Name: String null }
//     name: String "n4"
//   return
//     this: Derived { _items: List`1(1) [Int32 1], Name: String "n4" }
//     name: String "n4"
// line: A
//   hit
//     this: Derived { _items: List`1(1) [Int32 1], Name: String "n4" }
//     count: Int32 4
//     doubled: Int32 8

namespace Shapes.Constructor;

public class Base
{
    protected readonly string Name;

    public Base(string name)
    {
        Name = name;
    }
}

public class Derived : Base
{
    private readonly List<int> _items = [1];

    public Derived(int count)
        : base("n" + count)
    {
        var doubled = count * 2;
        _items.Add(doubled); // line A
    }

    public int Count => _items.Sum() + Name.Length;
}

public static class Asset
{
    public static string Run() => new Derived(4).Count.ToString();
}
