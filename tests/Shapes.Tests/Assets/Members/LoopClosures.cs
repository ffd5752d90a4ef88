// shape: Closures made in a loop, and within each other
// probe: Actions::Run
//   entry
//     times: Int32 2
//   return
//     times: Int32 2
//     actions: List`1(2) [Action { _target: <>c__DisplayClass0_1 { inner: Int32 0, CS$<>8__locals1: <>c__DisplayClass0_0 { sum: Int32 10 } } }, Action { _target: <>c__DisplayClass0_1 { inner: Int32 10, CS$<>8__local...
//     sum: Int32 10
//     @return: Int32 10
// line: A
//   hits: 2
//   hit
//     times: Int32 2
//     actions: List`1(1) [Action { _target: <>c__DisplayClass0_1 { inner: Int32 0, CS$<>8__locals1: <>c__DisplayClass0_0 { sum: Int32 0 } } }]
//     i: Int32 0
//     sum: Int32 0
//     inner: Int32 0
//   hit 2
//     times: Int32 2
//     actions: List`1(2) [Action { _target: <>c__DisplayClass0_1 { inner: Int32 0, CS$<>8__locals1: <>c__DisplayClass0_0 { sum: Int32 0 } } }, Action { _target: <>c__DisplayClass0_1 { inner: Int32 10, CS$<>8__locals...
//     i: Int32 1
//     sum: Int32 0
//     inner: Int32 10
// line: B
//   hit
//     times: Int32 2
//     actions: List`1(2) [Action { _target: <>c__DisplayClass0_1 { inner: Int32 0, CS$<>8__locals1: <>c__DisplayClass0_0 { sum: Int32 10 } } }, Action { _target: <>c__DisplayClass0_1 { inner: Int32 10, CS$<>8__local...
//     sum: Int32 10

namespace Shapes.LoopClosures;

public static class Actions
{
    public static int Run(int times)
    {
        var sum = 0;
        var actions = new List<Action>();
        for (var i = 0; i < times; i++)
        {
            var inner = i * 10;
            actions.Add(() => sum += inner);
            GC.KeepAlive(inner); // line A
        }

        foreach (var action in actions)
            action();

        return sum; // line B
    }
}

public static class Asset
{
    public static string Run() => Actions.Run(2).ToString();
}
