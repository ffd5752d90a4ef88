using System;
using Weaver.Common;
using Weaver.Redaction;

namespace Weaver.Capture;

/// <summary>Writes the <c>fields</c> of one object under the limits.</summary>
/// <remarks>
/// Usage for each field: <c>if (fields.Begin(name, type)) capturer.Value(in field);</c> and at last <c>fields.End()</c>.
/// Once a limit is met <c>Begin</c> answers no for all that follows.
/// </remarks>
internal ref struct FieldWriter(ValueCapturer capturer)
{
    private readonly JsonText _json = capturer.Json;
    private JsonMark _start;
    private int _count;
    private bool _open;
    private NotCapturedReason _reason;

    public readonly bool IsStopped => _reason != NotCapturedReason.None;

    /// <summary>False when the value is not to be read: the field is redacted, or there is no room or time for it.</summary>
    public bool Begin(string name, Type declaredType)
    {
        if (!TryOpen(name))
            return false;

        return !capturer.IsRedacted(name, declaredType);
    }

    /// <summary>A field that is known to be sensitive; its value never gets here.</summary>
    public void Redacted(string name, string typeName, RedactedReason reason = RedactedReason.Identifier)
    {
        if (TryOpen(name))
            capturer.WriteRedacted(typeName, reason);
    }

    /// <summary>Takes back the field begun last because it could not be read.</summary>
    public void Skip()
    {
        _json.RollBack(_start);
        _count--;
        capturer.NoteSkippedField();
    }

    public void End()
    {
        if (_open)
            _json.EndObject();
        capturer.WriteReason(_reason);
    }

    private bool TryOpen(string name)
    {
        if (IsStopped)
            return false;

        if (!_open)
        {
            _json.Name("fields"u8);
            _json.BeginObject();
            _open = true;
        }

        if (_count >= capturer.Limits.MaxFieldCount)
            _reason = NotCapturedReason.FieldCount;
        else if (capturer.IsSpent)
            _reason = capturer.StopReason;
        if (IsStopped)
            return false;

        _start = _json.Mark();
        _json.Name(name);
        _count++;
        return true;
    }
}
