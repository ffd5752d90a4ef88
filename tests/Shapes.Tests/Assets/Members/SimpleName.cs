// shape: Type named without its namespace
// rows: 98
// probe: ~SimplyNamed::Say
//   entry
//     this: SimplyNamed
//     word: String "hi"
//   return
//     this: SimplyNamed
//     word: String "hi"
//     @return: String "hi!"

namespace Shapes.SimpleName;

public class SimplyNamed
{
    public string Say(string word) => word + "!";
}

public static class Asset
{
    public static string Run() => new SimplyNamed().Say("hi");
}
