using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weaver.Debugging;
using Weaver.RemoteConfig;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>What an agent, or whoever sits in its place, may answer.</summary>
internal static class RemoteConfigTargets
{
    private const string Path = "datadog/2/LIVE_DEBUGGING/logProbe_a/config";

    private static readonly ClientIdentity s_identity = new()
    {
        RuntimeId = Guid.Empty,
        Version = "0.1.0",
        Service = "shop",
        Environment = "prod",
        ServiceVersion = "1",
        Tags = ["env:prod"],
        ProcessTags = [],
        Products = [Products.LiveDebugging],
        Capabilities = "",
    };

    public static IReadOnlyList<string> Replies => ["{}", Encoding.UTF8.GetString(Reply(Encoding.UTF8.GetBytes(Targets(13, "{\"b\":2}"))))];

    public static IReadOnlyList<string> TargetTexts => [Targets(13, "{}"), Targets(14, "{\"b\":2}")];

    /// <summary>The whole reply.</summary>
    public static void ReadReply(byte[] input)
    {
        var repository = new RepositoryState(new RemoteConfigOptions());
        Take(repository, Reply(Encoding.UTF8.GetBytes(Targets(12, "{}"))), "{}");
        var before = repository.Set.Files.Select(static file => file.Path + " " + file.Version).ToList();
        if (before.Count != 1)
            throw new BrokenPromiseException("A sound reply was not taken over.");

        if (!Take(repository, input, null) && !before.SequenceEqual(repository.Set.Files.Select(static file => file.Path + " " + file.Version)))
            throw new BrokenPromiseException("A reply that was refused has changed what is in force.");

        // Whatever the agent said, the next request is JSON.
        JsonDocument.Parse(ConfigRequest.Write(s_identity, repository)).Dispose();
    }

    /// <summary>The list of targets, which a reply holds in base 64.</summary>
    public static void ReadTargets(byte[] input) => ReadReply(Reply(input));

    /// <summary>The file that asks for symbols.</summary>
    public static void ReadSymbolFile(byte[] input)
    {
        var switched = new SymbolSwitch { Changed = static _ => { } };
        if (switched.Take([new TargetFile(Path, "1", input)]).Count != 1)
            throw new BrokenPromiseException("A file was given no verdict.");
    }

    private static bool Take(RepositoryState repository, byte[] body, string? mustBe)
    {
        try
        {
            var response = ConfigResponse.Parse(body);
            if (response.Targets is null)
                return false;

            repository.Update(response, s_identity.Products);
            repository.Commit(response);
            return true;
        }
        catch (ConfigException) when (mustBe is null)
        {
            return false;
        }
    }

    private static byte[] Reply(byte[] targets) => Encoding.UTF8.GetBytes($$"""
        {"roots":["{{Base64("{\"signed\":{\"version\":3}}")}}"],"targets":"{{Convert.ToBase64String(targets)}}",
         "target_files":[{"path":"{{Path}}","raw":"{{Base64("{}")}}"},{"path":"datadog/2/LIVE_DEBUGGING/logProbe_b/config","raw":"{{Base64("{\"b\":2}")}}"}],
         "client_configs":["{{Path}}"],"config_status":0}
        """);

    private static string Targets(int version, string file) => $$$"""
        {"signatures":[],"signed":{"_type":"targets","version":{{{version}}},"expires":"3000-01-01T00:00:00Z","custom":{"opaque_backend_state":"eyJm","agent_refresh_interval":5},
         "targets":{"{{{Path}}}":{"custom":{"v":1},"hashes":{"sha256":"{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("{}")))}}}"},"length":2},
                    "datadog/2/LIVE_DEBUGGING/logProbe_b/config":{"custom":{"v":2},"hashes":{"sha256":"{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))}}}"},"length":{{{file.Length}}} } } } }
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
