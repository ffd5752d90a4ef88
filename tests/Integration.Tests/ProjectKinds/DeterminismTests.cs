using System;
using System.IO;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>The same sources give the same bytes, wherever they are built.</summary>
[TestClass]
public sealed class DeterminismTests
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [TestMethod]
    public async Task PathMap_TwoFolders_GiveTheSameBytesAndKeepSourceLinkAndSources()
    {
        using var near = await BuildAsync("");
        using var far = await BuildAsync("in/a/folder/with/a/longer/name");

        Assert.AreNotEqual(near.Folder.Length, far.Folder.Length);
        foreach (var extension in new[] { ".dll", ".pdb" })
        {
            var nearFile = Path.ChangeExtension(near.OutputFile, extension);
            CollectionAssert.AreEqual(File.ReadAllBytes(nearFile), File.ReadAllBytes(Path.ChangeExtension(far.OutputFile, extension)), extension);
            Assert.IsFalse(WovenFile.Mentions(nearFile, near.Folder), $"The {extension} file names the folder that it was built in.");
        }

        using var file = new WovenFile(near.OutputFile);
        Assert.IsTrue(file.IsWoven);
        Assert.AreEqual("/src/obj/Debug/net10.0/App.pdb", file.SymbolPath);
        var kinds = WovenFile.DebugInformationOf(Path.ChangeExtension(near.OutputFile, ".pdb"));
        Assert.Contains(s_sourceLink, kinds);
        Assert.Contains(s_embeddedSource, kinds);
        Assert.AreEqual("sum 14", (await far.RunAsync()).Lines[0]);
    }

    private static async Task<BuiltProject> BuildAsync(string subfolder)
    {
        var project = BuiltProject.Create(subfolder: subfolder);
        project.Write("link.json", """{"documents":{"/src/*":"https://example.org/*"}}""");
        project.Set("Deterministic", "true");
        project.Set("ContinuousIntegrationBuild", "true");
        project.Set("PathMap", "$(MSBuildProjectDirectory)=/src");
        project.Set("SourceLink", "link.json");
        project.Set("EmbedAllSources", "true");
        var build = await project.BuildAsync();
        Assert.AreEqual(0, build.ExitCode, build.Output);
        return project;
    }
}
