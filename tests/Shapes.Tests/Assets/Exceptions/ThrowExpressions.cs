// shape: throw in expressions
// probe: Need::Text
//   hits: 3
//   entry
//     text: String "abc"
//   return
//     text: String "abc"
//     length: Int32 3
//     @return: Int32 3
//   entry 2
//     text: String "a"
//   return 2
//     text: String "a"
//     length: Int32 1
//     throws System.ArgumentException "short"
//   entry 3
//     text: String null
//   return 3
//     text: String null
//     length: Int32 0
//     throws System.ArgumentNullException "Value cannot be null. (Parameter 'text')"

namespace Shapes.ThrowExpressions;

public static class Need
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Text(string text)
    {
        var length = text?.Length ?? throw new ArgumentNullException(nameof(text));
        return length > 1 ? length : throw new ArgumentException("short");
    }
}

public static class Asset
{
    public static string Run() => Try("abc") + Try("a") + Try(null);

    private static string Try(string text)
    {
        try
        {
            return Need.Text(text).ToString();
        }
        catch (ArgumentException e)
        {
            return Shared.Describe(e);
        }
    }
}
