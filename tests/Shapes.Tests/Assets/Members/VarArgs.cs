// shape: Variable argument list
// group: var-args
// note: the runtime supports these on Windows only, so this asset is woven but not run
// probe: Old::Count
//   left out: WVR1031

namespace Shapes.VarArgs;

public static class Old
{
    public static int Count(__arglist) => new ArgIterator(__arglist).GetRemainingCount();
}
