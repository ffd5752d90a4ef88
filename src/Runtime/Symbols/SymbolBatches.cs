using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weaver.Upload;

namespace Weaver.Symbols;

/// <summary>One request of symbols.</summary>
/// <param name="ContentType">With the boundary.</param>
/// <param name="Body">Both parts.</param>
/// <param name="Classes">Types in it.</param>
internal sealed record SymbolBatch(string ContentType, byte[] Body, int Classes);

/// <summary>Cuts the scopes of an assembly into requests. At any time there is one of them in memory, and one type.</summary>
/// <remarks>One thread.</remarks>
internal sealed class SymbolBatches(SymbolOptions options)
{
    // Names are full of brackets and plus signs, and no page shows them as they come.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> Tail => "]}]}"u8;

    private readonly string _uploadId = Guid.NewGuid().ToString();
    private int _number;

    /// <summary>The requests of one assembly, each made when it is asked for.</summary>
    public IEnumerable<SymbolBatch> Of(SymbolModule module)
    {
        var builder = new ScopeBuilder(module);
        var head = builder.Assembly();
        var attachment = new MemoryStream();
        var classes = 0;
        foreach (var type in builder.Classes())
        {
            var json = Bytes(writer => ScopeJson.Write(writer, type));
            if (classes != 0 && attachment.Length + 1 + json.Length + Tail.Length > options.BatchBytes)
            {
                yield return Close(attachment, classes);
                classes = 0;
            }

            if (classes++ == 0)
                Open(attachment, head);
            else
                attachment.WriteByte((byte)',');

            attachment.Write(json);
        }

        if (classes != 0)
            yield return Close(attachment, classes);
    }

    private void Open(MemoryStream attachment, SymbolScope head)
    {
        _number++;
        attachment.SetLength(0);
        attachment.Write(Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("service", options.Service);
            json.WriteString("env", options.Environment);
            json.WriteString("version", options.Version);
            json.WriteString("language", "dotnet");
            json.WriteString("upload_id", _uploadId);
            json.WriteNumber("batch_num", _number);
            json.WriteBoolean("final", false);
            json.WriteStartArray("scopes");
            ScopeJson.WriteHead(json, head);
        }));
    }

    private SymbolBatch Close(MemoryStream attachment, int classes)
    {
        attachment.Write(Tail);
        var file = options.Compresses ? Compress(attachment) : attachment.ToArray();
        var description = Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("ddsource", "dd_debugger");
            json.WriteString("service", options.Service);
            json.WriteString("version", options.Version);
            json.WriteString("language", "dotnet");
            json.WriteString("runtimeId", options.RuntimeId);
            json.WriteString("type", "symdb");
            json.WriteString("uploadId", _uploadId);
            json.WriteNumber("batchNum", _number);

            // More assemblies may always come.
            json.WriteBoolean("final", false);
            json.WriteNumber("attachmentSize", file.Length);
            json.WriteEndObject();
        });
        var body = MultipartBody.EventAndFile(description, file, options.Compresses ? "file.gz" : "file.json", options.Compresses ? "application/gzip" : "application/json", out var contentType);
        return new SymbolBatch(contentType, body, classes);
    }

    private static byte[] Compress(MemoryStream attachment)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(attachment.GetBuffer(), 0, (int)attachment.Length);

        return packed.ToArray();
    }

    // Objects and arrays may be left open: what follows closes them.
    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_json))
        {
            write(json);
            json.Flush();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
