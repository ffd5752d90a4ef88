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

    private readonly HashSet<string> _endpoints;

    private AgentInfo(HashSet<string> endpoints)
    {
        _endpoints = endpoints;
    }

    /// <summary>An agent that has no endpoint at all.</summary>
    public static AgentInfo None { get; } = new([]);

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

            return new AgentInfo(endpoints);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Has(string path) => _endpoints.Contains(path);

    /// <summary>The same agent without an endpoint that it listed and then denied.</summary>
    public AgentInfo Without(string path)
    {
        var rest = new HashSet<string>(_endpoints, StringComparer.Ordinal);
        rest.Remove(path);
        return new AgentInfo(rest);
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

    private static string[] Choices(Track track) => track == Track.Diagnostics ? s_diagnostics : s_events;
}
