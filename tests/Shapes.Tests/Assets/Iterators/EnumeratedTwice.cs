// shape: Iterator that is enumerated twice
// rows: 101
// probe: Numbers::Two
//   hits: 2
//   entry
//     this: Numbers { _starts: Int32 0 }
//     first: Int32 5
//   return
//     this: Numbers { _starts: Int32 1 }
//     first: Int32 5
//   entry 2
//     this: Numbers { _starts: Int32 1 }
//     first: Int32 5
//   return 2
//     this: Numbers { _starts: Int32 2 }
//     first: Int32 5

namespace Shapes.EnumeratedTwice;

public class Numbers
{
    private int _starts;

    public int Starts => _starts;

    public IEnumerable<int> Two(int first)
    {
        _starts++;
        yield return first;
        yield return first + 1;
    }
}

public static class Asset
{
    public static string Run()
    {
        var numbers = new Numbers();
        var two = numbers.Two(5);
        return string.Join(",", two.Concat(two)) + ":" + numbers.Starts;
    }
}
