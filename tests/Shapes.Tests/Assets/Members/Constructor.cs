// shape: Constructor with field initializers, arguments and a call of the base
// rows: 94
// probe: Derived::.ctor
//   left out: WVR1024
// probe: Base::.ctor
//   left out: WVR1024
// line: A
//   error: No statement that can be probed starts

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
