using System;
using System.Buffers.Binary;
using System.Diagnostics;
using Weaver.Common;

namespace Weaver.Signals;

/// <summary>The ids of the activity that is current on this thread, if there is one.</summary>
internal static class TraceContext
{
    /// <summary>Writes the trace id as 32 hexadecimal digits and the span id as a decimal number; nothing without an activity.</summary>
    public static void Write(JsonText json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity)
            return;

        Span<byte> id = stackalloc byte[16];
        Span<byte> hex = stackalloc byte[32];
        activity.TraceId.CopyTo(id);
        if (Convert.TryToHexStringLower(id, hex, out _))
        {
            json.Name("dd.trace_id"u8);
            json.String(hex);
        }

        activity.SpanId.CopyTo(id[..8]);
        json.Name("dd.span_id"u8);
        json.Text(BinaryPrimitives.ReadUInt64BigEndian(id));
    }
}
