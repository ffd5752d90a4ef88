// shape: Top-level statements, which are the program's entry point
// probe: ~Program::<Main>$
//   left out: WVR1026
// probe: ~Program::<<Main>$>g__Twice|0_0
//   entry
//     number: Int32 5
//   return
//     number: Int32 5
//     [Debug] twice: Int32 10
//     @return: Int32 10
// line: A
//   hit
//     number: Int32 5
//     [Debug] twice: Int32 10

var words = args.Length + 2;
Shapes.TopLevel.Asset.Output = "top " + Twice(words);

static int Twice(int number)
{
    var twice = number * 2;
    return twice; // line A
}

namespace Shapes.TopLevel
{
    public static class Asset
    {
        public static string Output;

        public static string Run()
        {
            typeof(Asset).Assembly.EntryPoint.Invoke(null, [new string[3]]);
            return Output;
        }
    }
}
