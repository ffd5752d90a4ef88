// shape: Query expression with a let clause
// probe: Queries::Ask
//   entry
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     limit: Int32 2
//   return
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     limit: Int32 2
//     [Debug] found: IteratorSelectIterator`2 { _source: OrderedIterator`2 { _parent: OrderedIterator`1 null, _keySelector: Func`2 { _target: <>c (not captured: depth) }, _comparer: GenericComparer`1, _descending: Boolean...
//     list: List`1(2) [String "3:9", String "2:4"]
//     @return: String "3:9,2:4"
// line: A
//   hit
//     values: Int32[](3) [Int32 1, Int32 2, Int32 3]
//     limit: Int32 2
//     [Debug] found: IteratorSelectIterator`2 { _source: OrderedIterator`2 { _parent: OrderedIterator`1 null, _keySelector: Func`2 { _target: <>c (not captured: depth) }, _comparer: GenericComparer`1, _descending: Boolean...
//     list: List`1(2) [String "3:9", String "2:4"]

namespace Shapes.QueryExpression;

public static class Queries
{
    public static string Ask(int[] values, int limit)
    {
        var found = from v in values
                    let square = v * v
                    where square > limit
                    orderby square descending
                    select v + ":" + square;
        var list = found.ToList();
        return string.Join(",", list); // line A
    }
}

public static class Asset
{
    public static string Run() => Queries.Ask([1, 2, 3], 2);
}
