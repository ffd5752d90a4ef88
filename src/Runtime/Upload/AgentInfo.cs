using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Weaver.Upload;

/// <summary>What an agent says it has: its answer to <c>GET /info</c>.</summary>
internal sealed class AgentInfo
{
    public const string Path = "/info";
    public const string InputV2 = "/debugger/v2/input";
    public const string InputV1 = "/debugger/v1/input";
    public const string DiagnosticsV1 = "/debugger/v1/diagnostics";
    public const string Symbols = "/symdb/v1/input";

    private static readonly string[] s_events = [InputV2, DiagnosticsV1];
    private static readonly string[] s_diagnostics = [DiagnosticsV1, InputV1];

    // An agent that can unpack says so; any other takes packed events for rubbish.
    private const string Gzip = "weaver.gzip";

    private readonly HashSet<string> _endpoints;

    private AgentInfo(HashSet<string> endpoints, bool takesGzip)
    {
        _endpoints = endpoints;
        TakesGzip = takesGzip;
    }

    /// <summary>An agent that has no endpoint at all.</summary>
    public static AgentInfo None { get; } = new([], takesGzip: false);

    /// <summary>Whether bodies may be packed.</summary>
    public bool TakesGzip { get; }

    /// <summary>Reads the answer; null when it is not JSON with a list of endpoints.</summary>
    public static AgentInfo? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("endpoints", out var list)
                || list.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var endpoints = new HashSet<string>(StringComparer.Ordinal);
            foreach (var element in list.EnumerateArray())
            {
                if (element.ValueKind == JsonValueKind.String)
                    endpoints.Add("/" + element.GetString()!.Trim('/'));
            }

            return new AgentInfo(endpoints, Lists(document.RootElement, Gzip));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is what a string that is no UTF-8, or half a surrogate pair, becomes.
            return null;
        }
    }

    public bool Has(string path) => _endpoints.Contains(path);

    /// <summary>The same agent without an endpoint that it listed and then denied.</summary>
    public AgentInfo Without(string path)
    {
        var rest = new HashSet<string>(_endpoints, StringComparer.Ordinal);
        rest.Remove(path);
        return new AgentInfo(rest, TakesGzip);
    }

    /// <summary>The endpoint for a track, best first; null when the agent has none.</summary>
    public string? EndpointFor(Track track)
    {
        foreach (var path in Choices(track))
        {
            if (Has(path))
                return path;
        }

        return null;
    }

    /// <summary>Whether the track's endpoint is the one that it should have with a current agent.</summary>
    public bool IsBestFor(Track track) => Has(Choices(track)[0]);

    // Among the endpoints, or in another list: agents name their abilities in several.
    private static bool Lists(JsonElement info, string ability)
    {
        foreach (var property in info.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Array)
                continue;

            foreach (var element in property.Value.EnumerateArray())
            {
                if (element.ValueKind == JsonValueKind.String && element.GetString()!.Trim('/') == ability)
                    return true;
            }
        }

        return false;
    }

    private static string[] Choices(Track track) => track == Track.Diagnostics ? s_diagnostics : s_events;
}
