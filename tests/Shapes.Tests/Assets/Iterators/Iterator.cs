// shape: Iterator
// rows: 101
// probe: Numbers::Upto
//   left out: WVR1027
// line: A
//   error: No statement that can be probed starts

namespace Shapes.Iterator;

public class Numbers
{
    private readonly int _step = 2;

    public IEnumerable<int> Upto(int limit)
    {
        for (var i = 0; i < limit; i += _step)
        {
            yield return i; // line A
        }
    }
}

public static class Asset
{
    public static string Run() => string.Join(",", new Numbers().Upto(5));
}
