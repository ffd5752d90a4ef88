// shape: Iterator
// rows: 101
// probe: Numbers::Upto
//   entry
//     this: Numbers { _step: Int32 2 }
//     limit: Int32 5
//   return
//     this: Numbers { _step: Int32 2 }
//     limit: Int32 5
// line: A
//   hits: 3
//   hit
//     this: Numbers { _step: Int32 2 }
//     limit: Int32 5
//     i: Int32 0
//   hit 2
//     this: Numbers { _step: Int32 2 }
//     limit: Int32 5
//     i: Int32 2
//   hit 3
//     this: Numbers { _step: Int32 2 }
//     limit: Int32 5
//     i: Int32 4

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
