// shape: async method that fails between two awaits, below a helper with a lambda
// rows: 40
// probe: Finder::FindAsync
//   entry
//     this: Finder { _values: Int32[](2) [Int32 1, Int32 2] }
//     wanted: Int32 5
//   return
//     this: Finder { _values: Int32[](2) [Int32 1, Int32 2] }
//     wanted: Int32 5
//     found: Int32 0
//     throws System.InvalidOperationException "Sequence contains no matching element"

namespace Shapes.AsyncFault;

public class Finder
{
    private readonly int[] _values = [1, 2];

    public async Task<int> FindAsync(int wanted)
    {
        await Task.Yield();
        var found = _values.First(v => v > wanted);
        await Task.Yield();
        return found;
    }
}

public static class Asset
{
    public static string Run()
    {
        try
        {
            return new Finder().FindAsync(5).GetAwaiter().GetResult().ToString();
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
