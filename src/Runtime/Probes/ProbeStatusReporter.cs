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
/// <param name="service">Name of the service.</param>
/// <param name="runtimeId">Id of this process.</param>
/// <param name="clock">For the timestamps.</param>
/// <param name="offer">Takes the encoded status.</param>
/// <param name="changed">Told of each status that is new, under the registry's lock; null for nobody.</param>
internal sealed class ProbeStatusReporter(string service, string runtimeId, Clock clock, Action<Payload> offer, Action<ProbeEntry>? changed = null) : IProbeStatusSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ProbeStatus Status, int Version, string Message, ProbeEntry Entry)> _last = new(StringComparer.Ordinal);
    private bool _repeat;

    public void Report(ProbeEntry entry)
    {
        var key = (entry.Status, entry.Version, entry.Message, entry);
        bool isNew;
        lock (_lock)
        {
            var isKnown = _last.TryGetValue(entry.Id, out var last) && last == key;
            if (isKnown && !_repeat)
                return;

            _last[entry.Id] = key;
            isNew = !isKnown;
        }

        if (isNew)
            changed?.Invoke(entry);

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
