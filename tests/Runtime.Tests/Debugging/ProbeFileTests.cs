using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Debugging;

[TestClass]
[DoNotParallelize]
public sealed class ProbeFileTests
{
    [TestMethod]
    public void Probes_AddedChangedAndRemoved_ReachTheGates()
    {
        using var host = new DebuggerHost();

        host.Apply($"[{LogProbe("a", Method("Add"))},{LogProbe("b", Line(11))},{LogProbe("c", Method("Loop"))}]");
        CollectionAssert.AreEqual(new byte[] { 1, 0, 0, 1 }, WovenCode.AllGates);
        CollectionAssert.AreEqual(new[] { "a", "b" }, host.Debugger.Parts.Functions.ReasonsOf(host.Code.Module.Id, WovenCode.Add).ToArray());

        host.Apply($"[{LogProbe("b", Line(11))},{LogProbe("c", Method("Fail"), version: 1)}]");
        CollectionAssert.AreEqual(new byte[] { 1, 1, 0, 0 }, WovenCode.AllGates);

        host.Apply("[]");
        CollectionAssert.AreEqual(new byte[WovenCode.Count], WovenCode.AllGates);
        Assert.AreEqual(0, host.Status.OpenGates);
        Assert.IsEmpty(host.Status.Probes);
    }

