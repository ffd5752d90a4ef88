// shape: Indexers
// rows: 102
// probe: Grid::get_Item
//   entry
//     this: Grid { _cells: Dictionary`2(1) [Int32 12 => String "cell"] }
//     row: Int32 1
//     column: Int32 2
//   return
//     this: Grid { _cells: Dictionary`2(1) [Int32 12 => String "cell"] }
//     row: Int32 1
//     column: Int32 2
//     @return: String "cell"
// probe: Grid::set_Item
//   entry
//     this: Grid { _cells: Dictionary`2(0) [] }
//     row: Int32 1
//     column: Int32 2
//     value: String "cell"
//   return
//     this: Grid { _cells: Dictionary`2(1) [Int32 12 => String "cell"] }
//     row: Int32 1
//     column: Int32 2
//     value: String "cell"

namespace Shapes.Indexers;

public class Grid
{
    private readonly Dictionary<int, string> _cells = [];

    public string this[int row, int column]
    {
        get => _cells[(row * 10) + column];
        set => _cells[(row * 10) + column] = value;
    }
}

public static class Asset
{
    public static string Run()
    {
        var grid = new Grid { [1, 2] = "cell" };
        return grid[1, 2];
    }
}
