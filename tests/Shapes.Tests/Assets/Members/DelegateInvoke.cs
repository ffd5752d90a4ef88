// shape: Delegate type
// probe: Change::Invoke
//   left out: WVR1020
// probe: Changer::Apply
//   entry
//     change: Change { _target: <>c }
//     value: Int32 4
//   return
//     change: Change { _target: <>c }
//     value: Int32 4
//     @return: Int32 10

namespace Shapes.DelegateInvoke;

public delegate int Change(int value);

public static class Changer
{
    public static int Apply(Change change, int value) => change(value) + change.Invoke(value);
}

public static class Asset
{
    public static string Run() => Changer.Apply(v => v + 1, 4).ToString();
}
