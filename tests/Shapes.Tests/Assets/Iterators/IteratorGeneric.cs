// shape: Iterator that is generic, in a generic struct
// rows: 101
// probe: Source`1::Pairs
//   entry
//     this: Source`1 { Items: Int32[](2) [Int32 1, Int32 2] }
//     with: String "x"
//   return
//     this: Source`1 { Items: Int32[](2) [Int32 1, Int32 2] }
//     with: String "x"

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
