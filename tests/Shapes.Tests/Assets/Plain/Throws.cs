// shape: Method that throws
// rows: 12
// probe: Checker::Check
//   entry
//     this: Checker
//     value: Int32 7
//   return
//     this: Checker
//     value: Int32 7
//     limit: Int32 14
//     throws System.InvalidOperationException "too much: 14"
// line: A
//   hit
//     this: Checker
//     value: Int32 7
//     limit: Int32 14

namespace Shapes.Throws;

public class Checker
{
    public int Check(int value)
    {
        var limit = value * 2;
        if (limit > 10)
            throw new InvalidOperationException("too much: " + limit); // line A

        return limit;
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Checker().Check(7).ToString();
        }
        catch (InvalidOperationException e)
        {
            return Shared.Describe(e);
        }
    }
}
