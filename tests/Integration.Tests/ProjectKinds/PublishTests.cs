using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>Ways to publish a program, each with a probe on a line that is armed while the program runs.</summary>
[TestClass]
public sealed class PublishTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(900_000, CooperativeCancellation = true)]
    public async Task NativeAot_LineProbeArmedWhileRunning_CapturesLocalsWithoutAWarning()
    {
        if (!new[] { "clang", "gcc" }.Any(IsOnPath))
            Assert.Inconclusive("Native compilation needs clang or gcc as its linker, and neither is on the path.");

        using var sample = await PublishedSample.PublishAsync();

        sample.AssertNoWarning();
        Assert.IsFalse(File.Exists(sample.Program + ".dll"), "The publish made no native program.");
        await LiveSample.AssertArmsAndCapturesAsync(sample.Program, isNative: true, TestContext.CancellationToken);
        await LiveSample.AssertServesAnAgentAsync(sample.Program, TestContext.CancellationToken);
    }

    [TestMethod]
    [Timeout(900_000, CooperativeCancellation = true)]
    public async Task TrimmedSingleFile_LineProbeArmedWhileRunning_CapturesLocalsWithoutAWarning()
    {
        using var sample = await PublishedSample.PublishAsync("-p:PublishKind=trimmed");

        sample.AssertNoWarning();
        Assert.IsFalse(File.Exists(sample.Program + ".dll"), "The publish made more than one file.");
        await LiveSample.AssertArmsAndCapturesAsync(sample.Program, isNative: false, TestContext.CancellationToken);
        await LiveSample.AssertServesAnAgentAsync(sample.Program, TestContext.CancellationToken);
    }

    [TestMethod]
    [Timeout(900_000, CooperativeCancellation = true)]
    public async Task ReadyToRun_LineProbeArmedWhileRunning_RunsTheWovenCodeAndCapturesLocals()
    {
        using var sample = await PublishedSample.PublishAsync("-p:PublishKind=readytorun");

        sample.AssertNoWarning();
        using var file = new WovenFile(sample.Program + ".dll");
        Assert.IsTrue(file.IsWoven);
        Assert.IsTrue(file.IsReadyToRun);
        await LiveSample.AssertArmsAndCapturesAsync(sample.Program, isNative: false, TestContext.CancellationToken);
        await LiveSample.AssertServesAnAgentAsync(sample.Program, TestContext.CancellationToken);
    }

    private static bool IsOnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
