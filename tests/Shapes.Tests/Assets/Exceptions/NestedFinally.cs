// shape: finally blocks within finally and catch blocks
// probe: Nest::Run
//   hits: 2
//   entry
//     text: String "x"
//   return
//     text: String "x"
//     log: String "abcd"
//     @return: String "abcd"
//   entry 2
//     text: String "5"
//   return 2
//     text: String "5"
//     log: String "5ab"
//     @return: String "5ab"
// line: A
//   hits: 2
//   hit
//     text: String "x"
//     log: String ""
//   hit 2
//     text: String "5"
//     log: String "5"
// line: B
//   hit
//     text: String "x"
//     log: String "abc"

namespace Shapes.NestedFinally;

public static class Nest
{
    public static string Run(string text)
    {
        var log = "";
        try
        {
            try
            {
                log += int.Parse(text);
            }
            finally
            {
                try
                {
                    log += "a"; // line A
                }
                finally
                {
                    log += "b";
                }
            }
        }
        catch (FormatException)
        {
            try
            {
                log += "c";
            }
            finally
            {
                log += "d"; // line B
            }
        }

        return log;
    }
}

public static class Asset
{
    public static string Run() => Nest.Run("x") + Nest.Run("5");
}
