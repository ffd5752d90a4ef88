// shape: Default interface method, and an override of it
// rows: 102
// probe: IGreeter::Greet
//   entry
//     this: Quiet
//     word: String "hi"
//   return
//     this: Quiet
//     word: String "hi"
//     [Debug] text: String "hi quiet"
//     @return: String "hi quiet"
// probe: Loud::Shapes.DefaultInterfaceMethod.IGreeter.Greet
//   entry
//     this: Loud
//     word: String "hi"
//   return
//     this: Loud
//     word: String "hi"
//     @return: String "HI"
// probe: IGreeter::Twice
//   entry
//     word: String "x"
//   return
//     word: String "x"
//     @return: String "xx"

namespace Shapes.DefaultInterfaceMethod;

public interface IGreeter
{
    string Name { get; }

    string Greet(string word)
    {
        var text = word + " " + Name;
        return text;
    }

    static string Twice(string word) => word + word;
}

public class Quiet : IGreeter
{
    public string Name => "quiet";
}

public class Loud : IGreeter
{
    public string Name => "loud";

    string IGreeter.Greet(string word) => word.ToUpperInvariant();
}

public static class Asset
{
    public static string Run() => ((IGreeter)new Quiet()).Greet("hi") + ((IGreeter)new Loud()).Greet("hi") + IGreeter.Twice("x");
}
