using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Probes;

/// <summary>The described conformance cases about the life of probes: remote ones over those of files, updates, statuses. Each test names its case.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DescribedProbeTests
{
    private const string Message = "\"segments\":[{\"str\":\"x\"}]";

    // probe-merge-remote-removed
    [TestMethod]
    public void RemoteProbe_Removed_TakesTheFilesProbeOfItsIdWithIt()
    {
        using var host = new DebuggerHost();
        Deliver(host, "file", Probe("shared"));
        Deliver(host, "remote", Probe("shared"));
        Assert.AreEqual("shared", Active(host));

        Deliver(host, "remote");

        Assert.AreEqual("", Active(host));
    }

    // probe-merge-remote-readded
    [TestMethod]
    public void RemoteProbe_RemovedAndAddedAgain_IsActive()
    {
        using var host = new DebuggerHost();
        Deliver(host, "file", Probe("shared"));
        Deliver(host, "remote", Probe("shared"));
        Deliver(host, "remote");

        Deliver(host, "remote", Probe("shared"));

        Assert.AreEqual("shared", Active(host));
    }

    [TestMethod]
    public void RemoteProbe_OfAFilesId_CountsInItsPlace()
    {
        using var host = new DebuggerHost();
        Deliver(host, "file", Probe("shared"), Probe("own"));

        Deliver(host, "remote", LogProbe("shared", Method("Loop"), "\"segments\":[{\"str\":\"remote\"}]"));
        host.Code.RunLoop(1);
        host.Code.RunAdd(1, "a");

        CollectionAssert.AreEqual(new[] { "remote", "x" }, host.Hits.Select(h => h.GetProperty("message").GetString()).ToArray());
    }

    // probe-update-new-version
    [TestMethod]
    public void Probe_OfAnotherVersionAndCondition_IsAChange()
    {
        var changes = ProbeChanges.Between(
            Wanted(LogProbe("p", Method("Add"), Message, version: 1)),
            Wanted(LogProbe("p", Method("Add"), Message + ""","when":{"dsl":"x","json":{"ref":"x"}}""", version: 2)));

        Assert.AreEqual("p", changes.Changed.Single().Id);
    }

    // probe-update-other-id
    [TestMethod]
    public void Probe_OfAnotherId_IsAnotherProbeAndNoChange()
    {
        var changes = ProbeChanges.Between(Wanted(LogProbe("a", Method("Add"), Message, version: 1)), Wanted(LogProbe("b", Method("Add"), Message, version: 2)));

        Assert.IsEmpty(changes.Changed);
        Assert.AreEqual("a", changes.Removed.Single());
        Assert.AreEqual("b", changes.Added.Single().Id);
    }

    // probe-status-lifecycle-ok
    [TestMethod]
    public void Statuses_OfAProbeThatIsHitTwice_AreEachSaidOnce()
    {
        using var host = new DebuggerHost(isLoaded: false);
        host.Apply($"[{Probe("p")}]");
        host.Load();
        Assert.AreEqual("INSTALLED", host.Probe("p").Status);

        host.Code.RunAdd(1, "a");
        host.Flush();
        host.Code.RunAdd(1, "a");

        Assert.AreEqual("p RECEIVED,p INSTALLED,p EMITTING", string.Join(",", host.Statuses.Distinct()));
        Assert.AreEqual(1, host.Statuses.Count(s => s == "p EMITTING"));
    }

    // probe-status-one-bad-does-not-stop-others
    [TestMethod]
    public void Statuses_OfAMissingMethodAndAGoodOne_AreErrorAndInstalled()
    {
        using var host = new DebuggerHost();

        host.Apply($"[{LogProbe("missing-method", Method("Nothing"), Message)},{Probe("ok")}]");

        Assert.AreEqual("ERROR", host.Probe("missing-method").Status);
        Assert.AreEqual("INSTALLED", host.Probe("ok").Status);
    }

    private static string Probe(string id) => LogProbe(id, Method("Add"), Message);

    private static string Active(DebuggerHost host) => string.Join(",", host.Status.Probes.Select(p => p.Id));

    private static void Deliver(DebuggerHost host, string source, params IEnumerable<string> probes)
    {
        var text = "[" + string.Join(",", probes) + "]";
        host.Debugger.Parts.Adapter.Deliver(source, new ConfigSet([new TargetFile(source, text, System.Text.Encoding.UTF8.GetBytes(text))], []), source == "file" ? ConfigPrecedence.File : ConfigPrecedence.Agent);
    }

    private static WantedProbes Wanted(string probe)
    {
        var wanted = new WantedProbes();
        var read = ProbeFileReader.ReadSingle(probe).Probes.Single();
        wanted.Probes.Add(read.Id, read);
        return wanted;
    }
}
