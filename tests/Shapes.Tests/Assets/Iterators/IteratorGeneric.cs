// shape: Iterator that is generic, in a generic struct
// rows: 101
// probe: Source`1::Pairs
//   left out: WVR1027

namespace Shapes.IteratorGeneric;

public struct Source<T>
{
    public T[] Items;

    public IEnumerable<(T, U)> Pairs<U>(U with)
    {
        foreach (var item in Items)
            yield return (item, with);
    }
}

public static class Asset
{
    public static string Run() => string.Join(",", new Source<int> { Items = [1, 2] }.Pairs("x"));
}
