// shape: Generic method of a class below a closed nested generic class
// rows: 71
// probe: Derived::Take
//   entry
//     this: Derived { Kept: String "k" }
//     own: Int32 3
//     text: String "t"
//     more: List`1(1) [Int32 4]
//   return
//     this: Derived { Kept: String "t3" }
//     own: Int32 3
//     text: String "t"
//     more: List`1(1) [Int32 4]
//     count: Int32 1
//     @return: String "t31"

namespace Shapes.GenericDerived;

public class Outer
{
    public class Test<T>
    {
        public T Kept;
    }
}

public class Derived : Outer.Test<string>
{
    public string Take<T>(T own, string text, List<T> more)
    {
        var count = more.Count;
        Kept = text + own;
        return Kept + count;
    }
}

public static class Asset
{
    public static string Run() => new Derived { Kept = "k" }.Take(3, "t", [4]);
}
