// shape: Generic method of a plain class
// rows: 68
// probe: Echo::Say
//   hits: 3
//   entry
//     this: Echo
//     word: String "s"
//   return
//     this: Echo
//     word: String "s"
//     @return: String "s"
//   entry 2
//     this: Echo
//     word: Int32 5
//   return 2
//     this: Echo
//     word: Int32 5
//     @return: Int32 5
//   entry 3
//     this: Echo
//     word: Double 2.5
//   return 3
//     this: Echo
//     word: Double 2.5
//     @return: Double 2.5
// line: A
//   hits: 3
//   hit
//     this: Echo
//     word: String "s"
//   hit 2
//     this: Echo
//     word: Int32 5
//   hit 3
//     this: Echo
//     word: Double 2.5

namespace Shapes.GenericMethod;

public class Echo
{
    public T Say<T>(T word)
    {
        return word; // line A
    }
}

public static class Asset
{
    public static string Run() => new Echo().Say("s") + new Echo().Say(5) + new Echo().Say<object>(2.5);
}
