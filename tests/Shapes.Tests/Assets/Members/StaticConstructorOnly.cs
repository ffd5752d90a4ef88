// shape: Static constructor
// rows: 93
// note: never probed, since it runs once and under a lock of the runtime
// probe: Once::.cctor
//   left out: WVR1024

namespace Shapes.StaticConstructorOnly;

public static class Once
{
    public static readonly string Text;

    static Once()
    {
        Text = "once";
    }
}

public static class Asset
{
    public static string Run() => Once.Text;
}
