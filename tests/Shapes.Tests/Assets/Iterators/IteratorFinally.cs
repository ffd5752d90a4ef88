// shape: Iterator with a finally block, left early
// rows: 101
// probe: Numbers::All
//   left out: WVR1027
// line: A
//   error: No statement that can be probed starts

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
