// shape: Instance method that returns its argument
// rows: 2
// probe: Echo::Say
//   entry
//     this: Echo { _name: String "echo" }
//     word: String "hello"
//   return
//     this: Echo { _name: String "echo" }
//     word: String "hello"
//     @return: String "hello"
// line: A
//   hit
//     this: Echo { _name: String "echo" }
//     word: String "hello"

namespace Shapes.InstanceEcho;

public class Echo
{
    private readonly string _name = "echo";

    public string Say(string word)
    {
        return word; // line A
    }
}

public static class Asset
{
    public static string Run() => new Echo().Say("hello");
}
