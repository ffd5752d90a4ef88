using System;
using Weaver.Common;

namespace Weaver.Capture.Policies;

/// <summary>The shape that all collections and dictionaries share: type, size, the items, and why some are missing.</summary>
internal abstract class ItemsPolicy : CapturePolicy
{
    public sealed override void Write(object value, string typeName, ValueCapturer capturer)
    {
        var before = capturer.State;
        var json = capturer.Json;
        var size = SizeOf(value);
        var version = Version(value);
        json.BeginObject();
        json.Name("type"u8);
        json.String(typeName);
        if (size >= 0)
        {
            json.Name("size"u8);
            json.Number(size);
        }

        if (!capturer.TryExpand(value))
        {
            capturer.WriteReason(NotCapturedReason.Depth);
            json.EndObject();
            return;
        }

        json.Name(MemberName);
        json.BeginArray();
        var items = new ItemWriter(capturer);
        try
        {
            WriteItems(value, capturer, ref items);
            if (Version(value) != version && items.Reason == NotCapturedReason.None)
                items.Refuse(NotCapturedReason.ConcurrentModification);
        }
        catch (Exception failure)
        {
            Interruption.Keep(failure);
            items.Fail(failure);
        }

        json.EndArray();
        capturer.WriteReason(items.Reason);
        json.EndObject();
        capturer.Restore(before);
    }

    protected virtual ReadOnlySpan<byte> MemberName => "elements"u8;

    /// <summary>Number of items, or -1 when it cannot be told.</summary>
    protected abstract long Count(object value);

    /// <summary>A number that changes with the collection, where reading its items would not notice.</summary>
    protected virtual int Version(object value) => 0;

    protected abstract void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items);

    private long SizeOf(object value)
    {
        try
        {
            return Count(value);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            return -1;
        }
    }
}
