using System;
using System.Text.Json;
using Weaver.Upload;

namespace Weaver.Debugging;

/// <summary>Finds in an encoded event what receivers in this process want to know without parsing it.</summary>
internal static class EventReader
{
    public static ProbeEvent Read(in Payload payload)
    {
        var (id, message, status) = Find(payload.Utf8.Span);
        var track = payload.Track switch
        {
            Track.Snapshots => ProbeEventTrack.Snapshots,
            Track.Logs => ProbeEventTrack.Logs,
            _ => ProbeEventTrack.Diagnostics,
        };
        return new ProbeEvent(track, id, message, payload.Utf8.Span) { Status = status };
    }

    private static (string Id, string? Message, string? Status) Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (id, message, status) = ("", (string?)null, (string?)null);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = reader.ValueTextEquals("message"u8);
            var isDebugger = reader.ValueTextEquals("debugger"u8);
            reader.Read();
            if (isMessage)
                message = reader.GetString();
            else if (isDebugger)
                (id, status) = FindProbe(ref reader);
            else
                reader.Skip();
        }

        return (id, message, status);
    }

    // {"snapshot":{..,"probe":{"id":..}}} or {"diagnostics":{"probeId":..,"status":..}}
    private static (string Id, string? Status) FindProbe(ref Utf8JsonReader reader)
    {
        var (id, status) = ("", (string?)null);
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
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String)
                id = reader.GetString()!;
            else if (isStatus && reader.TokenType == JsonTokenType.String)
                status = reader.GetString();
            else
                reader.Skip();
        }

        return (id, status);
    }
}
