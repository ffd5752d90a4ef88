// shape: Method whose callee in the framework throws
// rows: 13
// probe: Reader::Read
//   entry
//     this: Reader
//     text: String " seven "
//   return
//     this: Reader
//     text: String " seven "
//     [Debug] trimmed: String "seven"
//     throws System.FormatException "The input string 'seven' was not in a correct format."

namespace Shapes.ThrowsBelow;

public class Reader
{
    public int Read(string text)
    {
        var trimmed = text.Trim();
        return int.Parse(trimmed, System.Globalization.CultureInfo.InvariantCulture);
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Reader().Read(" seven ").ToString();
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
