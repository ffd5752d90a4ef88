// shape: try and catch
// rows: 28
// probe: Divider::Divide
//   entry
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//   return
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//     result: Int32 28
//     @return: Int32 28
// line: A
//   hit
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//     result: Int32 1
// line: B
//   hit
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//     result: Int32 2
// line: C
//   hit
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//     result: Int32 2
//     [Debug] e: DivideByZeroException { Message: String "Attempted to divide by zero." }
// line: D
//   hit
//     this: Divider
//     a: Int32 6
//     b: Int32 0
//     result: Int32 28

namespace Shapes.TryCatch;

public class Divider
{
    public int Divide(int a, int b)
    {
        var result = 1;
        try
        {
            result = 2; // line A
            result = a / b; // line B
        }
        catch (DivideByZeroException e)
        {
            result = e.Message.Length; // line C
        }

        return result; // line D
    }
}

public static class Asset
{
    public static string Run() => new Divider().Divide(6, 0).ToString();
}
