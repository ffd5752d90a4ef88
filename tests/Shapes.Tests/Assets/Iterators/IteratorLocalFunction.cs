// shape: Iterator that is a local function and captures
// rows: 101
// line: A
//   hits: 3
//   hit
//     i: Int32 0
//     seen: Int32 1
//     limit: Int32 3
//   hit 2
//     i: Int32 1
//     seen: Int32 2
//     limit: Int32 3
//   hit 3
//     i: Int32 2
//     seen: Int32 3
//     limit: Int32 3

namespace Shapes.IteratorLocalFunction;

public static class Numbers
{
    public static string Join(int limit)
    {
        var seen = 0;
        return string.Join(",", Upto()) + ":" + seen;

        IEnumerable<int> Upto()
        {
            for (var i = 0; i < limit; i++)
            {
                seen++;
                yield return i * 2; // line A
            }
        }
    }
}

public static class Asset
{
    public static string Run() => Numbers.Join(3);
}
