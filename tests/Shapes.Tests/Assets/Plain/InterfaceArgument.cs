// shape: Argument typed as an interface
// rows: 17
// note: the runtime type; computed properties are not called
// probe: Printer::Print
//   entry
//     this: Printer
//     shape: Square { _side: Int32 3, Name: String "square" }
//   return
//     this: Printer
//     shape: Square { _side: Int32 3, Name: String "square" }
//     [Debug] text: String "square9"
//     @return: String "square9"
// line: A
//   hit
//     this: Printer
//     shape: Square { _side: Int32 3, Name: String "square" }
//     [Debug] text: String "square9"

namespace Shapes.InterfaceArgument;

public interface IShape
{
    string Name { get; }
    int Area { get; }
}

public class Square : IShape
{
    private readonly int _side = 3;

    public string Name { get; } = "square";

    public int Area => _side * _side;
}

public class Printer
{
    public string Print(IShape shape)
    {
        var text = shape.Name + shape.Area;
        return text; // line A
    }
}

public static class Asset
{
    public static string Run() => new Printer().Print(new Square());
}
