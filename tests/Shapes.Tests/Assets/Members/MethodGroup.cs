// shape: Method given away as a delegate
// probe: Filter::IsOdd
//   hits: 2
//   entry
//     this: Filter { _two: Int32 2 }
//     value: Int32 1
//   return
//     this: Filter { _two: Int32 2 }
//     value: Int32 1
//     @return: Boolean True
//   entry 2
//     this: Filter { _two: Int32 2 }
//     value: Int32 2
//   return 2
//     this: Filter { _two: Int32 2 }
//     value: Int32 2
//     @return: Boolean False

namespace Shapes.MethodGroup;

public class Filter
{
    private readonly int _two = 2;

    public bool IsOdd(int value) => value % _two == 1;
}

public static class Asset
{
    public static string Run() => new[] { 1, 2 }.Count(new Filter().IsOdd).ToString();
}
