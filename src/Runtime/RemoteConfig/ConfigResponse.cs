using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Weaver.RemoteConfig;

/// <summary>An update that cannot be taken over. The message is a sentence for the agent and for whoever reads the status.</summary>
internal sealed class ConfigException(string message, string reason) : Exception(message)
{
    /// <summary>What refused updates are counted under.</summary>
    public string Reason { get; } = reason;
}

/// <summary>What the signed list says of one file.</summary>
/// <param name="Version">The field <c>custom.v</c>, which is reported back.</param>
/// <param name="Length">In bytes; null when the list does not say.</param>
/// <param name="Algorithm">Of the hash: <c>sha256</c>, else <c>sha512</c>; null without either.</param>
/// <param name="Hash">In hexadecimal.</param>
internal sealed record TargetEntry(long Version, long? Length, string? Algorithm, string? Hash);

/// <summary>One reply of <c>/v0.7/config</c>, decoded. Signatures are not verified, as no tracer does behind an agent.</summary>
internal sealed class ConfigResponse
{
    /// <summary>Of the last root; null when there is none.</summary>
    public long? RootVersion { get; private init; }

    /// <summary>Null when the reply has no targets, which means that nothing has changed.</summary>
    public IReadOnlyDictionary<string, TargetEntry>? Targets { get; private init; }

    public long TargetsVersion { get; private init; }

    public string BackendState { get; private init; } = "";

    /// <summary>The content of the files that the agent thinks are new here, by path.</summary>
    public required IReadOnlyDictionary<string, byte[]> Files { get; init; }

    /// <summary>The paths of all files that are to be in force.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The agent's own configuration is too old to be used.</summary>
    public bool IsExpired { get; private init; }

    /// <summary>Reads a reply that is more than an empty one.</summary>
    /// <exception cref="ConfigException">It is not what the protocol asks for.</exception>
    public static ConfigResponse Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = Object(document.RootElement, "The reply");
            using var signed = Find(root, "targets") is { } targets ? JsonDocument.Parse(Bytes(targets, "targets")) : null;
            var list = signed is null ? (JsonElement?)null : Object(Need(Object(signed.RootElement, "The targets"), "signed", "The targets"), "The field 'signed' of the targets");
            return new ConfigResponse
            {
                RootVersion = LastRootVersion(root),
                Targets = list is null ? null : Entries(list.Value),
                TargetsVersion = list is null ? 0 : Number(Need(list.Value, "version", "The targets"), "version"),
                BackendState = list is null ? "" : OpaqueState(list.Value),
                Files = ReadFiles(root),
                Paths = ReadPaths(root),
                IsExpired = Find(root, "config_status") is { } status && Number(status, "config_status") == 1,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second one is what texts give that are no Unicode.
            throw new ConfigException($"The reply of the agent is not JSON, or its targets are not: {exception.Message}", "malformed");
        }
    }

    private static long? LastRootVersion(JsonElement root)
    {
        if (Find(root, "roots") is not { ValueKind: JsonValueKind.Array } roots || roots.GetArrayLength() == 0)
            return null;

        using var last = JsonDocument.Parse(Bytes(roots[roots.GetArrayLength() - 1], "roots"));
        return Number(Need(Object(Need(Object(last.RootElement, "The root"), "signed", "The root"), "The field 'signed' of the root"), "version", "The root"), "version");
    }

    private static Dictionary<string, TargetEntry> Entries(JsonElement signed)
    {
        var entries = new Dictionary<string, TargetEntry>(StringComparer.Ordinal);
        if (Find(signed, "targets") is not { } targets)
            return entries;

        foreach (var target in Object(targets, "The list of targets").EnumerateObject())
        {
            var entry = Object(target.Value, $"The target '{target.Name}'");
            var version = Find(entry, "custom") is { ValueKind: JsonValueKind.Object } custom && Find(custom, "v") is { } v ? Number(v, "custom.v") : 0;
            long? length = Find(entry, "length") is { } bytes ? Number(bytes, "length") : null;
            var hashes = Find(entry, "hashes") is { ValueKind: JsonValueKind.Object } given ? given : default;
            var algorithm = HasText(hashes, "sha256") ? "sha256" : HasText(hashes, "sha512") ? "sha512" : null;
            entries[target.Name] = new TargetEntry(version, length, algorithm, algorithm is null ? null : hashes.GetProperty(algorithm).GetString());
        }

        return entries;
    }

    private static string OpaqueState(JsonElement signed) =>
        Find(signed, "custom") is { ValueKind: JsonValueKind.Object } custom && Find(custom, "opaque_backend_state") is { ValueKind: JsonValueKind.String } state ? state.GetString()! : "";

    private static Dictionary<string, byte[]> ReadFiles(JsonElement root)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Array(root, "target_files"))
            files[Text(Need(Object(file, "An entry of target_files"), "path", "An entry of target_files"), "path")] = Bytes(Need(file, "raw", "An entry of target_files"), "raw");

        return files;
    }

    private static List<string> ReadPaths(JsonElement root)
    {
        var paths = new List<string>();
        foreach (var path in Array(root, "client_configs"))
            paths.Add(Text(path, "client_configs"));

        return paths;
    }

    private static JsonElement? Find(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool HasText(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object && Find(owner, name) is { ValueKind: JsonValueKind.String };

    private static JsonElement Need(JsonElement owner, string name, string what) => Find(owner, name) ?? throw Malformed($"{what} has no field '{name}'.");

    private static JsonElement Object(JsonElement value, string what) => value.ValueKind == JsonValueKind.Object ? value : throw Malformed($"{what} is not a JSON object.");

    private static JsonElement.ArrayEnumerator Array(JsonElement owner, string name)
    {
        if (Find(owner, name) is not { } list)
            return default;

        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw Malformed($"The field '{name}' is not a list.");
    }

    private static string Text(JsonElement value, string name) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Malformed($"The field '{name}' is not a text.");

    private static long Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Malformed($"The field '{name}' is not a whole number.");

    private static byte[] Bytes(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Malformed($"The field '{name}' is not base64.");

    private static ConfigException Malformed(string what) => new("The reply of the agent cannot be read: " + what, "malformed");
}
