// shape: Exception caught and thrown on as an inner one
// rows: 35
// probe: Chain::Outer
//   entry
//     text: String "x"
//   return
//     text: String "x"
//     throws System.InvalidOperationException "outer"
// probe: Chain::Inner
//   entry
//     text: String "x"
//   return
//     text: String "x"
//     throws System.FormatException "inner x"

namespace Shapes.RethrownAsInner;

public static class Chain
{
    public static string Run()
    {
        try
        {
            return Outer("x").ToString();
        }
        catch (InvalidOperationException e)
        {
            return Shared.Describe(e);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Outer(string text)
    {
        try
        {
            return Inner(text);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException("outer", e);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Inner(string text) => throw new FormatException("inner " + text);
}

public static class Asset
{
    public static string Run() => Chain.Run();
}
