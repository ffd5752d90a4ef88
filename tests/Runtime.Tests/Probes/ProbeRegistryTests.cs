using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Redaction;
using Weaver.Runtime.Tests.Woven;

namespace Weaver.Runtime.Tests.Probes;

[TestClass]
public sealed class ProbeRegistryTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    public void Probe_ThatWaits_BindsWhenItsModuleRegisters()
    {
        var parts = new Parts();
        parts.Registry.Apply(Added("p"));
        parts.Registry.Tick();
        CollectionAssert.AreEqual(new[] { "p Received" }, parts.Reported.Distinct().ToList());
        StringAssert.Contains(parts.Registry.Entries.Single().Message, "waits");

        parts.Modules.Add(new Module());
        parts.Registry.Tick();
        parts.Registry.Tick();

        Assert.AreEqual("p Installed", parts.Reported[^1]);
        CollectionAssert.AreEqual(new[] { "p" }, parts.Installer.Installed);
    }

    [TestMethod]
    public void Probe_WhoseModuleIsUnloaded_WaitsAgain()
    {
        var parts = new Parts();
        parts.Modules.Add(new Module());
        parts.Registry.Apply(Added("p"));
        Assert.AreEqual("p Installed", parts.Reported[^1]);

        parts.Modules.Clear();
        parts.Registry.Tick();

        Assert.AreEqual("p Received", parts.Reported[^1]);
    }

    [TestMethod]
    public void Apply_InstallerClosesMeanwhile_EndsAtTheNextProbe()
    {
        var parts = new Parts();
        parts.Modules.Add(new Module());
        parts.Installer.OnInstall = () => parts.Installer.IsClosed = parts.Installer.Installed.Count == 2;

        parts.Registry.Apply(Added("a", "b", "c", "d"));

        CollectionAssert.AreEqual(new[] { "a", "b" }, parts.Installer.Installed);
        CollectionAssert.AreEqual(new[] { "a", "b" }, parts.Registry.Entries.Select(e => e.Id).ToList());
    }

    [TestMethod]
    public async Task Entries_WhileAChangeIsMade_AreReadWithoutWaiting()
    {
        using var installing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var parts = new Parts();
        parts.Modules.Add(new Module());
        parts.Installer.OnInstall = () =>
        {
            installing.Set();
            goOn.Wait(s_patience);
        };
        var change = Task.Run(() => parts.Registry.Apply(Added("a")));
        Assert.IsTrue(installing.Wait(s_patience));

        var seen = parts.Registry.Entries.Single();

        Assert.IsFalse(change.IsCompleted);
        Assert.AreEqual(ProbeStatus.Received, seen.Status);
        goOn.Set();
        await change;
        Assert.AreEqual(ProbeStatus.Installed, seen.Status);
    }

    // A listener of the program may throw whatever it likes while instruments are made.
    [TestMethod]
    [DataRow(false, "because of a failure inside Weaver: kept")]
    [DataRow(true, "because of a failure inside Weaver: {redacted}")]
    public void Install_AListenerThrows_TheStatusAsksNothingOfItsException(bool omits, string expected)
    {
        var error = new TalkingException("kept");
        var parts = new Parts(new RedactionRules(omitsExceptionText: omits));
        parts.Modules.Add(new Module());
        parts.Installer.OnInstall = () => throw error;

        parts.Registry.Apply(Added("p"));

        Assert.AreEqual("p Error", parts.Reported[^1]);
        Assert.Contains(expected, parts.Registry.Entries.Single().Message);
        Assert.IsFalse(error.WasAsked);
    }

    private static ProbeChanges Added(params string[] ids)
    {
        var file = string.Join(',', ids.Select(id => DebuggerHost.LogProbe(id, DebuggerHost.Method("Add"))));
        return new ProbeChanges([], [], ProbeFileReader.Read($"[{file}]").Probes, []);
    }

    private sealed class Parts : IModuleSource, IProbeStatusSink
    {
        public Parts(RedactionRules? redaction = null) =>
            Registry = new ProbeRegistry(new ManifestStore(this), Installer, this, new Clock(new FakeTimeProvider()), () => { }, redaction: redaction);

        public ProbeRegistry Registry { get; }

        public RecordingInstaller Installer { get; } = new();

        public List<RegisteredModule> Modules { get; } = [];

        public List<string> Reported { get; } = [];

        IReadOnlyList<RegisteredModule> IModuleSource.Modules => Modules;

        public void Report(ProbeEntry entry) => Reported.Add($"{entry.Id} {entry.Status}");
    }

    private sealed class TalkingException(string text) : Exception(text)
    {
        public bool WasAsked { get; private set; }

        public override string Message
        {
            get
            {
                WasAsked = true;
                return "made up";
            }
        }
    }

    private sealed class RecordingInstaller : IProbeInstaller
    {
        public List<string> Installed { get; } = [];

        public Action? OnInstall { get; set; }

        public bool IsClosed { get; set; }

        public InstallResult Install(ProbeEntry entry, Probe probe, IReadOnlyList<ProbeTarget> targets)
        {
            Installed.Add(probe.Id);
            OnInstall?.Invoke();
            return new InstallResult(ProbeStatus.Installed, "");
        }

        public void Uninstall(string probeId)
        {
        }
    }

    private sealed class Module : RegisteredModule
    {
        public override int Id => 0;

        public override string Name => "Sample";

        public override int GateCount => WovenCode.Count;

        public override byte[] ReadManifest() => ManifestFormat.Write(WovenCode.CreateManifest());
    }
}
