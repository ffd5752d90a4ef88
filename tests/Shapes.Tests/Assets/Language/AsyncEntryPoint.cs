// shape: async entry point
// group: async-main
// probe: Program::Main
//   entry
//     args: String[](2) []
//     static Output: String (not captured: typeInitializer)
//   return
//     args: String[](2) []
//     static Output: String (not captured: typeInitializer)
// probe: Program::<Main>
//   left out: WVR1026
// line: A
//   hit
//     args: String[](2) []
//     static Output: String (not captured: typeInitializer)

namespace Shapes.AsyncEntryPoint;

public static class Program
{
    public static string Output = "";

    public static async Task Main(string[] args)
    {
        await Task.Yield();
        Output += args.Length; // line A
    }
}

public static class Asset
{
    public static string Run()
    {
        Program.Output = "";
        typeof(Asset).Assembly.EntryPoint.Invoke(null, [new string[2]]);
        return Program.Output;
    }
}
