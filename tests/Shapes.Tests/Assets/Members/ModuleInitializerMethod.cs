// shape: [ModuleInitializer]
// note: it runs before a probe can be armed
// probe: Starter::Start
//   hits: 0

namespace Shapes.ModuleInitializerMethod;

public static class Starter
{
    public static int Starts;

    [ModuleInitializer]
    public static void Start()
    {
        var next = Starts + 1;
        Starts = next;
    }
}

public static class Asset
{
    public static string Run() => Starter.Starts.ToString();
}
