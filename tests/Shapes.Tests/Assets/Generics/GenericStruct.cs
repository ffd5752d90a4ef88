// shape: Method of a generic struct
// rows: 72, 73
// probe: Outer+Pair`1::Swap
//   hits: 2
//   entry
//     this: Pair`1 { First: Int32 1, Second: Int32 2 }
//     note: String "n"
//   return
//     this: Pair`1 { First: Int32 2, Second: Int32 1 }
//     note: String "n"
//     old: Int32 1
//     @return: Int32 2
//   entry 2
//     this: Pair`1 { First: String "a", Second: String "b" }
//     note: String "w"
//   return 2
//     this: Pair`1 { First: String "b", Second: String "a" }
//     note: String "w"
//     old: String "a"
//     @return: String "b"
// line: A
//   hits: 2
//   hit
//     this: Pair`1 { First: Int32 2, Second: Int32 2 }
//     note: String "n"
//     old: Int32 1
//   hit 2
//     this: Pair`1 { First: String "b", Second: String "b" }
//     note: String "w"
//     old: String "a"

namespace Shapes.GenericStruct;

public class Outer
{
    public struct Pair<T>
    {
        public T First, Second;

        public T Swap(string note)
        {
            var old = First;
            First = Second;
            Second = old; // line A
            return First;
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        var numbers = new Outer.Pair<int> { First = 1, Second = 2 };
        var words = new Outer.Pair<string> { First = "a", Second = "b" };
        return numbers.Swap("n") + words.Swap("w") + numbers.Second + words.Second;
    }
}
