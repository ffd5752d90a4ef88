// shape: Iterator
// rows: 101
// probe: Numbers::Upto
//   left out: WVR1027
// line: A
//   [Debug] error: No statement that can be probed starts at line 19 of '/src/Shapes.commonDebug/Iterators/Iterator.cs'. The nearest lines that can be probed are 26.
//   [Release] error: No statement that can be probed starts at line 19 of '/src/Shapes.commonRelease/Iterators/Iterator.cs'. The nearest lines that can be probed are 26.

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
