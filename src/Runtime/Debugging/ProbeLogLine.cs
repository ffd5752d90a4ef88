using System.Collections;
using System.Collections.Generic;
using System.Text;

namespace Weaver.Debugging;

/// <summary>An event as a line of the program's log: a text, and the values in it under the names by which traces are found.</summary>
/// <remarks>Immutable; log providers may keep it.</remarks>
internal sealed class ProbeLogLine : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values = [];
    private readonly string _text;

    public ProbeLogLine(in ProbeEvent e)
    {
        var template = new StringBuilder("{ProbeId}: {Message}");
        var text = new StringBuilder(e.ProbeId).Append(": ").Append(e.Message);
        Add("ProbeId", e.ProbeId);
        Add("Message", e.Message ?? "");
        if (e.Track == ProbeEventTrack.Snapshots)
        {
            var json = Encoding.UTF8.GetString(e.Json);
            Add("Snapshot", json);
            template.Append(" {Snapshot}");
            text.Append(' ').Append(json);
        }
        else if (e.EvaluationErrors is { } errors)
        {
            // Of a snapshot they stand in the event itself.
            template.Append(" (not evaluated: {EvaluationErrors})");
            text.Append(" (not evaluated: ").Append(errors).Append(')');
        }

        if (e.EvaluationErrors is not null)
            Add("EvaluationErrors", e.EvaluationErrors);

        // The names that log collectors look for.
        if (e.TraceId is not null)
            Add("dd.trace_id", e.TraceId);
        if (e.SpanId is not null)
            Add("dd.span_id", e.SpanId);

        Add("{OriginalFormat}", template.ToString());
        _text = text.ToString();
    }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _text;

    private void Add(string name, string value) => _values.Add(KeyValuePair.Create<string, object?>(name, value));
}
