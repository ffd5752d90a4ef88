// shape: async method that returns a member of an enum
// rows: 56
// probe: Light::NextAsync
//   entry
//     [Debug] this: Light
//     [Release] this: Light (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     now: Color Red
//   return
//     [Debug] this: Light
//     [Release] this: Light (not captured: The compiler keeps 'this' nowhere that can be read; a Debug build keeps every local.)
//     now: Color Red
//     @return: Color Green

namespace Shapes.AsyncEnum;

public enum Color { Red, Green }

public class Light
{
    public async Task<Color> NextAsync(Color now)
    {
        await Task.Yield();
        return now == Color.Red ? Color.Green : Color.Red;
    }
}

public static class Asset
{
    public static string Run() => new Light().NextAsync(Color.Red).GetAwaiter().GetResult().ToString();
}
