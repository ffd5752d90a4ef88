// shape: Tuples, deconstruction and discards
// probe: Pairs::Split
//   entry
//     pair: ValueTuple`2 { Item1: Int32 1, Item2: Int32 2 }
//     text: String "t"
//   return
//     pair: ValueTuple`2 { Item1: Int32 1, Item2: Int32 2 }
//     text: String "t"
//     left: Int32 1
//     [Debug] right: Int32 2
//     swapped: Int32 2
//     @return: ValueTuple`2 { Item1: Int32 3, Item2: String "t" }

namespace Shapes.Tuples;

public static class Pairs
{
    public static (int Sum, string Text) Split((int Left, int Right) pair, string text)
    {
        var (left, right) = pair;
        (_, var swapped) = (left, right);
        return (left + swapped, text);
    }
}

public static class Asset
{
    public static string Run() => Pairs.Split((1, 2), "t").ToString();
}
