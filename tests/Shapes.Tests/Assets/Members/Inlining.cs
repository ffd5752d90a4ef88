// shape: AggressiveInlining, NoInlining and NoOptimization
// probe: Small::Inlined
//   entry
//     a: Int32 1
//   return
//     a: Int32 1
//     @return: Int32 2
// probe: Small::NotInlined
//   entry
//     a: Int32 1
//   return
//     a: Int32 1
//     @return: Int32 3
// probe: Small::NotOptimized
//   entry
//     a: Int32 1
//   return
//     a: Int32 1
//     @return: Int32 4

namespace Shapes.Inlining;

public static class Small
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inlined(int a) => a + 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int NotInlined(int a) => a + 2;

    [MethodImpl(MethodImplOptions.NoOptimization | MethodImplOptions.NoInlining)]
    public static int NotOptimized(int a) => a + 3;
}

public static class Asset
{
    public static string Run() => (Small.Inlined(1) + Small.NotInlined(1) + Small.NotOptimized(1)).ToString();
}
