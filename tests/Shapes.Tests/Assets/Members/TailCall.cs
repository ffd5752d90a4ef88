// shape: Explicit tail calls, as F# makes them
// rows: 103
// group: tail-calls
// note: the method is over before its tail call begins, so the result of that call is not known
// probe: Loops::TailEven
//   hits: 5
//   entry
//     number: Int32 4
//     note: String "even"
//   return
//     number: Int32 4
//     note: String "even"
//     @return: Boolean (not captured: the reference refers to nothing)
//   entry 2
//     number: Int32 2
//     note: String "even"
//   return 2
//     number: Int32 2
//     note: String "even"
//     @return: Boolean (not captured: the reference refers to nothing)
//   entry 3
//     number: Int32 0
//     note: String "even"
//   return 3
//     number: Int32 0
//     note: String "even"
//     @return: Boolean True
// probe: Loops::TailOdd
//   hits: 5
//   entry
//     number: Int32 3
//     note: String "even"
//   return
//     number: Int32 3
//     note: String "even"
//     @return: Boolean (not captured: the reference refers to nothing)
//   entry 2
//     number: Int32 1
//     note: String "even"
//   return 2
//     number: Int32 1
//     note: String "even"
//     @return: Boolean (not captured: the reference refers to nothing)
//   entry 3
//     number: Int32 4
//     note: String "odd"
//   return 3
//     number: Int32 4
//     note: String "odd"
//     @return: Boolean (not captured: the reference refers to nothing)
// line: A
//   hit
//     number: Int32 0
//     note: String "even"

namespace Shapes.TailCall;

public static class Loops
{
    public static bool TailEven(int number, string note)
    {
        if (number == 0)
            return true; // line A

        return TailOdd(number - 1, note);
    }

    public static bool TailOdd(int number, string note)
    {
        if (number == 0)
            return false;

        return TailEven(number - 1, note);
    }
}

public static class Asset
{
    public static string Run() => Loops.TailEven(4, "even") + "," + Loops.TailOdd(4, "odd");
}
