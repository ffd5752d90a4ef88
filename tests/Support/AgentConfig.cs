using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;

namespace Weaver.Tests.Support;

/// <summary>The remote configuration of a <see cref="FakeAgent"/>: files under signed targets, or what it is told to do wrong.</summary>
/// <remarks>Any thread may call.</remarks>
public sealed class AgentConfig
{
    public const string Path = "/v0.7/config";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (byte[] Content, int Version)> _files = new(StringComparer.Ordinal);
    private readonly Queue<byte[]> _texts = new();
    private int _version;

    /// <summary>The number of the present targets; each change raises it.</summary>
    public int Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    /// <summary>Says that the configuration has expired, whatever there is.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Changes a whole reply before it is sent.</summary>
    public Action<JsonObject>? Spoil { get; set; }

    /// <summary>Changes the signed part of the targets before it is signed.</summary>
    public Action<JsonObject>? SpoilTargets { get; set; }

    /// <summary>The path of the protocol for a file.</summary>
    public static string PathOf(string configId, string product = "LIVE_DEBUGGING") => $"datadog/2/{product}/{configId}/config";

    /// <summary>Puts files in the place of those with the same paths, all in one update.</summary>
    public void Set(params IEnumerable<(string Path, string Text)> files)
    {
        lock (_lock)
        {
            foreach (var (path, text) in files)
                _files[path] = (Encoding.UTF8.GetBytes(text), _files.TryGetValue(path, out var old) ? old.Version + 1 : 1);

            _version++;
        }
    }

    public void Set(string path, string text) => Set([(path, text)]);

    public void Remove(string path)
    {
        lock (_lock)
        {
            _files.Remove(path);
            _version++;
        }
    }

    /// <summary>Starts again from nothing, as an agent that has lost its disk.</summary>
    public void LoseState()
    {
        lock (_lock)
        {
            _files.Clear();
            _version = 1;
        }
    }

    /// <summary>Answers one later request with this text, as it is.</summary>
    public void ReplyOnce(string text)
    {
        lock (_lock)
            _texts.Enqueue(Encoding.UTF8.GetBytes(text));
    }

    internal byte[] Reply(byte[] request)
    {
        lock (_lock)
        {
            if (_texts.TryDequeue(out var text))
                return text;

            var asked = JsonNode.Parse(request)!;
            if ((long)asked["client"]!["state"]!["targets_version"]! == _version && Spoil is null && SpoilTargets is null && !IsExpired)
                return "{}"u8.ToArray();

            var known = asked["cached_target_files"]!.AsArray().Select(f => (string)f!["path"]! + (string)f["hashes"]![0]!["hash"]!).ToHashSet(StringComparer.Ordinal);
            var reply = new JsonObject
            {
                ["roots"] = new JsonArray(Base64("""{"signatures":[],"signed":{"_type":"root","version":1}}"""u8), Base64("""{"signatures":[],"signed":{"_type":"root","version":2}}"""u8)),
                ["targets"] = Base64(Encoding.UTF8.GetBytes(Sign(Targets()).ToJsonString())),
                ["target_files"] = new JsonArray([.. _files.Where(f => !known.Contains(f.Key + Hash(f.Value.Content))).Select(f => (JsonNode)new JsonObject { ["path"] = f.Key, ["raw"] = Base64(f.Value.Content) })]),
                ["client_configs"] = new JsonArray([.. _files.Keys.Select(p => (JsonNode)JsonValue.Create(p)!)]),
                ["config_status"] = IsExpired ? 1 : 0,
            };
            Spoil?.Invoke(reply);
            return Encoding.UTF8.GetBytes(reply.ToJsonString());
        }
    }

    private JsonObject Targets()
    {
        var targets = new JsonObject();
        foreach (var (path, file) in _files)
        {
            targets[path] = new JsonObject
            {
                ["custom"] = new JsonObject { ["v"] = file.Version },
                ["hashes"] = new JsonObject { ["sha256"] = Hash(file.Content) },
                ["length"] = file.Content.Length,
            };
        }

        var signed = new JsonObject
        {
            ["_type"] = "targets",
            ["custom"] = new JsonObject { ["agent_refresh_interval"] = 5, ["opaque_backend_state"] = "state-" + _version },
            ["expires"] = "3000-01-01T00:00:00Z",
            ["spec_version"] = "1.0",
            ["targets"] = targets,
            ["version"] = _version,
        };
        SpoilTargets?.Invoke(signed);
        return signed;
    }

    private static JsonObject Sign(JsonObject signed)
    {
        // The members stand in the order of their names already, and nothing is indented: that is the canonical form.
        var text = Encoding.UTF8.GetBytes(signed.ToJsonString());
        var signature = new JsonObject { ["keyid"] = Convert.ToHexStringLower(SHA256.HashData(ZeroSeedKey.Public)), ["sig"] = Convert.ToHexStringLower(ZeroSeedKey.Sign(text)) };
        return new JsonObject { ["signatures"] = new JsonArray(signature), ["signed"] = signed };
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes);
}
