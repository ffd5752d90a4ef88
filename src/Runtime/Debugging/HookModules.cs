using System;
using System.Collections.Generic;
using Weaver.Hooks;
using Weaver.Probes;

namespace Weaver.Debugging;

/// <summary>The modules that registered with the hooks and are loaded, as far as this debugger is concerned with them.</summary>
/// <param name="filter">Null for all.</param>
internal sealed class HookModules(Func<WovenModule, bool>? filter) : IModuleSource
{
    public IReadOnlyList<RegisteredModule> Modules
    {
        get
        {
            var modules = new List<RegisteredModule>();
            foreach (var module in Gates.Modules)
            {
                if (filter?.Invoke(module) != false)
                    modules.Add(new HookModule(module));
            }

            return modules;
        }
    }

    private sealed class HookModule(WovenModule module) : RegisteredModule
    {
        public override int Id => module.Id;

        public override string Name => module.Name;

        public override int GateCount => module.Count;

        public override byte[]? ReadManifest() => module.ReadManifest();
    }
}
