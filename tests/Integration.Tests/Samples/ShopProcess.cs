using System;
using System.Globalization;
using System.IO;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.Samples;

/// <summary>The sample shop as a child process.</summary>
internal sealed class ShopProcess(string probeFile, int seconds)
    : ProgramProcess("dotnet", Assembly, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--probes", probeFile)
{
    public static string Folder => RepositoryFiles.PathOf("samples/Shop");

    // Built beside these tests, in the same configuration.
    private static string Assembly
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(own.Parent!.Parent!.FullName, "Shop", own.Name, "Shop.dll");
        }
    }
}
