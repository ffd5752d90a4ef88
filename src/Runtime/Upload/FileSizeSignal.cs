using System;
using System.Runtime.InteropServices;

namespace Weaver.Upload;

/// <summary>The signal that ends a process whose file grows beyond the limit that it is under (<c>ulimit -f</c>).</summary>
/// <remarks>It goes to the thread that writes. Where that is ours, an error of the write is enough: no file of ours may end the program.</remarks>
internal static unsafe partial class FileSizeSignal
{
    // SIGXFSZ, on Linux and on macOS.
    private const int Number = 25;

    // More than any system's sigset_t has.
    private const int SetBytes = 256;

    /// <summary>Blocks it for the calling thread, which is ours. Other threads are as before.</summary>
    public static void Block()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;

        try
        {
            var set = stackalloc byte[SetBytes];
            new Span<byte>(set, SetBytes).Clear();
            *(uint*)set = 1u << (Number - 1);
            _ = SetMask(OperatingSystem.IsMacOS() ? 1 : 0, set, null);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Then it is as it would be for any file of the program.
        }
    }

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SetMask(int how, void* set, void* old);
}
