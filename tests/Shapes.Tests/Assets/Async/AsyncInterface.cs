// shape: async method with an argument and a local typed as an interface
// rows: 54
// probe: Printer::PrintAsync
//   entry
//     [Debug] this: Printer
//     [Release] this: Printer (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     shape: Square { _side: Int32 3, Name: String "square" }
//   return
//     [Debug] this: Printer
//     [Release] this: Printer (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     shape: Square { _side: Int32 3, Name: String "square" }
//     other: Square { _side: Int32 3, Name: String "other" }
//     @return: String "squareother"
// line: A
//   hit
//     [Debug] this: Printer
//     [Release] this: Printer (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     shape: Square { _side: Int32 3, Name: String "square" }
//     other: Square { _side: Int32 3, Name: String "other" }

namespace Shapes.AsyncInterface;

public interface IShape
{
    string Name { get; }
    int Area { get; }
}

public class Square : IShape
{
    private readonly int _side = 3;

    public string Name { get; set; } = "square";

    public int Area => _side * _side;
}

public class Printer
{
    public async Task<string> PrintAsync(IShape shape)
    {
        IShape other = new Square { Name = "other" };
        await Task.Yield();
        return shape.Name + other.Name; // line A
    }
}

public static class Asset
{
    public static string Run() => new Printer().PrintAsync(new Square()).GetAwaiter().GetResult();
}
