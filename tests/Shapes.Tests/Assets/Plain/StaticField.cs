// shape: Static field without initializer
// rows: 10
// probe: Holder::Set
//   entry
//     this: Holder
//     text: String "set"
//   return
//     this: Holder
//     text: String "set"

namespace Shapes.StaticField;

public class Holder
{
    private static string s_last;

    public void Set(string text) => s_last = text;
}

public static class Asset
{
    public static string Run()
    {
        new Holder().Set("set");
        return "done";
    }
}
