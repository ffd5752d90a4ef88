// shape: P/Invoke declaration, and its generated form
// rows: 102
// probe: Native::GetPid
//   left out: WVR1020
// probe: Native::Describe
//   entry
//   return
//     known: Boolean True
//     @return: String "True"

namespace Shapes.PlatformInvoke;

public static class Native
{
    [DllImport("libc", EntryPoint = "getpid")]
    public static extern int GetPid();

    public static string Describe()
    {
        var known = GetPid() == Environment.ProcessId;
        return known.ToString();
    }
}

public static class Asset
{
    public static string Run() => Native.Describe();
}
