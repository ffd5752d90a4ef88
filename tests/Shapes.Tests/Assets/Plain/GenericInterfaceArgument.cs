// shape: Argument typed as a generic interface
// rows: 18
// probe: Printer::Print
//   entry
//     this: Printer
//     box: Box { Content: String "apples" }
//   return
//     this: Printer
//     box: Box { Content: String "apples" }
//     @return: String "applesAPPLES"

namespace Shapes.GenericInterfaceArgument;

public interface IBox<T> where T : class
{
    T Content { get; }
    string Label { get; }
}

public class Box : IBox<string>
{
    public string Content { get; set; } = "apples";

    public string Label => Content.ToUpperInvariant();
}

public class Printer
{
    public string Print(IBox<string> box) => box.Content + box.Label;
}

public static class Asset
{
    public static string Run() => new Printer().Print(new Box());
}
