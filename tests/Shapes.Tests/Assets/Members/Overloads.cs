// shape: Overloads, all of them watched by one probe, or one by its signature
// rows: 97
// probe: Adder::Add
//   hits: 3
//   entry
//     this: Adder
//     a: Int32 1
//   return
//     this: Adder
//     a: Int32 1
//     @return: String "i1"
//   entry 2
//     this: Adder
//     a: String "x"
//   return 2
//     this: Adder
//     a: String "x"
//     @return: String "sx"
//   entry 3
//     this: Adder
//     a: Int32 2
//     b: Int32 3
//   return 3
//     this: Adder
//     a: Int32 2
//     b: Int32 3
//     @return: String "ii5"
// probe: Adder::Add(System.String)
//   entry
//     this: Adder
//     a: String "x"
//   return
//     this: Adder
//     a: String "x"
//     @return: String "sx"

namespace Shapes.Overloads;

public class Adder
{
    public string Add(int a) => "i" + a;

    public string Add(string a) => "s" + a;

    public string Add(int a, int b) => "ii" + (a + b);
}

public static class Asset
{
    public static string Run()
    {
        var adder = new Adder();
        return adder.Add(1) + adder.Add("x") + adder.Add(2, 3);
    }
}
