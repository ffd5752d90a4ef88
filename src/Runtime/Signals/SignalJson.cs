using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Weaver.Common;
using Weaver.Contract;
using Weaver.Expressions;
using Weaver.Language;
using Weaver.Probes;

namespace Weaver.Signals;

/// <summary>The envelope of an event: everything but the captured values.</summary>
internal sealed class SignalJson
{
    private readonly string _service;
    private readonly Probe _probe;
    private readonly ManifestMethod _method;
    private readonly string? _file;
    private readonly string _line;

    public SignalJson(string service, Probe probe, ManifestMethod method, string? file)
    {
        _service = service;
        _probe = probe;
        _method = method;
        _file = file;
        _line = probe.Location.Line.ToString(CultureInfo.InvariantCulture);
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
    public void Begin(JsonText json, long unixMilliseconds)
    {
        json.BeginObject();
        json.Name("service"u8);
        json.String(_service);
        json.Name("ddsource"u8);
        json.String("dd_debugger"u8);
        json.Name("debugger.type"u8);
        json.String("snapshot"u8);
        json.Name("debugger.product"u8);
        json.String("di"u8);
        json.Name("timestamp"u8);
        json.Number(unixMilliseconds);
        TraceContext.Write(json);
        WriteLogger(json);

        json.Name("debugger"u8);
        json.BeginObject();
        json.Name("snapshot"u8);
        json.BeginObject();
        json.Name("id"u8);
        json.Text(SnapshotId.Next());
        json.Name("timestamp"u8);
        json.Number(unixMilliseconds);
        json.Name("language"u8);
        json.String("dotnet"u8);
        json.Name("type"u8);
        json.String("snapshot"u8);
        WriteProbe(json);
    }

    /// <summary>Closes the snapshot and the event.</summary>
    public static void End(JsonText json, double? durationMs, List<EvaluationError> errors, ReadOnlySpan<char> message)
    {
        if (durationMs is { } duration)
        {
            json.Name("duration"u8);
            json.Number(duration);
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

    private void WriteLogger(JsonText json)
    {
        var thread = Thread.CurrentThread;
        json.Name("logger"u8);
        json.BeginObject();
        json.Name("name"u8);
        json.String(_method.TypeName);
        json.Name("method"u8);
        json.String(_method.Name);
        json.Name("thread_id"u8);
        json.Number(thread.ManagedThreadId);
        if (thread.Name is { } name)
        {
            json.Name("thread_name"u8);
            json.String(name);
        }

        json.Name("version"u8);
        json.String("2"u8);
        json.EndObject();
    }

    private void WriteProbe(JsonText json)
    {
        json.Name("probe"u8);
        json.BeginObject();
        json.Name("id"u8);
        json.String(_probe.Id);
        json.Name("version"u8);
        json.Number(_probe.Version);
        json.Name("location"u8);
        json.BeginObject();
        if (_probe.Location.IsLine)
        {
            json.Name("file"u8);
            json.String(_file ?? _probe.Location.SourceFile);
            json.Name("lines"u8);
            json.BeginArray();
            json.String(_line);
            json.EndArray();
        }
        else
        {
            json.Name("type"u8);
            json.String(_method.TypeName);
            json.Name("method"u8);
            json.String(_method.Name);
        }

        json.EndObject();
        json.EndObject();
    }
}
