// shape: Generic method of a generic class, with an overload
// rows: 70
// probe: Outer`1+Test`1::Join
//   hits: 2
//   entry
//     this: Test`1
//     a: Int32 1
//     b: String "b"
//     c: Double 2.5
//   return
//     this: Test`1
//     a: Int32 1
//     b: String "b"
//     c: Double 2.5
//     list: List`1(1) [Test`1]
//     @return: String "1,b,2.51"
//   entry 2
//     this: Test`1
//     a: Int32 7
//   return 2
//     this: Test`1
//     a: Int32 7
//     @return: String "7!"

namespace Shapes.GenericBoth;

public class Outer<A>
{
    public class Test<B>
    {
        public string Join<C>(A a, B b, C c)
        {
            var list = new List<Test<B>> { this };
            return a + "," + b + "," + c + list.Count;
        }

        public string Join(A a) => a + "!";
    }
}

public static class Asset
{
    public static string Run()
    {
        var test = new Outer<int>.Test<string>();
        return test.Join(1, "b", 2.5) + test.Join(7);
    }
}
