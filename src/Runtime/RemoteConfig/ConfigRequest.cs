using System;
using System.Collections.Generic;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>Writes one request to <c>/v0.7/config</c>: who asks, what is here already and what became of it.</summary>
internal static class ConfigRequest
{
    public static byte[] Write(ClientIdentity identity, RepositoryState repository)
    {
        using var json = new JsonText();
        json.BeginObject();
        json.Name("client"u8);
        json.BeginObject();
        WriteText(json, "id"u8, identity.ClientId.ToString());
        WriteTexts(json, "products"u8, identity.Products);
        json.Name("is_tracer"u8);
        json.Boolean(true);
        WriteTracer(json, identity);
        WriteText(json, "capabilities"u8, identity.Capabilities);
        var files = repository.WriteState(json);
        json.EndObject();
        WriteCached(json, files);
        json.EndObject();
        return json.Written.ToArray();
    }

    private static void WriteTracer(JsonText json, ClientIdentity identity)
    {
        json.Name("client_tracer"u8);
        json.BeginObject();
        WriteText(json, "runtime_id"u8, identity.RuntimeId.ToString());
        WriteText(json, "language"u8, "dotnet");
        WriteText(json, "tracer_version"u8, identity.Version);
        WriteText(json, "service"u8, ClientIdentity.Normalize(identity.Service));
        WriteTexts(json, "extra_services"u8, []);
        WriteText(json, "env"u8, ClientIdentity.Normalize(identity.Environment ?? ""));
        WriteText(json, "app_version"u8, identity.ServiceVersion ?? "");
        WriteTexts(json, "tags"u8, identity.Tags);
        WriteTexts(json, "process_tags"u8, identity.ProcessTags);
        json.EndObject();
    }

    private static void WriteCached(JsonText json, IReadOnlyCollection<CachedFile> files)
    {
        json.Name("cached_target_files"u8);
        json.BeginArray();
        foreach (var file in files)
        {
            json.BeginObject();
            WriteText(json, "path"u8, file.Content.Path);
            json.Name("length"u8);
            json.Number((long)file.Content.Bytes.Length);
            json.Name("hashes"u8);
            json.BeginArray();
            json.BeginObject();
            WriteText(json, "algorithm"u8, file.Target.Algorithm);
            WriteText(json, "hash"u8, file.Content.Version);
            json.EndObject();
            json.EndArray();
            json.EndObject();
        }

        json.EndArray();
    }

    internal static void WriteText(JsonText json, ReadOnlySpan<byte> name, string? value)
    {
        json.Name(name);
        json.String(value);
    }

    private static void WriteTexts(JsonText json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.Name(name);
        json.BeginArray();
        foreach (var value in values)
            json.String(value);
        json.EndArray();
    }
}
