// shape: Accessors of events, written and automatic
// rows: 102
// note: the compiler writes the accessors of a plain event without any source line
// probe: Bell::add_Rung
//   hits: 2
//   entry
//     this: Bell { _listeners: Int32 0, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
//   return
//     this: Bell { _listeners: Int32 1, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
//   entry 2
//     this: Bell { _listeners: Int32 1, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
//   return 2
//     this: Bell { _listeners: Int32 2, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
// probe: Bell::remove_Rung
//   entry
//     this: Bell { _listeners: Int32 2, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
//   return
//     this: Bell { _listeners: Int32 1, Plain: Action`1 null }
//     value: Action`1 { _target: Action`1 (not captured: depth) }
// probe: Bell::add_Plain
//   left out: WVR1028
// probe: Bell::Ring
//   entry
//     this: Bell { _listeners: Int32 1, Plain: Action`1 { _target: <>c__DisplayClass0_0 { text: String "" } } }
//     how: String "ding"
//   return
//     this: Bell { _listeners: Int32 1, Plain: Action`1 { _target: <>c__DisplayClass0_0 { text: String "ding" } } }
//     how: String "ding"
//     @return: Int32 1

namespace Shapes.Events;

public class Bell
{
    private int _listeners;

    public event Action<string> Rung
    {
        add => _listeners++;
        remove => _listeners--;
    }

    public event Action<string> Plain;

    public int Ring(string how)
    {
        Plain?.Invoke(how);
        return _listeners;
    }
}

public static class Asset
{
    public static string Run()
    {
        var text = "";
        var bell = new Bell();
        bell.Rung += Ignore;
        bell.Rung += Ignore;
        bell.Rung -= Ignore;
        bell.Plain += how => text += how;
        return bell.Ring("ding") + text;
    }

    private static void Ignore(string how)
    {
    }
}
