using System;
using System.Collections.Generic;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weaver.AspNetCore;

namespace Weaver;

/// <summary>The health check of live debugging.</summary>
public static class WeaverHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that is healthy while live debugging works or is switched off, and otherwise reports
    /// <paramref name="failureStatus"/> with one sentence for each thing that does not work.
    /// </summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">Name of the check; null for <c>weaver</c>.</param>
    /// <param name="failureStatus">
    /// Null for <see cref="HealthStatus.Degraded"/>: a program does its work without its debugger, so nobody should restart it.
    /// </param>
    /// <param name="tags">Tags of the check; null for none.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddWeaver(this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name ?? "weaver", static _ => new WeaverHealthCheck(static () => WeaverDebugger.Status), failureStatus ?? HealthStatus.Degraded, tags));
    }
}
