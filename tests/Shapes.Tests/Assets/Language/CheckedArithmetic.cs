// shape: checked arithmetic that overflows
// probe: Maths::Add
//   entry
//     a: Int32 2147483647
//     b: Int32 1
//   return
//     a: Int32 2147483647
//     b: Int32 1
//     throws System.OverflowException "Arithmetic operation resulted in an overflow."

namespace Shapes.CheckedArithmetic;

public static class Maths
{
    public static int Add(int a, int b)
    {
        checked
        {
            return a + b;
        }
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return Maths.Add(int.MaxValue, 1).ToString();
        }
        catch (OverflowException e)
        {
            return Shared.Describe(e);
        }
    }
}
