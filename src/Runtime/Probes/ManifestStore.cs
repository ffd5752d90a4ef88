using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Weaver.Common;
using Weaver.Contract;

namespace Weaver.Probes;

/// <summary>The manifests of the loaded woven modules.</summary>
/// <remarks>
/// Any thread may call. Manifests are read by whoever calls <see cref="Refresh"/>, never by a module initializer. A module
/// whose manifest is missing or damaged stays in the list with its error: the program runs on, only without probes there.
/// </remarks>
internal sealed class ManifestStore(IModuleSource source)
{
    private readonly Lock _lock = new();
    private volatile ProbeModule[] _modules = [];

    public IReadOnlyList<ProbeModule> Modules => _modules;

    /// <summary>Takes up modules that registered since the last call, and lets go of those that were unloaded. True when there were any.</summary>
    public bool Refresh()
    {
        lock (_lock)
        {
            var loaded = source.Modules;
            var modules = new ProbeModule[loaded.Count];
            var known = 0;
            for (var i = 0; i < modules.Length; i++)
            {
                var before = Array.Find(_modules, m => m.Id == loaded[i].Id);
                known += before is null ? 0 : 1;
                modules[i] = before ?? Load(loaded[i]);
            }

            if (known == modules.Length && known == _modules.Length)
                return false;

            _modules = modules;
            return true;
        }
    }

    private static ProbeModule Load(RegisteredModule module)
    {
        try
        {
            if (module.ReadManifest() is not { } bytes)
                return Unusable(module, "it has no manifest");

            var manifest = ManifestFormat.Read(bytes);
            return manifest.Methods.Length == module.GateCount
                ? new ProbeModule(module.Id, module.Name, manifest)
                : Unusable(module, $"its manifest lists {manifest.Methods.Length} methods, but it has {module.GateCount} gates");
        }
        catch (InvalidDataException e)
        {
            return Unusable(module, "its manifest cannot be read: " + e.Message.TrimEnd('.'));
        }
        catch (Exception e)
        {
            SelfLog.Once("manifest", e);
            return Unusable(module, "reading its manifest failed: " + e.Message.TrimEnd('.'));
        }
    }

    private static ProbeModule Unusable(RegisteredModule module, string why) =>
        new(module.Id, module.Name, $"The assembly '{module.Name}' cannot be probed: {why}. Build it again with the Weaver package of this runtime's release.");
}
