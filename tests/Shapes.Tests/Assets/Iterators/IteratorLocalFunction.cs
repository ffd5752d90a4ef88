// shape: Iterator that is a local function and captures
// rows: 101
// line: A
//   error: No statement that can be probed starts

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
