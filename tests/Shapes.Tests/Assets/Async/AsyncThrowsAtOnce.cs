// shape: async method that throws before its first await
// probe: Failing::FailAsync
//   entry
//     [Debug] this: Failing
//     [Release] this: Failing (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     code: Int32 3
//   return
//     [Debug] this: Failing
//     [Release] this: Failing (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     code: Int32 3
//     throws System.ArgumentOutOfRangeException "Specified argument was out of the range of valid values."

namespace Shapes.AsyncThrowsAtOnce;

public class Failing
{
    public async Task<int> FailAsync(int code)
    {
        if (code > 2)
            throw new ArgumentOutOfRangeException(nameof(code));

        await Task.Yield();
        return code;
    }
}

public static class Asset
{
    public static string Run()
    {
        var task = new Failing().FailAsync(3);
        return task.Status + task.Exception.InnerException.GetType().Name;
    }
}
