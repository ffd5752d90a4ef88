// shape: Exception filter that throws itself
// probe: Filters::Catch
//   entry
//     text: String "x"
//   return
//     text: String "x"
//     @return: String "The input string 'x' was not in a correct format."

namespace Shapes.ThrowingFilter;

public static class Filters
{
    public static string Catch(string text)
    {
        try
        {
            return int.Parse(text).ToString();
        }
        catch (FormatException) when (int.Parse(text) > 0)
        {
            return "never";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}

public static class Asset
{
    public static string Run() => Filters.Catch("x");
}
