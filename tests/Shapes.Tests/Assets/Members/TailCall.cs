// shape: Explicit tail calls, as F# makes them
// rows: 103
// group: tail-calls
// probe: Loops::TailEven
//   left out: WVR1029
// probe: Loops::TailOdd
//   left out: WVR1029
// line: A
//   error: No statement that can be probed starts

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
