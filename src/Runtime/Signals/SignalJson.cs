using System;
using System.Collections.Generic;
using System.Globalization;
using Weaver.Common;
using Weaver.Contract;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>The envelope of an event: everything but the captured values.</summary>
internal sealed class SignalJson
{
    private readonly byte[] _head;
    private readonly byte[] _logger;
    private readonly byte[] _probe;
    private readonly string _line;

    public SignalJson(string service, Probe probe, ManifestMethod method, string? file)
    {
        _line = probe.Location.Line.ToString(CultureInfo.InvariantCulture);
        _head = Head(service);
        _logger = Logger(method);
        _probe = Tail(probe, method, file);
    }

    /// <summary>The envelope of the events of a probe at one place.</summary>
    public static SignalJson For(SignalContext context, Probe probe, ProbeTarget target)
    {
        var method = target.Method;
        var file = method.Document >= 0 ? target.Module.Manifest.Documents[method.Document] : null;
        return new SignalJson(context.Service, probe, method, file);
    }

    /// <summary>The line as the key of its capture context.</summary>
    public string Line => _line;

    /// <summary>Opens the event and its snapshot; the caller may write <c>captures</c>, then the stack, then ends it.</summary>
    public void Begin(SignalScratch scratch, long unixMilliseconds)
    {
        var json = scratch.Json;
        json.Piece(_head, needsComma: false);
        json.Number(unixMilliseconds);
        TraceContext.Write(json);
        json.Piece(_logger, needsComma: false);
        json.Piece(scratch.Thread, needsComma: true);
        json.Piece(",\"debugger\":{\"snapshot\":{\"id\":"u8, needsComma: false);
        json.Text(scratch.Ids.Next());
        json.Name("timestamp"u8);
        json.Number(unixMilliseconds);
        json.Piece(_probe, needsComma: true);
    }

    /// <summary>Closes the snapshot and the event.</summary>
    public static void End(JsonText json, double? durationMs, List<EvaluationError> errors, ReadOnlySpan<char> message)
    {
        if (durationMs is { } duration)
        {
            json.Name("duration"u8);
            json.Millionths(duration);
        }

        if (errors.Count != 0)
            WriteErrors(json, errors);

        json.EndObject();
        json.EndObject();
        json.Name("message"u8);
        json.String(message);
        json.EndObject();
    }

    private static void WriteErrors(JsonText json, List<EvaluationError> errors)
    {
        json.Name("evaluationErrors"u8);
        json.BeginArray();
        foreach (var error in errors)
        {
            json.BeginObject();
            json.Name("expr"u8);
            json.String(error.Expression);
            json.Name("message"u8);
            json.String(error.Message);
            json.EndObject();
        }

        json.EndArray();
    }

    // {"service":..,"timestamp":
    private static byte[] Head(string service)
    {
        using var json = new JsonText();
        json.BeginObject();
        json.Name("service"u8);
        json.String(service);
        json.Name("ddsource"u8);
        json.String("dd_debugger"u8);
        json.Name("debugger.type"u8);
        json.String("snapshot"u8);
        json.Name("debugger.product"u8);
        json.String("di"u8);
        json.Name("timestamp"u8);
        return json.Written.ToArray();
    }

    // ,"logger":{"name":..,"method":..,
    private static byte[] Logger(ManifestMethod method)
    {
        using var json = new JsonText();
        json.Piece(","u8, needsComma: false);
        json.Name("logger"u8);
        json.BeginObject();
        json.Name("name"u8);
        json.String(method.TypeName);
        json.Name("method"u8);
        json.String(method.Name);
        json.Piece(","u8, needsComma: false);
        return json.Written.ToArray();
    }

    // ,"language":..,"type":..,"probe":{..}
    private byte[] Tail(Probe probe, ManifestMethod method, string? file)
    {
        using var json = new JsonText();
        json.Piece(","u8, needsComma: false);
        json.Name("language"u8);
        json.String("dotnet"u8);
        json.Name("type"u8);
        json.String("snapshot"u8);
        json.Name("probe"u8);
        json.BeginObject();
        json.Name("id"u8);
        json.String(probe.Id);
        json.Name("version"u8);
        json.Number(probe.Version);
        json.Name("location"u8);
        json.BeginObject();
        if (probe.Location.IsLine)
        {
            json.Name("file"u8);
            json.String(file ?? probe.Location.SourceFile);
            json.Name("lines"u8);
            json.BeginArray();
            json.String(_line);
            json.EndArray();
        }
        else
        {
            json.Name("type"u8);
            json.String(method.TypeName);
            json.Name("method"u8);
            json.String(method.Name);
        }

        json.EndObject();
        json.EndObject();
        return json.Written.ToArray();
    }
}
