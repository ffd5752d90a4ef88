// shape: Locals that are references
// rows: 85
// probe: Changer::Change
//   entry
//     this: Changer
//     cells: Cell[](2) [Cell { Value: Int32 0 }, Cell { Value: Int32 0 }]
//     names: String[](1) [String "n"]
//   return
//     this: Changer
//     cells: Cell[](2) [Cell { Value: Int32 1 }, Cell { Value: Int32 5 }]
//     names: String[](1) [String "n!"]
//     [Debug] cell: Cell { Value: Int32 5 }
//     name: String "n!"
//     made: Cell (not captured: ref, not read)
//     @return: Int32 8
// line: A
//   hit
//     this: Changer
//     cells: Cell[](2) [Cell { Value: Int32 1 }, Cell { Value: Int32 5 }]
//     names: String[](1) [String "n!"]
//     [Debug] cell: Cell { Value: Int32 5 }
//     name: String "n!"
//     made: Cell (not captured: ref, not read)

namespace Shapes.RefLocal;

public struct Cell
{
    public int Value;
}

public class Changer
{
    public int Change(Cell[] cells, string[] names)
    {
        ref var cell = ref cells[1];
        ref var name = ref names[0];
        ref var made = ref Find(cells);
        cell.Value += 5;
        name += "!";
        made.Value++;
        return cell.Value + name.Length + made.Value; // line A
    }

    private static ref Cell Find(Cell[] cells) => ref cells[0];
}

public static class Asset
{
    public static string Run() => new Changer().Change(new Cell[2], ["n"]).ToString();
}
