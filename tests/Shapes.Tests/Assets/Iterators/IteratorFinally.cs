// shape: Iterator with a finally block, left early
// rows: 101
// probe: Numbers::All
//   left out: WVR1027
// line: A
//   [Debug] error: No statement that can be probed starts at line 23 of '/src/Shapes.commonDebug/Iterators/IteratorFinally.cs'. The nearest lines that can be probed are 31, 32, 33.
//   [Release] error: No statement that can be probed starts at line 23 of '/src/Shapes.commonRelease/Iterators/IteratorFinally.cs'. The nearest lines that can be probed are 32, 33, 35.

namespace Shapes.IteratorFinally;

public static class Numbers
{
    public static IEnumerable<int> All(List<string> log)
    {
        try
        {
            var next = 0;
            while (true)
                yield return next++;
        }
        finally
        {
            log.Add("finally"); // line A
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        var log = new List<string>();
        foreach (var number in Numbers.All(log))
        {
            if (number == 2)
                break;
        }

        return string.Join(",", log);
    }
}
