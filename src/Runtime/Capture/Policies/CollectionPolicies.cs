using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weaver.Common;

namespace Weaver.Capture.Policies;

/// <summary>Framework lists, which are read by index: nothing is allocated for references.</summary>
internal sealed class ListPolicy(Type type) : ItemsPolicy
{
    private readonly ListVersion _version = new(type);

    protected override long Count(object value) => ((IList)value).Count;

    protected override int Version(object value) => _version.Of(value);

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        var list = (IList)value;
        for (var i = 0; i < list.Count; i++)
        {
            if (!items.Next())
                return;

            items.Item(list[i]);
        }
    }
}

/// <summary>Framework collections that know their size and whose enumerator neither compares nor hashes.</summary>
internal sealed class CollectionPolicy : ItemsPolicy
{
    protected override long Count(object value) => ((ICollection)value).Count;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items) =>
        Enumerated.Write((IEnumerable)value, ref items);
}

/// <summary>Concurrent queues, whose own enumerator would keep alive what the program takes out later.</summary>
internal sealed class ConcurrentQueuePolicy : ItemsPolicy
{
    protected override long Count(object value) => ((ICollection)value).Count;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        var values = QueueItems.Of((ICollection)value);
        while (values.MoveNext())
        {
            if (!items.Next())
                return;

            items.Item(values.Current);
        }
    }
}

/// <summary>Collections whose enumerator copies all of them first; large ones are not listed.</summary>
internal sealed class CopyingCollectionPolicy : ItemsPolicy
{
    protected override long Count(object value) => ((ICollection)value).Count;

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items)
    {
        if (((ICollection)value).Count > BagSize.MaxCopied)
            items.Refuse(NotCapturedReason.CollectionSize);
        else
            Enumerated.Write((IEnumerable)value, ref items);
    }
}

/// <summary>Hash sets, whose size no untyped interface tells.</summary>
internal sealed class HashSetPolicy(Type type) : ItemsPolicy
{
    private readonly MethodInfo? _count = CountOf(type);

    protected override long Count(object value)
    {
        if (value is IReadOnlyCollection<object> references)
            return references.Count;

        return _count?.Invoke(value, null) is int count ? count : -1;
    }

    protected override void WriteItems(object value, ValueCapturer capturer, ref ItemWriter items) =>
        Enumerated.Write((IEnumerable)value, ref items);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the property the size is left out.")]
    private static MethodInfo? CountOf(Type type) => type.GetProperty("Count")?.GetMethod;
}

/// <summary>Blocking collections. What they wrap may be a class of the program; then they are shown as plain objects.</summary>
internal sealed class BlockingCollectionPolicy : CapturePolicy
{
    private readonly FieldInfo? _inner;
    private readonly ObjectPolicy _plain;

    public BlockingCollectionPolicy(Type type)
    {
        _inner = InnerOf(type);
        _plain = new ObjectPolicy(type);
    }

    public override void Write(object value, string typeName, ValueCapturer capturer)
    {
        if (_inner?.GetValue(value) is { } inner && CapturePolicies.For(inner.GetType()) is ItemsPolicy items)
            items.Write(inner, typeName, capturer);
        else
            _plain.Write(value, typeName, capturer);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the field the collection is shown as a plain object.")]
    private static FieldInfo? InnerOf(Type type) => type.GetField("_collection", BindingFlags.Instance | BindingFlags.NonPublic);
}

/// <summary>The count of changes that a list keeps for its enumerators. Reading by index, nothing else would tell of a change.</summary>
internal sealed class ListVersion(Type type)
{
    private readonly int _offset = OffsetOf(type);

    /// <summary>The number; 0 where it cannot be read.</summary>
    public int Of(object list) => _offset < 0 ? 0 : Unsafe.ReadUnaligned<int>(in FieldOffsets.At(list, _offset));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without the field a change is noticed less often.")]
    private static int OffsetOf(Type type) =>
        type.GetField("_version", BindingFlags.Instance | BindingFlags.NonPublic) is { } field && field.FieldType == typeof(int) ? FieldOffsets.Of(field) : -1;
}

internal static class Enumerated
{
    public static void Write(IEnumerable values, ref ItemWriter items)
    {
        foreach (var value in values)
        {
            if (!items.Next())
                return;

            items.Item(value);
        }
    }
}
