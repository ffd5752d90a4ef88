using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Contract;
using Weaver.Debugging;
using Weaver.Engine;
using Weaver.Hooks;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>A woven plugin in a context that is unloaded while its probes are armed.</summary>
[TestClass]
public sealed class UnloadTests : IProbeEventSink
{
    private const string Source =
        """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Plugged
        {
            public struct Pair { public int Left; public string Right; }
            public class Plugin
            {
                private static readonly List<Pair> s_all = new();
                private readonly Dictionary<string, Pair> _pairs = new();
                public int Work(int count)
                {
                    var pair = new Pair { Right = "x" };
                    for (var i = 0; i < count; i++)
                    {
                        pair.Left += i;
                        _pairs[i.ToString()] = pair;
                        s_all.Add(pair);
                    }
                    return Later(pair).GetAwaiter().GetResult().Left;
                }
                private async Task<Pair> Later(Pair pair) { await Task.Yield(); return pair; }
            }
        }
        """;

    private const string Probes =
        """
        [
          {"id":"work","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"Plugged.Plugin","methodName":"Work"},"evaluateAt":"EXIT",
           "when":{"dsl":"pair.Left > 0","json":{"gt":[{"getmember":[{"ref":"pair"},"Left"]},0]}},
           "segments":[{"str":"pairs "},{"dsl":"len(_pairs)","json":{"len":{"getmember":[{"ref":"this"},"_pairs"]}}}],"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000}},
          {"id":"later","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"Plugged.Plugin","methodName":"Later"},"evaluateAt":"EXIT",
           "segments":[{"str":"later"}],"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000}}
        ]
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private int _hits;

    [TestMethod]
    public void Unload_WithEventsUnderWay_CollectsTheContextAndTheBooksAreExact()
    {
        using var folder = new TemporaryFolder();
        using var agent = new FakeAgent();
        var plugin = Weave(folder);
        File.WriteAllText(Path.Combine(folder, "test.probes.json"), Probes);
        using var debugger = new Debugger(
            new Settings
            {
                Service = "test", ProbeFiles = [Path.Combine(folder, "test.probes.json")], ContentRoot = folder, AgentUrl = agent.Url,
                CaptureTimeout = s_patience, EvaluationTimeout = s_patience, UploadInterval = TimeSpan.FromMinutes(1),
            },
            TimeProvider.System,
            static module => module.Name == "Plugged");
        debugger.Start();
        var context = RunAndUnload(plugin, debugger, calls: 30, flushes: false);
        var uploader = debugger.Parts.Uploaders.Single();
        Assert.IsGreaterThan(0, uploader.Totals(Track.Snapshots).InMemory, "events of the plugin are under way");
        Assert.IsTrue(IsCollected(context, debugger), "The context of the plugin was not collected.");
        debugger.Stop(s_patience);

        var totals = uploader.Totals(Track.Snapshots);
        Assert.AreEqual((totals.Accepted, 0L, 0L), (totals.Sent, totals.Dropped, totals.InMemory));
        Assert.HasCount((int)totals.Sent, agent.EventsAt("/debugger/v2/input"));
    }

    [TestMethod]
    public void Unload_WithArmedProbes_CollectsTheContextAndTheProbesWaitForTheNextOne()
    {
        using var folder = new TemporaryFolder();
        var plugin = Weave(folder);
        File.WriteAllText(Path.Combine(folder, "test.probes.json"), Probes);
        using var debugger = new Debugger(
            new Settings
            {
                Service = "test", ProbeFiles = [Path.Combine(folder, "test.probes.json")], ContentRoot = folder, Sinks = [this],
                CaptureTimeout = s_patience, EvaluationTimeout = s_patience, UploadInterval = TimeSpan.FromMilliseconds(20),
            },
            TimeProvider.System,
            static module => module.Name == "Plugged");
        debugger.Start();

        for (var round = 1; round <= 2; round++)
        {
            var context = RunAndUnload(plugin, debugger);
            Assert.AreEqual(2 * round, Volatile.Read(ref _hits), "Both probes were hit once.");
            Assert.IsTrue(IsCollected(context, debugger), "The context of the plugin was not collected.");
            Assert.IsTrue(debugger.Flush(s_patience));
            Assert.IsEmpty(debugger.Status.Modules);
            Assert.AreEqual(0, debugger.Status.OpenGates);
            foreach (var probe in debugger.Status.Probes)
                Assert.AreEqual("RECEIVED", probe.Status, probe.Message);
        }

        debugger.Stop(s_patience);
    }

    public void Write(in ProbeEvent e)
    {
        if (e.Track == ProbeEventTrack.Snapshots)
            Interlocked.Increment(ref _hits);
    }

    private static string Weave(string folder)
    {
        var original = CompileSource.ToAssembly(folder, "Plugged", Source, CompileMode.Debug);
        var woven = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "woven")).FullName, "Plugged.dll");
        WeavingEngine.Weave(original, woven, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, CompileSource.References);
        return woven;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndUnload(string path, Debugger debugger, int calls = 1, bool flushes = true)
    {
        var context = new PluginContext();
        var assembly = context.LoadFromAssemblyPath(path);
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        Assert.IsTrue(debugger.Flush(s_patience));
        foreach (var probe in debugger.Status.Probes)
            Assert.AreNotEqual("RECEIVED", probe.Status, probe.Message);

        var type = assembly.GetType("Plugged.Plugin", throwOnError: true)!;
        for (var call = 0; call < calls; call++)
            Assert.AreEqual(6, type.GetMethod("Work")!.Invoke(Activator.CreateInstance(type), [4]));
        if (flushes)
            Assert.IsTrue(debugger.Flush(s_patience));
        context.Unload();
        return new WeakReference(context);
    }

    private static bool IsCollected(WeakReference context, Debugger debugger)
    {
        for (var i = 0; i < 50 && context.IsAlive; i++)
        {
            debugger.Flush(s_patience);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !context.IsAlive;
    }

    private sealed class PluginContext() : AssemblyLoadContext("plugin", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name) => name.Name == HookNames.RuntimeAssembly ? typeof(Gates).Assembly : null;
    }
}
