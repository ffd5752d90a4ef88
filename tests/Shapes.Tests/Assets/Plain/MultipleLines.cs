// shape: Five consecutive lines and the method around them
// rows: 105
// probe: Steps::Take
//   entry
//     this: Steps
//     start: Int32 1
//   return
//     this: Steps
//     start: Int32 5
//     @return: Int32 5
// line: A
//   hit
//     this: Steps
//     start: Int32 1
// line: B
//   hit
//     this: Steps
//     start: Int32 2
// line: C
//   hit
//     this: Steps
//     start: Int32 3
// line: D
//   hit
//     this: Steps
//     start: Int32 4
// line: E
//   hit
//     this: Steps
//     start: Int32 5

namespace Shapes.MultipleLines;

public class Steps
{
    public int Take(int start)
    {
        start++; // line A
        start++; // line B
        start++; // line C
        start++; // line D
        return start; // line E
    }
}

public static class Asset
{
    public static string Run() => new Steps().Take(1).ToString();
}
