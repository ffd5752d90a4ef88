// shape: Constructor that throws
// probe: Checked::.ctor
//   hits: 2
//   entry
//     this: Checked { Value: Int32 0 }
//     value: Int32 2
//   return
//     this: Checked { Value: Int32 2 }
//     value: Int32 2
//   entry 2
//     this: Checked { Value: Int32 0 }
//     value: Int32 -1
//   return 2
//     this: Checked { Value: Int32 -1 }
//     value: Int32 -1
//     throws System.ArgumentOutOfRangeException "negative"

namespace Shapes.ConstructorThrows;

public class Checked
{
    public readonly int Value;

    public Checked(int value)
    {
        Value = value;
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), "negative");
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Checked(2).Value + new Checked(-1).Value.ToString();
        }
        catch (ArgumentOutOfRangeException e)
        {
            return Shared.Describe(e);
        }
    }
}
