// shape: Explicit interface implementation
// rows: 102
// probe: Both::Shapes.ExplicitInterface.ILeft.Name
//   entry
//     this: Both
//     times: Int32 2
//   return
//     this: Both
//     times: Int32 2
//     @return: String "ll"
// probe: Both::Shapes.ExplicitInterface.IRight.Name
//   entry
//     this: Both
//     times: Int32 3
//   return
//     this: Both
//     times: Int32 3
//     @return: String "rrr"

namespace Shapes.ExplicitInterface;

public interface ILeft
{
    string Name(int times);
}

public interface IRight
{
    string Name(int times);
}

public class Both : ILeft, IRight
{
    string ILeft.Name(int times) => new('l', times);

    string IRight.Name(int times) => new('r', times);
}

public static class Asset
{
    public static string Run()
    {
        var both = new Both();
        return ((ILeft)both).Name(2) + ((IRight)both).Name(3);
    }
}
