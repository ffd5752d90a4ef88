using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.Probes;

/// <summary>Encodes statuses and hands them to the diagnostics track; a status that repeats itself is not sent again.</summary>
/// <remarks>Called under the registry's lock.</remarks>
internal sealed class ProbeStatusReporter(string service, string runtimeId, Clock clock, Action<Payload> offer) : IProbeStatusSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ProbeStatus Status, int Version, string Message, ProbeEntry Entry)> _last = new(StringComparer.Ordinal);
    private bool _repeat;

    public void Report(ProbeEntry entry)
    {
        var key = (entry.Status, entry.Version, entry.Message, entry);
        lock (_lock)
        {
            if (!_repeat && _last.TryGetValue(entry.Id, out var last) && last == key)
                return;

            _last[entry.Id] = key;
        }

        offer(Encode(entry));
    }

    /// <summary>Sends every status again, changed or not.</summary>
    public void Repeat(Action reportAll)
    {
        _repeat = true;
        reportAll();
        _repeat = false;
    }

    private Payload Encode(ProbeEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("service", service);
            json.WriteNumber("timestamp", clock.UnixMilliseconds);
            json.WriteString("message", entry.Message);
            json.WriteString("ddsource", "dd_debugger");
            json.WriteString("debugger.type", "diagnostic");
            json.WriteString("debugger.product", "di");
            json.WriteStartObject("debugger");
            json.WriteStartObject("diagnostics");
            json.WriteString("probeId", entry.Id);
            json.WriteString("status", entry.Status.WireName());
            json.WriteNumber("probeVersion", entry.Version);
            json.WriteString("runtimeId", runtimeId);
            if (entry.Status == ProbeStatus.Error)
            {
                json.WriteStartObject("exception");
                json.WriteString("type", entry.ErrorType.Length == 0 ? "NO_TYPE" : entry.ErrorType);
                json.WriteString("message", entry.Message);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Payload.Of(Track.Diagnostics, buffer.WrittenSpan.ToArray());
    }
}
