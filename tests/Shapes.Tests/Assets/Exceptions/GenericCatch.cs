// shape: catch of a type parameter
// probe: Catcher::Catch
//   entry
//     text: String "x"
//   return
//     text: String "x"
//     @return: String "The input string 'x' was not in a correct format."
// line: A
//   hit
//     text: String "x"
//     [Debug] e: FormatException null
// line: B
//   hit
//     text: String "x"
//     [Debug] e: FormatException { Message: String "The input string 'x' was not in a correct format." }

namespace Shapes.GenericCatch;

public static class Catcher
{
    public static string Catch<TException>(string text)
        where TException : Exception
    {
        try
        {
            return int.Parse(text).ToString();
        }
        catch (TException e) // line A
        {
            return e.Message; // line B
        }
    }
}

public static class Asset
{
    public static string Run() => Catcher.Catch<FormatException>("x");
}
