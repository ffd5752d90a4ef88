using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>How the bytes of a value are to be read.</summary>
internal enum QuickKind : byte
{
    /// <summary>Not in the quick way.</summary>
    None,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    DateTime,
    DateTimeOffset,
    TimeSpan,
    DateOnly,
    TimeOnly,
    Guid,
    Reference,
}

/// <summary>A variable, or a field reached from one through objects. Finds where its value lies.</summary>
/// <remarks>
/// Safe for any number of threads. What is known of the types on the way is kept for the type met last, which is nearly
/// always the only one; types that can be unloaded are never kept.
/// </remarks>
internal sealed class QuickSource
{
    // A place where types keep changing is left to the evaluator, which looks them up in a table.
    private const int MostChanges = 64;

    private readonly int _slotIndex;
    private readonly bool _isResult;
    private readonly bool _hasEnums;
    private readonly string[] _members;
    private readonly RedactionRules _rules;
    private readonly Step?[] _steps;
    private SlotKind? _slot;
    private Type? _shown;
    private int _changes;

    private QuickSource(SiteVariable variable, string[] members, RedactionRules rules, bool hasEnums)
    {
        _hasEnums = hasEnums;
        _slotIndex = variable.Slot;
        _isResult = variable.Kind == SiteVariableKind.Return;
        _members = members;
        _rules = rules;
        _steps = new Step?[members.Length];
    }

    /// <summary>Null for anything but a variable that can be read here and members of it.</summary>
    /// <param name="node">The bound expression.</param>
    /// <param name="rules">What may not be shown.</param>
    /// <param name="hasEnums">True where an enum is as good as its number.</param>
    public static QuickSource? TryCreate(Expression node, RedactionRules rules, bool hasEnums)
    {
        var members = new List<string>();
        while (node is MemberExpression member)
        {
            members.Insert(0, member.Name);
            node = member.Target;
        }

        // Where texts are hidden for their type, each value has to be looked at.
        if (rules.IsRedactedType(typeof(string)))
            return null;

        return node is VariableExpression { Variable: { Slot: >= 0, Unreadable: null, IsSensitive: false, HasHiddenType: false } variable } ? new QuickSource(variable, [.. members], rules, hasEnums) : null;
    }

    /// <summary>Where the value lies. A null reference when <paramref name="kind"/> is <see cref="QuickKind.None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Find(in FrameView frame, bool hasReturned, out QuickKind kind)
    {
        ref var at = ref frame.Address(_slotIndex, out var type);
        kind = KindOf(type);
        if (Unsafe.IsNullRef(ref at) || (_isResult && !hasReturned))
            kind = QuickKind.None;
        else if (_steps.Length != 0)
            return ref Follow(ref at, ref kind);

        return ref at;
    }

    /// <summary>False for an object that may have to be hidden, or is shown in a way of its own.</summary>
    public bool IsPlain(object value)
    {
        var type = value.GetType();
        if (type == _shown)
            return true;

        if (type.IsValueType || _rules.IsRedactedType(type) || !MayKeep(type))
            return false;

        _shown = type;
        return true;
    }

    private QuickKind KindOf(SlotType? type)
    {
        // A method of a generic type has frames of several types.
        if (_slot is { } known && ReferenceEquals(known.Type, type))
            return known.Kind;

        if (type is null)
            return QuickKind.None;

        var kind = _rules.IsRedactedType(type.Type) ? QuickKind.None : KindOf(type.Type);
        if (MayKeep(type.Type))
            _slot = new SlotKind(type, kind);
        return kind;
    }

    private ref byte Follow(ref byte at, scoped ref QuickKind kind)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            if (kind != QuickKind.Reference || Unsafe.As<byte, object?>(ref at) is not { } target)
            {
                kind = QuickKind.None;
                return ref Unsafe.NullRef<byte>();
            }

            var type = target.GetType();
            var step = _steps[i];
            if (step is null || step.Type != type)
            {
                step = Find(type, _members[i]);
                if (step is null)
                {
                    kind = QuickKind.None;
                    return ref Unsafe.NullRef<byte>();
                }

                _steps[i] = step;
            }

            at = ref FieldOffsets.At(target, step.Offset);
            kind = step.Kind;
        }

        return ref at;
    }

    private Step? Find(Type type, string name)
    {
        if (type.IsValueType || _rules.IsRedactedType(type) || !MayKeep(type))
            return null;

        // What is hidden, or may be, is left to the evaluator.
        var member = MemberAccess.Find(type, name);
        if (member.MayBeHidden(type, _rules))
            return null;

        return member.Field is { Offset: >= 0 } field ? new Step(type, field.Offset, KindOf(field.Type)) : null;
    }

    private bool MayKeep(Type type) => !type.IsCollectible && Volatile.Read(ref _changes) < MostChanges && Interlocked.Increment(ref _changes) < MostChanges;

    private QuickKind KindOf(Type type)
    {
        if (type.IsEnum && !_hasEnums)
            return QuickKind.None;

        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);

        return Type.GetTypeCode(type) switch
        {
            _ when !type.IsValueType => type.IsPointer || type.IsFunctionPointer ? QuickKind.None : QuickKind.Reference,
            TypeCode.Boolean => QuickKind.Boolean,
            TypeCode.Char => QuickKind.Char,
            TypeCode.SByte => QuickKind.SByte,
            TypeCode.Byte => QuickKind.Byte,
            TypeCode.Int16 => QuickKind.Int16,
            TypeCode.UInt16 => QuickKind.UInt16,
            TypeCode.Int32 => QuickKind.Int32,
            TypeCode.UInt32 => QuickKind.UInt32,
            TypeCode.Int64 => QuickKind.Int64,
            TypeCode.UInt64 => QuickKind.UInt64,
            TypeCode.Single => QuickKind.Single,
            TypeCode.Double => QuickKind.Double,
            TypeCode.Decimal => QuickKind.Decimal,
            TypeCode.DateTime => QuickKind.DateTime,
            _ => KindOfStruct(type),
        };
    }

    private static QuickKind KindOfStruct(Type type) =>
        type == typeof(DateTimeOffset) ? QuickKind.DateTimeOffset
        : type == typeof(TimeSpan) ? QuickKind.TimeSpan
        : type == typeof(DateOnly) ? QuickKind.DateOnly
        : type == typeof(TimeOnly) ? QuickKind.TimeOnly
        : type == typeof(Guid) ? QuickKind.Guid
        : QuickKind.None;

    private sealed record SlotKind(SlotType Type, QuickKind Kind);

    private sealed record Step(Type Type, int Offset, QuickKind Kind);
}
