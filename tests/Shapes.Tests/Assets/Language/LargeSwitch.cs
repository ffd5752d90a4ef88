// shape: switch with a jump table, when clauses and fall-through
// probe: Codes::Name
//   hits: 3
//   entry
//     code: Int32 1
//   return
//     code: Int32 1
//     @return: String "low"
//   entry 2
//     code: Int32 4
//   return 2
//     code: Int32 4
//     @return: String "four"
//   entry 3
//     code: Int32 9
//   return 3
//     code: Int32 9
//     @return: String "other"
// line: A
//   hit
//     code: Int32 4

namespace Shapes.LargeSwitch;

public static class Codes
{
    public static string Name(int code)
    {
        switch (code)
        {
            case 0:
            case 1:
                return "low";
            case 2: return "two";
            case 3: return "three";
            case 4 when DateTime.MinValue.Year == 1:
                return "four"; // line A
            case 5: return "five";
            case 6: return "six";
            default: return "other";
        }
    }
}

public static class Asset
{
    public static string Run() => Codes.Name(1) + Codes.Name(4) + Codes.Name(9);
}
