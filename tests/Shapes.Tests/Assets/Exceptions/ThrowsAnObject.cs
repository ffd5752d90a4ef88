// shape: Custom exception with fields of its own
// probe: Shop::Sell
//   entry
//     this: Shop
//     item: String "pear"
//     count: Int32 3
//   return
//     this: Shop
//     item: String "pear"
//     count: Int32 3
//     throws Shapes.ThrowsAnObject.SoldOutException "pear is sold out"

namespace Shapes.ThrowsAnObject;

public sealed class SoldOutException(string item, int wanted) : Exception(item + " is sold out")
{
    public int Wanted { get; } = wanted;
}

public class Shop
{
    public void Sell(string item, int count) => throw new SoldOutException(item, count);
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            new Shop().Sell("pear", 3);
            return "none";
        }
        catch (SoldOutException e)
        {
            return Shared.Describe(e) + e.Wanted;
        }
    }
}
