using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.Building;

/// <summary>Real builds in child processes: what a user sees, and that no build leaves an unwoven or a stale assembly.</summary>
[TestClass]
public sealed class WeavingBuildTests
{
    private const string SummaryShape = @"^Weaver: [1-9]\d* of [1-9]\d* methods probeable, [1-9]\d* lines, \+\d+ KiB, \d+\.\d s \(\d+ left out: obj/Debug/net10\.0/weaver/report\.txt\)$";

    [TestMethod]
    public async Task Build_SecondTime_WeavesNothingAndChangesNothing()
    {
        using var project = BuiltProject.Create();

        var first = await project.BuildAsync();
        var files = Snapshot(project);
        var second = await project.BuildAsync();
        var run = await project.RunAsync();

        Assert.AreEqual(0, first.ExitCode, first.Output);
        Assert.HasCount(1, first.Having("Weaver:"), first.Output);
        Assert.MatchesRegex(SummaryShape, first.Having("Weaver:")[0]);
        Assert.Contains("0 Warning(s)", first.Output);
        Assert.IsTrue(File.Exists(project.ReportFile));
        Assert.AreEqual(0, second.ExitCode, second.Output);
        Assert.IsEmpty(second.Having("Weaver:"), second.Output);
        Assert.AreEqual(files, Snapshot(project));
        Assert.AreEqual(0, run.ExitCode, run.Output);
        Assert.Contains("sum 14", run.Output);
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "FodyWeavers.*"));
        Assert.DoesNotContain("netstandard", AssemblyReferences(project.OutputFile));
        Assert.Contains("Weaver.Runtime", AssemblyReferences(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_OptionOrWeaverChanges_WeavesAgain()
    {
        using var project = BuiltProject.Create();
        await project.BuildAsync();

        project.Set("WeaverExclude", "App.Nothing*;App.Nobody*");
        var option = await project.BuildAsync();
        var report = File.ReadAllText(project.ReportFile);

        // Bytes after the end of the image do not change what the weaver does, only what it is.
        File.AppendAllText(project.WeaverFile, "changed");
        var weaver = await project.BuildAsync();

        Assert.HasCount(1, option.Having("Weaver:"), option.Output);
        Assert.Contains("exclude App.Nothing* App.Nobody*.", report);
        Assert.HasCount(1, weaver.Having("Weaver:"), weaver.Output);
        Assert.IsTrue(IsWoven(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_WeaveFails_FailsAgainUntilMended()
    {
        using var project = BuiltProject.Create();
        project.Set("WeaverPolicy", "Everything");

        var first = await project.BuildAsync();
        var second = await project.BuildAsync();
        project.Set("WeaverPolicy", "Exhaustive");
        var mended = await project.BuildAsync();

        foreach (var failed in new[] { first, second })
        {
            Assert.AreNotEqual(0, failed.ExitCode, failed.Output);
            Assert.HasCount(1, failed.Having("error"), failed.Output);
            Assert.Contains(
                "error WVR1005: 'App' cannot be woven because of its options: The policy 'Everything' is not known; use Balanced, Exhaustive, Annotated.",
                failed.Output);
        }

        Assert.AreEqual(0, mended.ExitCode, mended.Output);
        Assert.HasCount(1, mended.Having("Weaver:"), mended.Output);
        Assert.IsTrue(IsWoven(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_WeaveWasInterrupted_WeavesAnew()
    {
        using var project = BuiltProject.Create();
        await project.BuildAsync();
        var woven = Hash(project.OutputFile);

        // What a build that was killed between the compiler and the weaver leaves behind.
        File.Delete(Path.Combine(Path.GetDirectoryName(project.ReportFile)!, "woven.txt"));
        var next = await project.BuildAsync();

        Assert.HasCount(1, next.Having("Weaver:"), next.Output);
        Assert.AreEqual(woven, Hash(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_CleanRebuild_IsByteIdentical()
    {
        using var project = BuiltProject.Create();
        await project.BuildAsync();
        var first = (Hash(project.OutputFile), Hash(Path.ChangeExtension(project.OutputFile, ".pdb")), File.ReadAllText(project.ReportFile));

        var rebuild = await project.BuildAsync("-t:Rebuild");
        var second = (Hash(project.OutputFile), Hash(Path.ChangeExtension(project.OutputFile, ".pdb")), File.ReadAllText(project.ReportFile));

        Assert.HasCount(1, rebuild.Having("Weaver:"), rebuild.Output);
        Assert.AreEqual(first, second);
    }

    [TestMethod]
    public async Task Build_SwitchedOffAndOn_LeavesTheCompilersAssemblyThenWeaves()
    {
        using var project = BuiltProject.Create();
        await project.BuildAsync();
        project.Set("WeaverEnabled", "false");
        var off = await project.BuildAsync();
        var wovenWhileOff = IsWoven(project.OutputFile);
        var references = AssemblyReferences(project.OutputFile);
        project.Set("WeaverEnabled", null);
        var on = await project.BuildAsync();

        Assert.AreEqual(0, off.ExitCode, off.Output);
        Assert.IsEmpty(off.Having("Weaver:"), off.Output);
        Assert.IsFalse(wovenWhileOff);
        Assert.DoesNotContain("Weaver.Runtime", references);
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "FodyWeavers.*"));
        Assert.HasCount(1, on.Having("Weaver:"), on.Output);
        Assert.IsTrue(IsWoven(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_OtherTargetFramework_WeavesNothingAndSaysSoOnce()
    {
        using var project = BuiltProject.Create("netstandard2.0", "namespace App { public static class Empty { } }", referencesRuntime: false);

        var build = await project.BuildAsync();

        Assert.AreEqual(0, build.ExitCode, build.Output);
        Assert.HasCount(1, build.Having("Weaver:"), build.Output);
        Assert.AreEqual("Weaver: 'App' is not woven for netstandard2.0: probes need net10.0 or later (WVR1003).", build.Having("Weaver:")[0]);
        Assert.Contains("0 Warning(s)", build.Output);
        Assert.IsFalse(IsWoven(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_WithoutRuntime_FailsWithTheReason()
    {
        using var project = BuiltProject.Create(referencesRuntime: false);

        var build = await project.BuildAsync();

        Assert.AreNotEqual(0, build.ExitCode);
        Assert.HasCount(1, build.Having("error"), build.Output);
        Assert.Contains("error WVR1004: 'App' cannot be woven because it does not reference Weaver.Runtime, which woven code calls.", build.Output);
        Assert.IsFalse(File.Exists(project.OutputFile));
    }

    [TestMethod]
    public async Task Build_FodyIsDisabled_FailsInsteadOfLeavingAnUnwovenAssembly()
    {
        using var project = BuiltProject.Create();
        project.Set("DisableFody", "true");

        var first = await project.BuildAsync();
        var second = await project.BuildAsync();

        Assert.HasCount(1, first.Having("error WVR1006"), first.Output);
        Assert.HasCount(1, second.Having("error WVR1006"), second.Output);
    }

    [TestMethod]
    public async Task Build_UsersFodyWeaversHasOurElement_ItsOptionsHold()
    {
        using var project = BuiltProject.Create();
        project.Write("FodyWeavers.xml", "<Weavers><Weaver Policy=\"Exhaustive\" Lines=\"false\" /></Weavers>");

        var build = await project.BuildAsync("-p:FodyGenerateXsd=false");

        Assert.AreEqual(0, build.ExitCode, build.Output);
        Assert.Contains("Policy Exhaustive; lines off;", File.ReadAllText(project.ReportFile));
    }

    private static bool IsWoven(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("Weaver.Manifest", StringComparison.Ordinal);

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Snapshot(BuiltProject project) =>
        string.Join('\n', new[] { project.OutputFile, project.IntermediateFile, Path.ChangeExtension(project.OutputFile, ".pdb") }
            .Select(static file => $"{file} {Hash(file)} {File.GetLastWriteTimeUtc(file):O}"));

    private static List<string> AssemblyReferences(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
