// shape: Static field without initializer
// rows: 10
// probe: Holder::Set
//   entry
//     this: Holder
//     text: String "set"
//     static s_last: String "old"
//   return
//     this: Holder
//     text: String "set"
//     static s_last: String "set"

namespace Shapes.StaticField;

public class Holder
{
    public static string s_last;

    public void Set(string text) => s_last = text;
}

public static class Asset
{
    public static string Run()
    {
        Holder.s_last = "old";
        new Holder().Set("set");
        return "done";
    }
}
