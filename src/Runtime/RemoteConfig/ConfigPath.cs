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
    private static readonly (string Prefix, string Type)[] s_types =
    [
        ("logProbe", "LOG_PROBE"),
        ("metricProbe", "METRIC_PROBE"),
        ("spanProbe", "SPAN_PROBE"),
        ("spanDecorationProbe", "SPAN_DECORATION_PROBE"),
        ("triggerProbe", "TRIGGER_PROBE"),
    ];

    /// <summary>The id of the probe that the file holds; null for a file that holds something else.</summary>
    public string? ProbeId => PrefixLength is var end and > 0 && TypeOf(ConfigId[..end]) is not null ? ConfigId[(end + 1)..] : null;

    /// <summary>What the field <c>type</c> of the file's content would say, going by the config id; null when it says nothing.</summary>
    public string? ContentType => PrefixLength is var end and > 0 ? ConfigId[..end] == "serviceConfig" ? "SERVICE_CONFIGURATION" : TypeOf(ConfigId[..end]) : null;

    // Ids may have underscores of their own; types have none.
    private int PrefixLength => ConfigId.IndexOf('_', StringComparison.Ordinal) is var end and > 0 && end + 1 < ConfigId.Length ? end : 0;

    /// <summary>Null for a text that is no such path.</summary>
    public static ConfigPath? Parse(string path)
    {
        var parts = path.Split('/');
        if (Array.Exists(parts, static part => part.Length == 0))
            return null;

        return parts switch
        {
            ["datadog", var organization, var product, var id, _] when !organization.AsSpan().ContainsAnyExceptInRange('0', '9') => new ConfigPath(product, id),
            ["employee", var product, var id, _] => new ConfigPath(product, id),
            _ => null,
        };
    }

    private static string? TypeOf(string prefix) => Array.Find(s_types, type => type.Prefix == prefix).Type;
}
