// shape: [NotProbeable] on a method and on a type
// probe: Half::Hidden
//   left out: WVR1021
// probe: Half::Shown
//   entry
//     a: Int32 1
//   return
//     a: Int32 1
//     @return: Int32 3
// probe: Whole::Hidden
//   left out: WVR1021

namespace Shapes.OptedOut;

public static class Half
{
    [Weaver.NotProbeable]
    public static int Hidden(int a) => a + 1;

    public static int Shown(int a) => a + 2;
}

[Weaver.NotProbeable]
public static class Whole
{
    public static int Hidden(int a) => a + 3;
}

public static class Asset
{
    public static string Run() => (Half.Hidden(1) + Half.Shown(1) + Whole.Hidden(1)).ToString();
}
