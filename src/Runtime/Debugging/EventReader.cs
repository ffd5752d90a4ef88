using System;
using System.Text;
using System.Text.Json;
using Weaver.Upload;

namespace Weaver.Debugging;

/// <summary>Finds in an encoded event what receivers in this process want to know without parsing it.</summary>
internal static class EventReader
{
    public static ProbeEvent Read(in Payload payload)
    {
        var found = Find(payload.Utf8.Span);
        var track = payload.Track switch
        {
            Track.Snapshots => ProbeEventTrack.Snapshots,
            Track.Logs => ProbeEventTrack.Logs,
            _ => ProbeEventTrack.Diagnostics,
        };
        return new ProbeEvent(track, found.Id, found.Message, payload.Utf8.Span)
        {
            Status = found.Status,
            TraceId = found.TraceId,
            SpanId = found.SpanId,
            EvaluationErrors = found.Errors,
        };
    }

    private static Found Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var found = new Found();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = reader.ValueTextEquals("message"u8);
            var isDebugger = reader.ValueTextEquals("debugger"u8);
            var isTrace = reader.ValueTextEquals("dd.trace_id"u8);
            var isSpan = reader.ValueTextEquals("dd.span_id"u8);
            reader.Read();
            if (isMessage)
                found.Message = reader.GetString();
            else if (isDebugger)
                FindProbe(ref reader, ref found);
            else if (isTrace)
                found.TraceId = reader.GetString();
            else if (isSpan)
                found.SpanId = reader.GetString();
            else
                reader.Skip();
        }

        return found;
    }

    // {"snapshot":{..,"probe":{"id":..}}} or {"diagnostics":{"probeId":..,"status":..}}
    private static void FindProbe(ref Utf8JsonReader reader, ref Found found)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;

            if (reader.ValueTextEquals("snapshot"u8) || reader.ValueTextEquals("diagnostics"u8) || reader.ValueTextEquals("probe"u8))
                continue;

            var isId = reader.ValueTextEquals("id"u8) && reader.CurrentDepth == depth + 3;
            isId |= reader.ValueTextEquals("probeId"u8);
            var isStatus = reader.ValueTextEquals("status"u8) && reader.CurrentDepth == depth + 2;
            var isErrors = reader.ValueTextEquals("evaluationErrors"u8) && reader.CurrentDepth == depth + 2;
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String)
                found.Id = reader.GetString()!;
            else if (isStatus && reader.TokenType == JsonTokenType.String)
                found.Status = reader.GetString();
            else if (isErrors && reader.TokenType == JsonTokenType.StartArray)
                found.Errors = ReadErrors(ref reader);
            else
                reader.Skip();
        }
    }

    // [{"expr":..,"message":..}]
    private static string ReadErrors(ref Utf8JsonReader reader)
    {
        var text = new StringBuilder();
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;

            var isExpression = reader.ValueTextEquals("expr"u8);
            var isMessage = reader.ValueTextEquals("message"u8);
            reader.Read();
            if (isExpression && reader.TokenType == JsonTokenType.String)
                text.Append(text.Length == 0 ? "" : " ").Append(reader.GetString()).Append(": ");
            else if (isMessage && reader.TokenType == JsonTokenType.String)
                text.Append(reader.GetString());
            else
                reader.Skip();
        }

        return text.ToString();
    }

    private struct Found()
    {
        public string Id = "";
        public string? Message;
        public string? Status;
        public string? TraceId;
        public string? SpanId;
        public string? Errors;
    }
}
