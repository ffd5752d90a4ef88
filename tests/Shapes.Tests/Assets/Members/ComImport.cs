// shape: Interface and class imported from COM
// rows: 102
// probe: IShell::Open
//   left out: WVR1020
// probe: Shell::.ctor
//   left out: WVR1020

namespace Shapes.ComImport;

[ComImport, Guid("00000000-0000-0000-C000-000000000001"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IShell
{
    int Open(int what);
}

[ComImport, Guid("00000000-0000-0000-C000-000000000002")]
public class Shell;

public static class Asset
{
    public static string Run() => typeof(IShell).IsImport + "," + typeof(Shell).IsImport;
}
