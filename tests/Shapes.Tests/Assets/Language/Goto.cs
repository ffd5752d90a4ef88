// shape: goto into and out of loops
// probe: Jumper::Jump
//   entry
//     limit: Int32 11
//   return
//     limit: Int32 11
//     steps: Int32 3
//     @return: Int32 3
// line: A
//   [Debug] hit
//     [Debug] limit: Int32 11
//     [Debug] steps: Int32 3
//     [Debug] i: Int32 9
//   [Release] error: No statement that can be probed starts

namespace Shapes.Goto;

public static class Jumper
{
    public static int Jump(int limit)
    {
        var steps = 0;
    again:
        steps++;
        for (var i = 0; i < 10; i++)
        {
            if (i + steps > limit)
                goto done; // line A
        }

        goto again;
    done:
        return steps;
    }
}

public static class Asset
{
    public static string Run() => Jumper.Jump(11).ToString();
}
