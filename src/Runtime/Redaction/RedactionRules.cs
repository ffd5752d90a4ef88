using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Security;
using Weaver.Common;

namespace Weaver.Redaction;

/// <summary>Names and types whose values may not be shown.</summary>
/// <remarks>Immutable and safe for any number of threads. Build a new one when the configuration changes.</remarks>
internal sealed class RedactionRules
{
    /// <summary>Names longer than this are never matched.</summary>
    public const int LongestName = 512;

    private const int MostExceptions = 4096;

    /// <summary>The built-in list and nothing else.</summary>
    public static readonly RedactionRules Default = new();

    private static readonly object s_shown = RedactedReason.None;
    private static readonly object s_type = RedactedReason.Type;
    private static readonly object s_marked = RedactedReason.Marked;

    private readonly HashSet<string> _names;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<TypePattern> _types = [];

    private readonly TypeTable<object> _typeAnswers;

    /// <param name="additions">Further identifiers; the spelling does not matter.</param>
    /// <param name="exclusions">Identifiers that are shown whatever the other lists say.</param>
    /// <param name="types">Full type names; each <c>*</c> in them stands for any characters. Text that is no type pattern is ignored.</param>
    /// <param name="withDefaults">False leaves the built-in identifiers out.</param>
    /// <param name="omitsExceptionText">True: no free text of an exception may be shown.</param>
    public RedactionRules(
        IEnumerable<string>? additions = null,
        IEnumerable<string>? exclusions = null,
        IEnumerable<string>? types = null,
        bool withDefaults = true,
        bool omitsExceptionText = false)
    {
        OmitsExceptionText = omitsExceptionText;
        _typeAnswers = new TypeTable<object>(Answer);
        _names = new HashSet<string>(withDefaults ? DefaultIdentifiers.All : [], StringComparer.Ordinal);
        foreach (var name in additions ?? [])
        {
            if (Normalize(name.Trim()) is { Length: > 0 } normalized)
                _names.Add(normalized);
        }

        foreach (var name in exclusions ?? [])
            _names.Remove(Normalize(name.Trim()));

        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var pattern in types ?? [])
        {
            if (TypePattern.TryCreate(pattern.Trim()) is { } type)
                _types.Add(type);
        }
    }

    /// <summary>True when types are listed whose values are not shown.</summary>
    public bool HasTypes => _types.Count != 0;

    /// <summary>True when messages, data and other free text of exceptions are left out everywhere.</summary>
    public bool OmitsExceptionText { get; }

    /// <summary>True when the value of a variable, member or key of this name may not be shown.</summary>
    public bool IsRedactedName(string? name) => IsRedactedName(name.AsSpan());

    /// <inheritdoc cref="IsRedactedName(string)"/>
    public bool IsRedactedName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName)
            return false;

        Span<char> normalized = stackalloc char[LongestName];
        var length = Normalize(name, normalized);
        return length > 0 && _lookup.Contains(normalized[..length]);
    }

    /// <summary>True when values of this type may not be shown.</summary>
    public bool IsRedactedType(Type type) => ReasonForType(type) != RedactedReason.None;

    /// <summary>
    /// Why values of this type may not be shown: it is marked, or listed. Secure strings never are; a nullable is judged by
    /// what it wraps too.
    /// </summary>
    public RedactedReason ReasonForType(Type type)
    {
        // Asked for each value; the framework marks none of these.
        if (_types.Count == 0 && (type.IsPrimitive || type == typeof(string)))
            return RedactedReason.None;

        return (RedactedReason)_typeAnswers.Get(type);
    }

    /// <summary>True when a declared type, as a manifest spells it, is one that is listed.</summary>
    public bool IsRedactedTypeName(string typeName)
    {
        var arguments = typeName.IndexOf('`', StringComparison.Ordinal) < 0 ? -1 : typeName.IndexOf('[', StringComparison.Ordinal);
        return Matches(arguments < 0 ? typeName : typeName[..arguments]);
    }

    /// <summary>The reason a value may not be shown; the name is judged before the type.</summary>
    public RedactedReason ReasonFor(string? name, Type type) => IsRedactedName(name) ? RedactedReason.Identifier : ReasonForType(type);

    /// <summary>
    /// True when no free text of this exception may be shown: texts are left out everywhere, or its type is hidden, or that of
    /// one within it, which a text around it often repeats.
    /// </summary>
    public bool HidesTextOf(Exception exception)
    {
        var left = MostExceptions;
        return OmitsExceptionText || HoldsHidden(exception, ref left);
    }

    /// <summary>True when a field of this type may not be shown of this exception: it can hold free text, and that is left out.</summary>
    public bool HidesInException(Exception exception, Type fieldType) => CanHoldText(fieldType) && HidesTextOf(exception);

    /// <summary>True when exceptions can say what is not to be shown by a field of this type. What lies in an inner exception is judged there.</summary>
    public static bool CanHoldText(Type fieldType) =>
        !fieldType.IsPrimitive && !fieldType.IsEnum && !typeof(Exception).IsAssignableFrom(fieldType);

    /// <summary>True for a type pattern.</summary>
    public static bool IsTypePattern(string pattern) => TypePattern.TryCreate(pattern) is not null;

    /// <summary>Lower case, without the characters that only separate words.</summary>
    public static string Normalize(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            return "";

        Span<char> normalized = stackalloc char[LongestName];
        return new string(normalized[..Normalize(name, normalized)]);
    }

    private static int Normalize(ReadOnlySpan<char> name, Span<char> normalized)
    {
        var length = 0;
        foreach (var character in name)
        {
            if (character is not ('_' or '-' or '$' or '@'))
                normalized[length++] = char.ToLowerInvariant(character);
        }

        return length;
    }

    // Of exceptions beyond all measure it is not known what they hold, so their text is not shown.
    private bool HoldsHidden(Exception exception, ref int left)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (--left < 0 || IsRedactedType(current.GetType()))
                return true;

            if (current is AggregateException several)
                return HoldsHidden(ExceptionFields.Inner(several), ref left);
        }

        return false;
    }

    private bool HoldsHidden(Exception[] exceptions, ref int left)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return true;

        foreach (var exception in exceptions)
        {
            if (HoldsHidden(exception, ref left))
                return true;
        }

        return false;
    }

    private object Answer(Type type) =>
        SensitiveMarks.IsMarked(type) ? s_marked
        : Judge(type) || (Nullable.GetUnderlyingType(type) is { } wrapped && Judge(wrapped)) ? s_type
        : s_shown;

    private bool Judge(Type type)
    {
        if (type == typeof(SecureString))
            return true;

        // The full name of a constructed type spells out its arguments; patterns are written without them.
        return Matches((type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name);
    }

    private bool Matches(string name)
    {
        foreach (var pattern in _types)
        {
            if (pattern.Matches(name))
                return true;
        }

        return false;
    }
}
