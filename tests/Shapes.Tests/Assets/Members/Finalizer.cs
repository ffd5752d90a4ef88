// shape: Finalizer
// rows: 102
// probe: Resource::Finalize
//   entry
//     this: Resource
//     static Finalized: Int32 0
//   return
//     this: Resource
//     static Finalized: Int32 1

namespace Shapes.Finalizer;

public class Resource
{
    public static int Finalized;

    ~Resource() => Finalized++;
}

public static class Asset
{
    public static string Run()
    {
        Resource.Finalized = 0;
        Make();
        for (var i = 0; i < 20 && Resource.Finalized == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Resource.Finalized.ToString();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make() => GC.KeepAlive(new Resource());
}
