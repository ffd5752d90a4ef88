// shape: async method of a static class whose fields have initializers
// rows: 43
// probe: Rates::OfAsync
//   entry
//     name: String "a"
//     static s_rates: Dictionary`2 (not captured: typeInitializer)
//   return
//     name: String "a"
//     @return: Int32 1
//     static s_rates: Dictionary`2 (not captured: typeInitializer)
// line: A
//   hit
//     name: String "a"
//     static s_rates: Dictionary`2 (not captured: typeInitializer)

namespace Shapes.AsyncStaticInitializers;

public static class Rates
{
    private static readonly Dictionary<string, int> s_rates = new() { ["a"] = 1 };

    public static async Task<int> OfAsync(string name)
    {
        await Task.Yield();
        return s_rates[name]; // line A
    }
}

public static class Asset
{
    public static string Run() => Rates.OfAsync("a").GetAwaiter().GetResult().ToString();
}
