using System;
using System.Runtime.CompilerServices;
using Weaver.Capture.Policies;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Capture;

/// <summary>
/// Walks one value after the other and writes each as a snapshot shows it. The common scalars are written here without
/// boxing; everything else by the <see cref="CapturePolicy"/> of the object's own type.
/// </summary>
/// <remarks>One thread at a time; made to be kept and started again.</remarks>
internal sealed class ValueCapturer : SlotVisitor
{
    // Collections within collections do not count as depth, so that something else has to end them.
    private const int MaxPath = 48;

    private readonly CaptureBudget _budget = new();
    private readonly object?[] _path = new object?[MaxPath];
    private RedactionRules _redaction = RedactionRules.Default;
    private int _pathLength;

    public JsonText Json { get; private set; } = null!;

    public CaptureLimits Limits { get; set; } = CaptureLimits.Default;

    public CollectorTable Collectors { get; private set; } = CollectorTable.Shared;

    /// <summary>Objects that the current value is a part of.</summary>
    public int Depth { get; private set; }

    public IncompleteReasons Incomplete { get; private set; }

    public int SkippedFields { get; private set; }

    /// <summary>True when no more may be captured; <see cref="StopReason"/> says why.</summary>
    public bool IsSpent => _budget.IsSpent(Json.Length);

    public TimeSpan TimeLeft => _budget.TimeLeft;

    public NotCapturedReason StopReason => _budget.Stopped;

    public CapturerState State => new(Depth, _pathLength);

    public void Start(JsonText json, CaptureLimits limits, CaptureOptions options)
    {
        Json = json;
        Limits = limits;
        Collectors = options.Collectors;
        _redaction = options.Redaction;
        Incomplete = IncompleteReasons.None;
        SkippedFields = 0;
        _budget.Start(options, json.Length);
        Restore(default);
    }

    /// <summary>Lets go of everything that belongs to the last capture.</summary>
    public void Release()
    {
        Json = null!;
        Restore(default);
    }

    public void Restore(CapturerState state)
    {
        Array.Clear(_path, state.PathLength, _pathLength - state.PathLength);
        _pathLength = state.PathLength;
        Depth = state.Depth;
    }

    public override void Reference(object? value, Type declaredType)
    {
        if (value is null)
            WriteNull(declaredType);
        else
            Write(value, value.GetType(), null);
    }

    /// <summary>A value that came boxed; a nullable keeps its declared type.</summary>
    public override void Boxed(object? value, Type declaredType, bool isNullable)
    {
        if (value is null)
            WriteNull(declaredType);
        else
            Write(value, value.GetType(), isNullable ? declaredType.Name : null);
    }

    public override void Int32(int value) => ScalarWriter.Write(value, "Int32", this);

    public override void Int64(long value) => ScalarWriter.Write(value, "Int64", this);

    public override void Double(double value) => ScalarWriter.Write(value, "Double", this);

    public override void Boolean(bool value) => ScalarWriter.Write(value, "Boolean", this);

    public override void Value<T>(ref readonly T value)
    {
        if (!ScalarWriter.TryWrite(in value, this))
            Boxed(value, typeof(T), default(T) is null);
    }

    public override void NullReference(Type declaredType) => WriteNotCaptured(declaredType.Name, NotCapturedReason.NullReference);

    public override void Address(nint value, Type declaredType) => WriteAddress(declaredType.Name, value);

    public override void Uninitialized(Type declaredType) => WriteNotCaptured(declaredType.Name, NotCapturedReason.TypeInitializer);

    /// <summary>Writes the redaction in place of the value when the name or the type asks for it.</summary>
    public bool IsRedacted(string? name, Type declaredType)
    {
        var reason = _redaction.ReasonFor(name, declaredType);
        if (reason == RedactedReason.None)
            return false;

        WriteRedacted(declaredType.Name, reason);
        return true;
    }

    public bool IsRedactedName(string? name) => _redaction.IsRedactedName(name);

    /// <inheritdoc cref="RedactionRules.HidesInException"/>
    public bool HidesInException(Exception exception, Type fieldType) => _redaction.HidesInException(exception, fieldType);

    /// <inheritdoc cref="RedactionRules.HidesTextOf"/>
    public bool HidesTextOf(Exception exception) => _redaction.HidesTextOf(exception);

    public void WriteRedacted(string typeName, RedactedReason reason) =>
        WriteNotCaptured(typeName, reason == RedactedReason.Type ? NotCapturedReason.RedactedType : NotCapturedReason.RedactedIdentifier);

    public void WriteNull(Type declaredType)
    {
        Json.BeginObject();
        Json.Name("type"u8);
        Json.String(declaredType.Name);
        Json.Name("isNull"u8);
        Json.Boolean(true);
        Json.EndObject();
    }

