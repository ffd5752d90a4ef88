// shape: Type with a static constructor and a jagged array of enums
// rows: 11
// probe: Table::Size
//   entry
//     this: Table
//     static s_states: State[][] (not captured: typeInitializer)
//   return
//     this: Table
//     @return: Int32 3
//     static s_states: State[][] (not captured: typeInitializer)
// probe: Table::.cctor
//   left out: WVR1024

namespace Shapes.StaticConstructor;

public enum State { Off, On }

public class Table
{
    private static readonly State[][] s_states;

    static Table() => s_states = [[State.On], [State.Off, State.On]];

    public int Size() => s_states.Sum(s => s.Length);
}

public static class Asset
{
    public static string Run() => new Table().Size().ToString();
}
