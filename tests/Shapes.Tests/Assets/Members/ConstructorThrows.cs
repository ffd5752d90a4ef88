// shape: Constructor that throws
// probe: Checked::.ctor
//   left out: WVR1024

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
