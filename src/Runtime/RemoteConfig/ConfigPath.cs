using System;

namespace Weaver.RemoteConfig;

/// <summary>
/// The path of one file of the remote-config protocol: <c>datadog/ORG/PRODUCT/CONFIG-ID/NAME</c>, or
/// <c>employee/PRODUCT/CONFIG-ID/NAME</c>. The config id of a probe is the type of probe, an underscore and the probe's id.
/// </summary>
/// <param name="Product">Such as <c>LIVE_DEBUGGING</c>.</param>
/// <param name="ConfigId">The whole config id.</param>
internal sealed record ConfigPath(string Product, string ConfigId)
{
    private static readonly string[] s_probeTypes = ["logProbe", "metricProbe", "spanProbe", "spanDecorationProbe", "triggerProbe"];

    /// <summary>The id of the probe that the file holds; null for a file that holds something else.</summary>
    public string? ProbeId
    {
        get
        {
            // Ids may have underscores of their own; types have none.
            var end = ConfigId.IndexOf('_', StringComparison.Ordinal);
            return end > 0 && end + 1 < ConfigId.Length && Array.IndexOf(s_probeTypes, ConfigId[..end]) >= 0 ? ConfigId[(end + 1)..] : null;
        }
    }

    /// <summary>Null for a text that is no such path.</summary>
    public static ConfigPath? Parse(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["datadog", _, var product, var id, _] => new ConfigPath(product, id),
            ["employee", var product, var id, _] => new ConfigPath(product, id),
            _ => null,
        };
    }
}
