// shape: finally block that replaces the exception in flight
// probe: Replacer::Replace
//   entry
//     first: String "first"
//   return
//     first: String "first"
//     throws System.InvalidOperationException "first"

namespace Shapes.ThrowInFinally;

public static class Replacer
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Replace(string first)
    {
        try
        {
            throw new InvalidOperationException(first);
        }
        finally
        {
            Second();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Second() => throw new ArgumentException("second");
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            Replacer.Replace("first");
            return "none";
        }
        catch (ArgumentException e)
        {
            return Shared.Describe(e);
        }
    }
}
