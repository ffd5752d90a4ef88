using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Weaver.Integration.Tests.Samples;

namespace Weaver.Integration.Tests.Delivery;

/// <summary>The woven program of these tests as a child process.</summary>
internal sealed partial class DeliveryProcess : ProgramProcess
{
    private const int Terminate = 15;

    public DeliveryProcess(params string[] arguments)
        : base("dotnet", [Assembly, .. arguments])
    {
    }

    private DeliveryProcess(string file, string[] arguments)
        : base(file, arguments)
    {
    }

    // Built beside these tests, in the same configuration.
    private static string Assembly
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(own.Parent!.Parent!.FullName, "Delivery.Host", own.Name, "Weaver.Delivery.Host.dll");
        }
    }

    /// <summary>The program with a limit to the size of its files, which acts like a full disk.</summary>
    public static DeliveryProcess Limited(int fileKilobytes, params string[] arguments) =>
        // The runtime's own memory for code is a file too, unless it is told otherwise.
        new("bash", ["-c", $"ulimit -f {fileKilobytes.ToString(CultureInfo.InvariantCulture)}; export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; exec dotnet \"$@\"", "bash", Assembly, .. arguments]);

    /// <summary>Sends SIGTERM.</summary>
    public void Term()
    {
        if (Signal(Id, Terminate) != 0)
            throw new InvalidOperationException("The program cannot be signalled.");
    }

    /// <summary>The books of one track as the program printed them at its end.</summary>
    public async Task<IReadOnlyDictionary<string, long>> BooksAsync(string track, CancellationToken cancellation)
    {
        var line = (await LineAsync(0, text => text.StartsWith("books " + track + " ", StringComparison.Ordinal), cancellation)).Text;
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('='))
            .ToDictionary(part => part[0], part => long.Parse(part[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
