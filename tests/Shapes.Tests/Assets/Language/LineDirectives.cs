// shape: Code under #line directives, as generators write it
// probe: Generated::Value
//   entry
//     number: Int32 3
//   return
//     number: Int32 3
//     [Debug] value: Int32 8
//     @return: Int32 8

namespace Shapes.LineDirectives;

public static class Generated
{
    public static int Value(int number)
    {
#line 100 "Template.txt"
        var value = number + 1;
#line hidden
        value *= 2;
#line default
        return value;
    }
}

public static class Asset
{
    public static string Run() => Generated.Value(3).ToString();
}
