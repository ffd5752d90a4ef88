// shape: Lambda of a generic method in a generic class
// line: A
//   hits: 2
//   hit
//     item: Int32 1
//     [Debug] mapped: String "n1"
//     map: Func`2 { _target: <>c }
//   hit 2
//     item: Int32 2
//     [Debug] mapped: String "n2"
//     map: Func`2 { _target: <>c }

namespace Shapes.GenericLambda;

public class Mapper<T>
{
    public List<U> Map<U>(List<T> items, Func<T, U> map)
    {
        return items.ConvertAll(item =>
        {
            var mapped = map(item);
            return mapped; // line A
        });
    }
}

public static class Asset
{
    public static string Run() => string.Join(",", new Mapper<int>().Map([1, 2], i => "n" + i));
}
