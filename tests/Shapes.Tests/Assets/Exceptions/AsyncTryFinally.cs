// shape: async try and finally with awaits in both
// rows: 31, 32
// probe: Saver::SaveAsync
//   entry
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//   return
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     @return: Int32 35
// line: A
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 0
// line: B
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 2
// line: C
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 2
// line: D
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 3
// line: E
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 30
// line: F
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 30
// line: G
//   hit
//     [Debug] this: Saver
//     [Release] this: Saver (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     start: Int32 2
//     ret: Int32 35

namespace Shapes.AsyncTryFinally;

public class Saver
{
    public async Task<int> SaveAsync(int start)
    {
        var ret = start; // line A
        try
        {
            await Task.Yield(); // line B
            ret += 1; // line C
        }
        finally
        {
            ret *= 10; // line D
            await Task.Yield(); // line E
            ret += 5; // line F
        }

        return ret; // line G
    }
}

public static class Asset
{
    public static string Run() => new Saver().SaveAsync(2).GetAwaiter().GetResult().ToString();
}
