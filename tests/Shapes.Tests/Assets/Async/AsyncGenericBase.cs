// shape: async method of a generic class below a closed generic base, with a jagged array of enums
// rows: 66
// probe: Machine`1::RunAsync
//   entry
//     this: Machine`1 { Value: Int32 3 }
//     input: String "i"
//     static s_states: State[][] (not captured: typeInitializer)
//   return
//     this: Machine`1 { Value: Int32 3 }
//     input: String "i"
//     local: List`1(1) [String "i"]
//     @return: String "1On3"
//     static s_states: State[][] (not captured: typeInitializer)

namespace Shapes.AsyncGenericBase;

public enum State { Off, On }

public class Base<T>
{
    public T Value;
}

public class Machine<T> : Base<int>
{
    private static readonly State[][] s_states = [[State.On]];

    public async Task<string> RunAsync(T input)
    {
        var local = new List<T> { input };
        await Task.Yield();
        return local.Count + s_states[0][0].ToString() + Value;
    }
}

public static class Asset
{
    public static string Run() => new Machine<string> { Value = 3 }.RunAsync("i").Result;
}
