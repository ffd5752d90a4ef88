using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Security;

namespace Weaver.Redaction;

/// <summary>Names and types whose values may not be shown.</summary>
/// <remarks>Immutable and safe for any number of threads. Build a new one when the configuration changes.</remarks>
internal sealed class RedactionRules
{
    /// <summary>Names longer than this are never matched.</summary>
    public const int LongestName = 512;

    /// <summary>The built-in list and nothing else.</summary>
    public static readonly RedactionRules Default = new();

    private static readonly object s_yes = new();
    private static readonly object s_no = new();

    private readonly HashSet<string> _names;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<string> _typeNames = new(StringComparer.Ordinal);
    private readonly List<string> _typePrefixes = [];

    // Keyed weakly: an answer must not keep a collectible assembly alive.
    private readonly ConditionalWeakTable<Type, object>? _typeAnswers;

    /// <param name="additions">Further identifiers; the spelling does not matter.</param>
    /// <param name="exclusions">Identifiers that are shown whatever the other lists say.</param>
    /// <param name="types">Full type names; a trailing <c>*</c> matches any ending. Text that is no type pattern is ignored.</param>
    /// <param name="withDefaults">False leaves the built-in identifiers out.</param>
    public RedactionRules(
        IEnumerable<string>? additions = null,
        IEnumerable<string>? exclusions = null,
        IEnumerable<string>? types = null,
        bool withDefaults = true)
    {
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
            AddType(pattern.Trim());

        if (_typeNames.Count + _typePrefixes.Count > 0)
            _typeAnswers = [];
    }

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

    /// <summary>True when values of this type may not be shown. Secure strings never are; a nullable is judged by what it wraps too.</summary>
    public bool IsRedactedType(Type type)
    {
        if (_typeAnswers is null)
            return type == typeof(SecureString);

        if (_typeAnswers.TryGetValue(type, out var answer))
            return ReferenceEquals(answer, s_yes);

        var redacted = Judge(type) || (Nullable.GetUnderlyingType(type) is { } wrapped && Judge(wrapped));
        _typeAnswers.AddOrUpdate(type, redacted ? s_yes : s_no);
        return redacted;
    }

    /// <summary>The reason a value may not be shown; the name is judged before the type.</summary>
    public RedactedReason ReasonFor(string? name, Type type) =>
        IsRedactedName(name) ? RedactedReason.Identifier
        : IsRedactedType(type) ? RedactedReason.Type
        : RedactedReason.None;

    /// <summary>True for a type pattern: names of letters, digits and underscores joined by dots, pluses or backquotes, with at most one <c>*</c>, at the end.</summary>
    public static bool IsTypePattern(string pattern)
    {
        var name = pattern.AsSpan();
        if (name.EndsWith("*"))
            name = name[..^1];

        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '.' or '+' or '`'))
                return false;
        }

        return pattern.Length > 0;
    }

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

    private void AddType(string pattern)
    {
        if (!IsTypePattern(pattern))
            return;

        if (pattern.EndsWith('*'))
            _typePrefixes.Add(pattern[..^1]);
        else
            _typeNames.Add(pattern);
    }

    private bool Judge(Type type)
    {
        if (type == typeof(SecureString))
            return true;

        // The full name of a constructed type spells out its arguments; patterns are written without them.
        var name = (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;
        if (_typeNames.Contains(name))
            return true;

        foreach (var prefix in _typePrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
