using System;
using System.Threading.Tasks;
using Microsoft.Testing.Platform.Builder;

namespace Weaver.Conformance.Tests;

/// <summary>Runs the tests; afterwards prints one line for each file of vectors and one for each case that failed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var builder = await TestApplication.CreateBuilderAsync(args);
        SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, args);
        using var application = await builder.BuildAsync();
        var code = await application.RunAsync();
        foreach (var report in VectorFiles.Finished)
            Console.Out.Write(report.ToString());

        return code;
    }
}
