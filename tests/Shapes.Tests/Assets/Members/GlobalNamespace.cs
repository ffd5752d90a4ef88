// shape: Type of the global namespace, and a type nested in it, by their simple names
// rows: 99, 100
// probe: ~NamelessPlace::Say
//   entry
//     this: NamelessPlace
//     word: String "hi"
//   return
//     this: NamelessPlace
//     word: String "hi"
//     @return: String "hi!"
// probe: ~NestedInNameless::Say
//   entry
//     this: NestedInNameless
//     word: String "ho"
//   return
//     this: NestedInNameless
//     word: String "ho"
//     @return: String "ho?"

public class NamelessPlace
{
    public string Say(string word) => word + "!";

    public class NestedInNameless
    {
        public string Say(string word) => word + "?";
    }
}

namespace Shapes.GlobalNamespace
{
    public static class Asset
    {
        public static string Run() => new NamelessPlace().Say("hi") + new NamelessPlace.NestedInNameless().Say("ho");
    }
}
