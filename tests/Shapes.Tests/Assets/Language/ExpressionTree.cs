// shape: Expression tree
// probe: Trees::Describe
//   entry
//     limit: Int32 3
//   return
//     limit: Int32 3
//     above: Expression1`1 { _par0: ReadOnlyCollection`1 { list: ListParameterProvider { _provider: Expression1`1 (not captured: depth), _arg0: PrimitiveParameterExpression`1 (not captured: depth) } }, _body: Logi...
//     @return: String "GreaterThanv"

namespace Shapes.ExpressionTree;

public static class Trees
{
    public static string Describe(int limit)
    {
        System.Linq.Expressions.Expression<Func<int, bool>> above = v => v > limit;
        return above.Body.NodeType + above.Parameters[0].Name;
    }
}

public static class Asset
{
    public static string Run() => Trees.Describe(3);
}
