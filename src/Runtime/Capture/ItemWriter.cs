using System;
using Weaver.Common;

namespace Weaver.Capture;

/// <summary>Writes the items of one collection, or the entries of one dictionary, under the limits.</summary>
/// <remarks>Usage for each item that is there: <c>if (!items.Next()) return;</c>, then the item. The brackets are the caller's.</remarks>
internal ref struct ItemWriter(ValueCapturer capturer)
{
    private readonly JsonText _json = capturer.Json;
    private readonly CapturerState _before = capturer.State;
    private JsonMark _complete = capturer.Json.Mark();
    private int _count;

    public NotCapturedReason Reason { get; private set; }

    /// <summary>False when there is no room or time for one more item.</summary>
    public bool Next()
    {
        _complete = _json.Mark();
        if (_count >= capturer.Limits.MaxCollectionSize)
            Reason = NotCapturedReason.CollectionSize;
        else if (capturer.IsSpent)
            Reason = capturer.StopReason;
        else
            _count++;

        return Reason == NotCapturedReason.None;
    }

    /// <summary>One item of a list or set. A null takes its place in the count but is not shown.</summary>
    public void Item(object? value)
    {
        if (value is not null)
            capturer.Reference(value, typeof(object));
        _complete = _json.Mark();
    }

    /// <summary>One entry of a dictionary. The value under a sensitive key is not looked at.</summary>
    public void Entry(object key, object? value)
    {
        _json.BeginArray();
        capturer.Reference(key, typeof(object));
        if (key is string name && capturer.IsRedactedName(name))
            capturer.WriteRedacted((value?.GetType() ?? typeof(object)).Name, Redaction.RedactedReason.Identifier);
        else
            capturer.Reference(value, typeof(object));
        _json.EndArray();
        _complete = _json.Mark();
    }

    /// <summary>Shows no items, for a reason of the collection's own.</summary>
    public void Refuse(NotCapturedReason reason) => Reason = reason;

    /// <summary>Takes back the item that was under way when reading failed.</summary>
    public void Fail(Exception failure)
    {
        _json.RollBack(_complete);
        capturer.Restore(_before);

        // What the framework's collections throw, or stumble over, when somebody changes them meanwhile.
        Reason = failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException
            ? NotCapturedReason.ConcurrentModification
            : NotCapturedReason.RuntimeError;
    }
}
