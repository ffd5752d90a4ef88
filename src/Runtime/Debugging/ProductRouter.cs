using System.Collections.Generic;
using Weaver.RemoteConfig;

namespace Weaver.Debugging;

/// <summary>Gives what a source delivers to those that it is meant for, by the product in its path.</summary>
/// <param name="probes">Takes probes; everything that comes from other sources than the agent.</param>
/// <param name="enablement">Takes <see cref="Products.Tracing"/>.</param>
/// <param name="symbols">Takes <see cref="Products.SymbolDatabase"/>.</param>
internal sealed class ProductRouter(ProbeRemoteConfigAdapter probes, EnablementSwitch enablement, SymbolSwitch symbols)
{
    /// <param name="source">Where it comes from.</param>
    /// <param name="set">All that it holds.</param>
    /// <param name="settles">False for callers that hold a lock: see <see cref="ProbeRemoteConfigAdapter.Deliver"/>.</param>
    public void Deliver(IConfigSource source, ConfigSet set, bool settles)
    {
        var receiver = source as IVerdictReceiver;
        if (source.Precedence != ConfigPrecedence.Agent)
        {
            probes.Deliver(source.Name, set, source.Precedence, receiver, settles);
            return;
        }

        var (tracing, symbolFiles, probeFiles) = (new List<TargetFile>(), new List<TargetFile>(), new List<TargetFile>());
        foreach (var file in set.Files)
        {
            var files = ConfigPath.Parse(file.Path)?.Product switch
            {
                Products.Tracing => tracing,
                Products.SymbolDatabase => symbolFiles,
                _ => probeFiles,
            };
            files.Add(file);
        }

        receiver?.Take(enablement.Take(tracing));
        probes.Deliver(source.Name, set with { Files = probeFiles }, source.Precedence, receiver, settles);
        receiver?.Take(symbols.Take(symbolFiles));
    }
}
