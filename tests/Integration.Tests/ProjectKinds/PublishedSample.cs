using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>The console sample, published in one way or another into a folder of its own.</summary>
internal sealed class PublishedSample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PublishedSample(ChildOutcome build) => Build = build;

    /// <summary>What the publish printed.</summary>
    public ChildOutcome Build { get; private set; }

    public string Folder => _folder;

    public string Program => Path.Combine(Folder, "NativeConsole");

    /// <summary>Publishes for this machine, in the configuration of these tests, so that little has to be built anew.</summary>
    public static async Task<PublishedSample> PublishAsync(params string[] options)
    {
        var sample = new PublishedSample(new ChildOutcome(-1, ""));
        sample.Build = await ChildProcess.RunAsync(
            "dotnet",
            [
                "publish", RepositoryFiles.PathOf("samples/NativeConsole/NativeConsole.csproj"), "-c", new DirectoryInfo(AppContext.BaseDirectory).Name,
                "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "-o", sample.Folder,
                "-nodeReuse:false", "-tl:off", "-p:UseSharedCompilation=false", .. options,
            ],
            RepositoryFiles.Root,
            TimeSpan.FromMinutes(12));
        if (sample.Build.Having("error NU").Count > 0)
            Assert.Inconclusive("A package that this kind of publish needs is not to be had here: " + sample.Build.Having("error NU")[0]);
        Assert.AreEqual(0, sample.Build.ExitCode, sample.Build.Output);
        return sample;
    }

    /// <summary>No trimmer, compiler or weaver had anything to complain about.</summary>
    public void AssertNoWarning() => Assert.IsEmpty(Build.Lines.Where(static line => line.Contains("warning ", StringComparison.Ordinal)).ToList(), Build.Output);

    public void Dispose() => _folder.Dispose();
}
