using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using Weaver.Common;
using Weaver.Contract;
using Weaver.Hooks;

namespace Weaver.Explore.Hook;

/// <summary>Drives the gates of this process from its first line to its end, and leaves the counters in a file.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Lives as long as the process.")]
internal sealed class ExploredProcess
{
    private readonly Order _order;
    private readonly Counts _counts = new();
    private readonly Armament? _armament;
    private readonly Toggler? _toggler;
    private readonly Lock _lock = new();
    private readonly HashSet<Assembly> _seen = [];

    private ExploredProcess(Order order)
    {
        _order = order;
        if (order.Mode is "armed" or "snapshot")
            _armament = new Armament(snapshots: order.Mode == "snapshot");
        if (order.Mode == "toggle")
            _toggler = new Toggler(order.Seed);
    }

    public static void Begin()
    {
        var order = Order.FromEnvironment();
        var process = new ExploredProcess(order);
        SelfLog.Enable(process._counts.AddLog);
        if (order.Mode == "prepare")
        {
            PreparedFiles.Prepare(order.Assemblies, process._counts);
            process.End();
            Environment.Exit(0);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.End();
        if (order.Mode == "shut")
            return;

        AppDomain.CurrentDomain.AssemblyLoad += (_, e) => process.Take(e.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            process.Take(assembly);
    }

    // On the thread that loads the assembly, so that nothing of it has run before its gates are as they shall be.
    private void Take(Assembly assembly)
    {
        try
        {
            if (assembly.IsDynamic || assembly.GetManifestResourceInfo(HookNames.ManifestResource) is null)
                return;

            lock (_lock)
            {
                if (!_seen.Add(assembly))
                    return;
            }

            RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
            if (Gates.Modules.FirstOrDefault(m => m.Assembly == assembly) is not { } module)
                throw new InvalidOperationException($"The woven assembly '{assembly.FullName}' has not registered its gates.");

            Open(module);
        }
        catch (Exception e)
        {
            // The program goes on; the run counts as failed.
            _counts.AddError(e.ToString());
        }
    }

    private void Open(WovenModule module)
    {
        if (_armament is not null)
        {
            _armament.Arm(module);
            return;
        }

        for (var i = 0; i < module.Count; i++)
            module.TrySet(i, 1);

        _toggler?.Add(module);
    }

    private void End()
    {
        try
        {
            _toggler?.Stop();
            foreach (var module in Gates.Modules)
                _counts.AddModule(module.Name, module.Count, Enumerable.Range(0, module.Count).Count(i => module.Get(i) != 0));

            _armament?.Stop(_counts);
        }
        catch (Exception e)
        {
            _counts.AddError(e.ToString());
        }

        _counts.Write(_order.CountsFolder);
    }
}
