// shape: Argument that is a large graph of objects
// rows: 16
// note: cut at the limits of depth and of collections
// probe: Graph::Count
//   entry
//     root: Node { Name: String(1000) "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...
//   return
//     root: Node { Name: String(1000) "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn...
//     @return: Int32 8421

namespace Shapes.LargeGraph;

public class Node
{
    public string Name;
    public List<Node> Children = [];
}

public class Graph
{
    public static int Count(Node root)
    {
        return 1 + root.Children.Sum(Size);
    }

    private static int Size(Node node) => 1 + node.Children.Sum(Size);
}

public static class Asset
{
    public static string Run() => Graph.Count(Make(3)).ToString();

    private static Node Make(int depth)
    {
        var node = new Node { Name = new string('n', 1000) };
        for (var i = 0; depth > 0 && i < 20; i++)
            node.Children.Add(Make(depth - 1));

        return node;
    }
}
