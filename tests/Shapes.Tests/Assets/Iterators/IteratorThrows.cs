// shape: Iterator that throws
// rows: 101
// probe: Numbers::Failing
//   entry
//     good: Int32 3
//   return
//     good: Int32 3
//     throws System.InvalidOperationException "no more"

namespace Shapes.IteratorThrows;

public static class Numbers
{
    public static IEnumerator<int> Failing(int good)
    {
        for (var i = 0; i < good; i++)
            yield return i;

        throw new InvalidOperationException("no more");
    }
}

public static class Asset
{
    public static string Run()
    {
        var sum = 0;
        try
        {
            var numbers = Numbers.Failing(3);
            while (numbers.MoveNext())
                sum += numbers.Current;

            return "none";
        }
        catch (InvalidOperationException e)
        {
            return sum + Shared.Describe(e);
        }
    }
}