    [TestMethod]
    public void Version_Raised_IsReportedInStatusAndSnapshots()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"), version: 1)}]");
        host.Code.RunAdd(1, "");
        host.Apply($"[{LogProbe("p", Method("Add"), version: 2)}]");
        host.Code.RunAdd(1, "");

        CollectionAssert.AreEqual(new[] { 1, 2 }, host.Hits.Select(h => h.Snapshot().At("probe/version").GetInt32()).ToArray());
        CollectionAssert.AreEqual(new[] { "p RECEIVED", "p INSTALLED", "p EMITTING", "p RECEIVED", "p INSTALLED", "p EMITTING" }, host.Statuses);
        Assert.AreEqual(2, host.Probe("p").Hits, "The figures outlive an update.");
    }

    [TestMethod]
    public void File_TheSameAgain_ChangesNothing()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        var before = host.Statuses.Count;

        host.Apply($"[ {LogProbe("p", Method("Add"))} ]");

        Assert.HasCount(before, host.Statuses);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[{]")]
    [DataRow("{}")]
    [DataRow("[{\"id\":")]
    public void File_Malformed_KeepsItsEarlierProbes(string text)
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        host.Apply(text);

        Assert.AreEqual(8, host.Code.RunAdd(5, "abc"));
        Assert.HasCount(1, host.Hits);
        var file = host.Status.Files.Single();
        Assert.AreEqual(1, file.Probes);
        StringAssert.Contains(file.Errors.Single(), "Its former probes stay in force");

        host.Apply("[]");
        Assert.IsEmpty(host.Status.Files.Single().Errors);
        Assert.AreEqual(0, host.Status.OpenGates);
    }

    [TestMethod]
    public void Entry_Broken_LeavesItsNeighborsWorking()
    {
        using var host = new DebuggerHost();

        host.Apply($$"""[{{LogProbe("bad", Method("Add"), """ "when":{"dsl":"?","json":{"nonsense":[1]}}""")}},{{LogProbe("good", Method("Add"))}},{"no":"id"}]""");
        host.Code.RunAdd(5, "abc");

        Assert.AreEqual("ERROR", host.Probe("bad").Status);
        StringAssert.Contains(host.Probe("bad").Message, "nonsense");
        Assert.AreEqual("good", host.Hits.Single().Snapshot().At("probe/id").GetString());
        Assert.HasCount(2, host.Status.Files.Single().Errors);
        var diagnostics = host.Statuses;
        CollectionAssert.Contains(diagnostics, "bad ERROR");
    }

    [TestMethod]
    public void Condition_BecomesUnreadable_TakesTheProbeOut()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        host.Apply($$"""[{{LogProbe("p", Method("Add"), """ "when":{"dsl":"?","json":{"nonsense":[1]}}""")}}]""");
        host.Code.RunAdd(5, "abc");

        Assert.AreEqual("ERROR", host.Probe("p").Status);
        Assert.IsEmpty(host.Hits);
        Assert.AreEqual(0, host.Status.OpenGates);
    }

    [TestMethod]
    public void Location_Wrong_IsToldByStatus()
    {
        using var host = new DebuggerHost();

        host.Apply($$"""[{{LogProbe("type", """{"typeName":"Sample.Nothing","methodName":"Add"}""")}},{{LogProbe("method", Method("Nothing"))}},{{LogProbe("line", Line(12))}},{{LogProbe("left", Method("get_Total"))}},{{LogProbe("ok", Method("Add"))}}]""");

        Assert.AreEqual("RECEIVED", host.Probe("type").Status);
        Assert.AreEqual("ERROR", host.Probe("method").Status);
        Assert.AreEqual("ERROR", host.Probe("line").Status);
        StringAssert.Contains(host.Probe("line").Message, "10, 11, 20");
        StringAssert.Contains(host.Probe("left").Message, "WVR1023");
        Assert.AreEqual("INSTALLED", host.Probe("ok").Status);
        Assert.AreEqual(1, host.Status.OpenGates);
    }

    [TestMethod]
    public void Id_InTwoFiles_TheFirstByNameWins()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]", "b.probes.json");
        host.Apply($"[{LogProbe("p", Method("Loop"))}]", "a.probes.json");

        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 1 }, WovenCode.AllGates);
        StringAssert.Contains(host.Status.Files.Single(f => f.Path == "b.probes.json").Errors.Single(), "already used in 'a.probes.json'");

        host.Remove("a.probes.json");
        CollectionAssert.AreEqual(new byte[] { 1, 0, 0, 0 }, WovenCode.AllGates);
    }

    [TestMethod]
    public void Tags_ForAnotherEnvironment_LeaveTheProbeOut()
    {
        using var host = new DebuggerHost(s => s with { Environment = "dev" });

        host.Apply($"[{LogProbe("prod", Method("Add"), "\"tags\":[\"env:prod\"]")},{LogProbe("dev", Method("Add"), "\"tags\":[\"env:dev\"]")},{LogProbe("version", Method("Add"), "\"tags\":[\"version:1\"]")}]");

        Assert.AreEqual("dev", host.Status.Probes.Single().Id);
    }

    [TestMethod]
    public void Module_LoadedLater_BindsWhatWaited()
    {
        using var host = new DebuggerHost(manifest: [1]);
        host.Apply($"[{LogProbe("p", Method("Add"))}]");
        Assert.AreEqual("RECEIVED", host.Probe("p").Status);
        Assert.IsNotNull(host.Status.Modules.Single().Error);

        using var other = new DebuggerHost();
        other.Apply($"[{LogProbe("p", Method("Add"))}]");

        Assert.AreEqual("INSTALLED", other.Probe("p").Status, "A damaged manifest spoils no other module.");
        Assert.AreEqual("RECEIVED", host.Probe("p").Status);
    }

    [TestMethod]
    public void RealFile_Edited_TakesEffect()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "live.probes.json");
        var code = new WovenCode();
        var settings = new Settings { Service = "sample", ContentRoot = folder.Path, ProbeFileInterval = TimeSpan.FromMilliseconds(20) };
        using var debugger = new Debugger(settings, TimeProvider.System, m => m == code.Module);
        debugger.Start();
        Assert.AreEqual(0, WovenCode.AllGates[WovenCode.Add]);

        File.WriteAllText(file, $"[{LogProbe("p", Method("Add"))}]");
        Wait.Until(() => WovenCode.AllGates[WovenCode.Add] == 1, "the new probe opens its gate");

        File.WriteAllText(file, $"[{LogProbe("p", Method("Loop"))}]");
        Wait.Until(() => WovenCode.AllGates[WovenCode.Loop] == 1, "the changed probe opens its new gate");
        Wait.Until(() => WovenCode.AllGates[WovenCode.Add] == 0, "the changed probe shuts its old gate");

        File.Delete(file);
        Wait.Until(() => WovenCode.AllGates.All(g => g == 0), "every gate is shut once the file is gone");
    }

    [TestMethod]
    public void RealFile_TooLarge_IsReportedAndTheFormerContentStays()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "live.probes.json");
        File.WriteAllText(file, $"[{LogProbe("p", Method("Add"))}]");
        var code = new WovenCode();
        using var debugger = new Debugger(new Settings { ContentRoot = folder.Path, ProbeFileInterval = TimeSpan.FromMilliseconds(20) }, TimeProvider.System, m => m == code.Module);
        debugger.Start();
        Assert.AreEqual(1, WovenCode.AllGates[WovenCode.Add], "Probes are armed when the start returns.");

        File.WriteAllText(file, "[" + new string(' ', 5 << 20) + "]");
        Wait.Until(() => debugger.Status.Files.Any(f => f.Errors.Any(e => e.Contains("the limit is", StringComparison.Ordinal))), "the file's status names the limit");

        Assert.AreEqual(1, WovenCode.AllGates[WovenCode.Add]);
    }
}
