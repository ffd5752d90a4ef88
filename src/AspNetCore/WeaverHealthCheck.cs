using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Weaver.AspNetCore;

/// <summary>Says what of live debugging does not work now.</summary>
/// <param name="status">Asked at each check; never waits for anything.</param>
internal sealed class WeaverHealthCheck(Func<WeaverStatus> status) : IHealthCheck
{
    // Enough to begin with; all of them stand in the status.
    private const int MostProbes = 3;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = status();
        var reasons = Reasons(now);
        return Task.FromResult(reasons.Count == 0
            ? HealthCheckResult.Healthy(Summary(now), Data(now))
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join(" ", reasons), data: Data(now)));
    }

    private static List<string> Reasons(WeaverStatus now)
    {
        // What does not run has no trouble that matters.
        if (!now.Enabled)
            return [];

        var reasons = new List<string>();
        reasons.AddRange(now.Complaints);
        reasons.AddRange(now.Troubles);
        reasons.AddRange(now.Modules.Select(m => m.Error).OfType<string>());
        reasons.AddRange(now.Files.SelectMany(f => f.Errors.Take(MostProbes)));
        var broken = now.Probes.Where(p => p.Status is "ERROR" or "BLOCKED").ToList();
        reasons.AddRange(broken.Take(MostProbes).Select(p => $"The probe '{p.Id}' does not work: {p.Message}"));
        if (broken.Count > MostProbes)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{broken.Count - MostProbes} more probes do not work."));

        return [.. reasons.Distinct(StringComparer.Ordinal)];
    }

    private static string Summary(WeaverStatus now) => now.Enabled
        ? string.Create(CultureInfo.InvariantCulture, $"Live debugging runs with {now.Probes.Count} probes in {now.Modules.Count} woven assemblies.")
        : "Live debugging is switched off.";

    private static Dictionary<string, object> Data(WeaverStatus now) => new(StringComparer.Ordinal)
    {
        ["enabled"] = now.Enabled,
        ["modules"] = now.Modules.Count,
        ["probes"] = now.Probes.Count,
        ["openGates"] = now.OpenGates,
        ["hits"] = now.Hits,
        ["captured"] = now.Captured,
    };
}
