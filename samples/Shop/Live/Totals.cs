using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Shop.Load;
using Weaver;

namespace Shop.Live;

/// <summary>What a run came to.</summary>
internal static class Totals
{
    public static string Of(TimeSpan ran, LoadGenerator load, WeaverStatus status, double gatedNs, double plainNs)
    {
        var text = new StringBuilder();
        var invariant = CultureInfo.InvariantCulture;
        text.Append(invariant, $"\n{load.Served} requests served in {ran.TotalSeconds:0.0} s: {load.Placed} orders placed, {load.Refused} refused (out of stock)\n");
        foreach (var module in status.Modules)
            text.Append(invariant, $"{module.Name}: {module.Methods} methods probeable, gates open: {module.OpenGates}{(module.Error is null ? "" : ", " + module.Error)}\n");

        var width = Math.Max(5, status.Probes.Select(probe => probe.Id.Length).DefaultIfEmpty().Max());
        text.Append('\n').Append("probe".PadRight(width)).Append("  status          hits   matched  captured  dropped\n");
        foreach (var probe in status.Probes)
        {
            text.Append(probe.Id.PadRight(width));
            text.Append(invariant, $"  {probe.Status,-9} {probe.Hits,10} {probe.Matched,9} {probe.Captured,9}  {Reasons(probe.Dropped)}\n");
        }

        text.Append("all".PadRight(width));
        text.Append(invariant, $"  {"",-9} {status.Hits,10} {status.Matched,9} {status.Captured,9}  {Reasons(status.Dropped)}\n");
        text.Append(invariant, $"\ndormant gate: {gatedNs:0.00} ns a call with it, {plainNs:0.00} ns without (best of {DormantCost.Rounds} rounds of {DormantCost.Calls} calls)");
        return text.ToString();
    }

    private static string Reasons(IReadOnlyDictionary<string, long> dropped)
    {
        var reasons = dropped.Where(entry => entry.Value > 0)
            .Select(entry => entry.Key + " " + entry.Value.ToString(CultureInfo.InvariantCulture));
        return string.Join(", ", reasons.DefaultIfEmpty("-"));
    }
}
