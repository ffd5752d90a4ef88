// shape: Operators of numbers through constraints
// probe: Calc::Average
//   hits: 2
//   entry
//     values: Int32[](3) [Int32 1, Int32 2, Int32 6]
//   return
//     values: Int32[](3) [Int32 1, Int32 2, Int32 6]
//     sum: Int32 9
//     @return: Int32 3
//   entry 2
//     values: Double[](2) [Double 1.5, Double 2.5]
//   return 2
//     values: Double[](2) [Double 1.5, Double 2.5]
//     sum: Double 4
//     @return: Double 2

namespace Shapes.GenericMath;

public static class Calc
{
    public static T Average<T>(T[] values) where T : System.Numerics.INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in values)
            sum += value;

        return sum / T.CreateChecked(values.Length);
    }
}

public static class Asset
{
    public static string Run() => Calc.Average([1, 2, 6]) + " " + Calc.Average([1.5, 2.5]).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
