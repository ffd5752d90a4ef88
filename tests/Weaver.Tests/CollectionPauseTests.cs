using System;
using System.IO;
using System.Runtime;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests;

/// <summary>A weave of a large module keeps the garbage collector from running, and leaves the process as it was.</summary>
[TestClass]
public sealed class CollectionPauseTests
{
    private const long MuchRoom = 256 << 20;

    private static readonly string Large = typeof(ModuleDefinition).Assembly.Location;

    [TestMethod]
    public void Execute_LargeModule_KeepsTheCollectorFromRunningUntilTheModuleIsWritten()
    {
        var before = GCSettings.LatencyMode;
        using var folder = new TemporaryFolder();
        var weaver = WeaverOf(folder, out var module);
        using (module)
        {
            weaver.Execute();
            var meanwhile = GCSettings.LatencyMode;
            module.Write(new MemoryStream());
            weaver.AfterWeaving();

            Assert.AreEqual(GCLatencyMode.NoGCRegion, meanwhile);
            Assert.AreEqual(before, GCSettings.LatencyMode);
        }
    }

    [TestMethod]
    public void Execute_ModuleThatIsWovenAlready_LeavesTheCollectorAsItWas()
    {
        var before = GCSettings.LatencyMode;
        using var folder = new TemporaryFolder();
        var weaver = WeaverOf(folder, out var module);
        using (module)
        {
            weaver.Execute();
            weaver.AfterWeaving();
            weaver.Execute();

            Assert.AreEqual(before, GCSettings.LatencyMode);
        }
    }

    [TestMethod]
    public void AfterWeaving_WhenACollectionHasEndedThePause_GoesOn()
    {
        var before = GCSettings.LatencyMode;
        using var folder = new TemporaryFolder();
        var weaver = WeaverOf(folder, out var module);
        using (module)
        {
            weaver.Execute();
            GC.Collect();
            weaver.AfterWeaving();

            Assert.AreEqual(before, GCSettings.LatencyMode);
            Assert.IsTrue(File.Exists(Path.Combine(folder, "weaver", "woven.txt")));
        }
    }

    [TestMethod]
    [DataRow(false, DisplayName = "that is written")]
    [DataRow(true, DisplayName = "that cannot be written")]
    public void Weave_LargeModule_LeavesTheCollectorAsItWas(bool fails)
    {
        var before = GCSettings.LatencyMode;
        using var folder = new TemporaryFolder();
        var output = fails ? folder.Path : Path.Combine(folder, "out.dll");

        if (fails)
            Assert.ThrowsExactly<WeavingException>(() => WeavingEngine.Weave(Large, output, new WeaverConfig(), CompileSource.References));
        else
            Assert.IsGreaterThan(0, WeavingEngine.Weave(Large, output, new WeaverConfig(), CompileSource.References).Woven);

        Assert.AreEqual(before, GCSettings.LatencyMode);
    }

    [TestMethod]
    public void Weave_WhileThePauseOfAnotherIsUnderWay_LeavesThatAlone()
    {
        using var folder = new TemporaryFolder();
        Assert.IsTrue(GC.TryStartNoGCRegion(MuchRoom));

        WeavingEngine.Weave(Large, Path.Combine(folder, "out.dll"), new WeaverConfig(), CompileSource.References);

        Assert.AreEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.EndNoGCRegion();
    }

    private static ModuleWeaver WeaverOf(string folder, out ModuleDefinition module)
    {
        var path = Path.Combine(folder, Path.GetFileName(Large));
        File.Copy(Large, path);
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver, InMemory = true });
        return new ModuleWeaver
        {
            Config = XElement.Parse("<Weaver />"),
            ModuleDefinition = module,
            AssemblyFilePath = path,
            ProjectDirectoryPath = folder,
        };
    }
}
