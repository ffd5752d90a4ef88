using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Benchmarks.Copies;
using Weaver.Configuration;
using Weaver.Debugging;
using Weaver.Engine;
using Weaver.Hooks;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Armed;

/// <summary>The subjects, really woven, and a debugger over them with the settings that programs have.</summary>
internal sealed class ArmedProgram : IProbeEventSink, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Assembly _assembly;
    private readonly WovenModule _module;
    private readonly Debugger _debugger;

    // Takes metrics and is never read: what nobody receives would be a dropped hit.
    private readonly Socket _metrics = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public ArmedProgram(TemporaryFolder folder)
    {
        CopyFolder.FillOne(Path.Combine(folder, nameof(Copy.Balanced)), new WeaverConfig { Policy = WeaverPolicy.Balanced });
        _assembly = new CopyContext(folder, Copy.Balanced).LoadFromAssemblyName(new AssemblyName(Work.Subjects));
        RuntimeHelpers.RunModuleConstructor(_assembly.ManifestModule.ModuleHandle);
        _module = Gates.Modules.Single(m => m.Assembly == _assembly);

        _metrics.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        // Only the limit of snapshots is lifted; what is not refused by it is what is timed.
        var settings = new Settings
        {
            Service = "benchmark",
            ProbeFiles = [],
            ContentRoot = folder,
            Sinks = [this],
            SnapshotsPerSecond = double.PositiveInfinity,
            DogStatsdUrl = new Uri($"udp://127.0.0.1:{((IPEndPoint)_metrics.LocalEndPoint!).Port}"),
        };
        _debugger = new Debugger(settings, TimeProvider.System, module => module == _module);
        _debugger.Start();
    }

    /// <summary>Arms the cases, each at its own method.</summary>
    public void Arm(params ReadOnlySpan<ArmedCase> cases)
    {
        var probes = new System.Collections.Generic.List<string>();
        foreach (var one in cases)
        {
            if (one.IsOpen)
                _module.TrySet(IndexOf(one), 1);
            if (one.Probe is { } probe)
                probes.Add($$"""{"id":"{{one.Name}}",{{probe(Where(one))}}}""");
        }

        _debugger.Parts.Adapter.Deliver("benchmark", new RemoteConfig.ConfigSet([new RemoteConfig.TargetFile("armed", "1", System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', probes)}]"))], []));
        foreach (var one in cases)
        {
            if (one.Probe is not null && _debugger.Status.Probes.Single(p => p.Id == one.Name) is { Status: not "INSTALLED" } probe)
                throw new InvalidOperationException($"The probe '{one.Name}' is {probe.Status}: {probe.Message}");
        }
    }

    /// <summary>The loop of a case, called as a program would call it.</summary>
    public Func<int, int> Bind(ArmedCase one) =>
        _assembly.GetType(Work.Subjects + ".ArmedCalls", throwOnError: true)!.GetMethod(one.Name, [typeof(int)])!.CreateDelegate<Func<int, int>>();

    public ProbeStatusEntry StatusOf(ArmedCase one) => _debugger.Status.Probes.Single(p => p.Id == one.Name);

    /// <summary>Waits until every event that is queued has gone.</summary>
    public void Drain() => _debugger.Flush(s_patience);

    public void Write(in ProbeEvent e)
    {
    }

    public void Dispose()
    {
        _debugger.Stop(s_patience);
        _debugger.Dispose();
        _metrics.Dispose();
    }

    private int IndexOf(ArmedCase one) =>
        Array.FindIndex(_debugger.Parts.Manifests.Modules.Single().Manifest.Methods, m => m.TypeName == Work.Subjects + ".Desk" && m.Name == one.Name);

    private string Where(ArmedCase one)
    {
        var method = _debugger.Parts.Manifests.Modules.Single().Manifest.Methods[IndexOf(one)];
        return one.IsLine
            ? $$"""{"sourceFile":"benchmarks/Subjects/ArmedCalls.cs","lines":["{{method.Sites[0].Line}}"]}"""
            : $$"""{"typeName":"{{method.TypeName}}","methodName":"{{method.Name}}"}""";
    }
}
