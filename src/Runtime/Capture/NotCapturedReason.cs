using System;

namespace Weaver.Capture;

/// <summary>Why a value, or the rest of it, is missing from a snapshot.</summary>
internal enum NotCapturedReason
{
    None,

    /// <summary>Too many objects above it, or one of them is the value itself.</summary>
    Depth,

    /// <summary>The collection has more items than the limit; those that are there were captured.</summary>
    CollectionSize,

    /// <summary>The object has more fields than the limit; those that are there were captured.</summary>
    FieldCount,

    /// <summary>The time for this capture ran out.</summary>
    Timeout,

    /// <summary>The capture reached its size limit.</summary>
    PayloadTooLarge,

    RedactedIdentifier,
    RedactedType,

    /// <summary>The collection changed while it was read; the items that are there were captured.</summary>
    ConcurrentModification,

    /// <summary>Reading the field could run the static constructor of its type.</summary>
    TypeInitializer,

    /// <summary>The native compiler kept no record of the fields of the type.</summary>
    Trimmed,

    /// <summary>A by-ref variable that refers to nothing.</summary>
    NullReference,

    /// <summary>Unsafe code can make up a span, so its elements are not looked at.</summary>
    SpanElements,

    /// <summary>A by-ref variable that cannot be read safely.</summary>
    ReferenceNotRead,

    /// <summary>An <c>out</c> parameter before its first store.</summary>
    Unset,

    /// <summary>Reading the value failed.</summary>
    RuntimeError,
}

/// <summary>The names that stand in a snapshot.</summary>
internal static class NotCapturedReasonNames
{
    public static ReadOnlySpan<byte> WireName(this NotCapturedReason reason) => reason switch
    {
        NotCapturedReason.Depth => "depth"u8,
        NotCapturedReason.CollectionSize => "collectionSize"u8,
        NotCapturedReason.FieldCount => "fieldCount"u8,
        NotCapturedReason.Timeout => "timeout"u8,
        NotCapturedReason.PayloadTooLarge => "payloadTooLarge"u8,
        NotCapturedReason.RedactedIdentifier => "redactedIdent"u8,
        NotCapturedReason.RedactedType => "redactedType"u8,
        NotCapturedReason.ConcurrentModification => "concurrentModification"u8,
        NotCapturedReason.TypeInitializer => "typeInitializer"u8,
        NotCapturedReason.Trimmed => "trimmed"u8,
        NotCapturedReason.NullReference => "the reference refers to nothing"u8,
        NotCapturedReason.SpanElements => "the elements of a span are not read"u8,
        NotCapturedReason.ReferenceNotRead => "ref, not read"u8,
        NotCapturedReason.Unset => "not yet assigned"u8,
        NotCapturedReason.RuntimeError => "runtimeError"u8,
        _ => "other"u8,
    };
}
