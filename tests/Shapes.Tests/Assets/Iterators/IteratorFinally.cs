// shape: Iterator with a finally block, left early
// rows: 101
// probe: Numbers::All
//   entry
//     log: List`1(0) []
//   return
//     log: List`1(1) [String "finally"]
//     next: Int32 3
// line: A
//   hit
//     log: List`1(0) []
//     next: Int32 3

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
