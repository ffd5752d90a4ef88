// shape: Method of a static class whose fields have initializers
// rows: 9
// note: static fields whose reading could run an initializer are named, not read
// probe: Rates::Of
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

namespace Shapes.StaticInitializers;

public static class Rates
{
    private static readonly Dictionary<string, int> s_rates = new() { ["a"] = 1 };

    public static int Of(string name)
    {
        return s_rates[name]; // line A
    }
}

public static class Asset
{
    public static string Run() => Rates.Of("a").ToString();
}