    public void WriteNotCaptured(string typeName, NotCapturedReason reason)
    {
        Json.BeginObject();
        Json.Name("type"u8);
        Json.String(typeName);
        WriteReason(reason);
        Json.EndObject();
    }

    public void WriteAddress(string typeName, nint address)
    {
        Span<char> text = stackalloc char[2 + (2 * sizeof(long))];
        "0x".CopyTo(text);
        ((nuint)address).TryFormat(text[2..], out var written, "x", null);
        WriteWhole(typeName, text[..(written + 2)]);
    }

    /// <summary>Writes a text that is short enough for any limit.</summary>
    public void WriteWhole(string typeName, ReadOnlySpan<char> text)
    {
        Json.BeginObject();
        Json.Name("type"u8);
        Json.String(typeName);
        Json.Name("value"u8);
        Json.String(text);
        Json.EndObject();
    }

    /// <summary>Writes a text, cut to the limit; a cut text says so and tells its true length.</summary>
    /// <param name="typeName">Type to show.</param>
    /// <param name="text">The text or, when it is long, at least its beginning.</param>
    /// <param name="length">Length of the whole text.</param>
    public void WriteText(string typeName, ReadOnlySpan<char> text, long length)
    {
        Json.BeginObject();
        Json.Name("type"u8);
        Json.String(typeName);
        Json.Name("value"u8);
        if (length <= Limits.MaxLength)
        {
            Json.String(text);
        }
        else
        {
            var shown = Math.Min(text.Length, Limits.MaxLength);
            if (shown > 0 && char.IsHighSurrogate(text[shown - 1]))
                shown--;

            Json.String(text[..shown]);
            Json.Name("truncated"u8);
            Json.Boolean(true);
            Json.Name("size"u8);
            Json.Number(length);
            Incomplete |= IncompleteReasons.StringLength;
        }

        Json.EndObject();
    }

    /// <summary>Writes the reason into the object that is open, and remembers it.</summary>
    public void WriteReason(NotCapturedReason reason)
    {
        if (reason == NotCapturedReason.None)
            return;

        Json.Name("notCapturedReason"u8);
        Json.String(reason.WireName());
        Note(reason);
    }

    public void Note(IncompleteReasons reason) => Incomplete |= reason;

    public void Note(NotCapturedReason reason) => Incomplete |= reason switch
    {
        NotCapturedReason.None or NotCapturedReason.RedactedIdentifier or NotCapturedReason.RedactedType => IncompleteReasons.None,
        NotCapturedReason.RuntimeError or NotCapturedReason.ConcurrentModification => IncompleteReasons.RuntimeError,
        NotCapturedReason.Timeout => IncompleteReasons.Timeout,
        NotCapturedReason.Depth => IncompleteReasons.Depth,
        NotCapturedReason.FieldCount => IncompleteReasons.FieldCount,
        NotCapturedReason.CollectionSize => IncompleteReasons.CollectionSize,
        NotCapturedReason.PayloadTooLarge => IncompleteReasons.PayloadTooLarge,
        _ => IncompleteReasons.Other,
    };

    public void NoteSkippedField()
    {
        SkippedFields++;
        Note(NotCapturedReason.RuntimeError);
    }

    /// <summary>False when the value may not be expanded: too deep, shown already further up, or the stack is nearly used up.</summary>
    /// <remarks>To be paired with <see cref="Restore"/>. Value types cannot contain themselves and pass null.</remarks>
    public bool TryExpand(object? identity)
    {
        if (Depth >= Limits.MaxReferenceDepth || _pathLength >= MaxPath || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;

        // By reference, one by one: every other search would ask the objects for their equality.
        for (var i = 0; identity is not null && i < _pathLength; i++)
        {
            if (ReferenceEquals(_path[i], identity))
                return false;
        }

        _path[_pathLength++] = identity;
        return true;
    }

    /// <summary>The fields that follow are one object further down.</summary>
    public void Descend() => Depth++;

    /// <summary>True when a value of this type may not be shown now; what stands in its place is written.</summary>
    public bool Refuses(Type type, string typeName)
    {
        if (IsSpent)
            WriteNotCaptured(typeName, StopReason);
        else if (_redaction.ReasonForType(type) is var reason and not RedactedReason.None)
            WriteRedacted(typeName, reason);
        else
            return false;

        return true;
    }

    private void Write(object value, Type type, string? shownName)
    {
        if (Refuses(type, shownName ?? type.Name))
            return;

        if (value is string text)
            WriteText("String", text, text.Length);
        else
            CapturePolicies.For(type).Write(value, shownName ?? type.Name, this);
    }
}
