using System;

namespace Weaver.Redaction;

/// <summary>A full type name in which each <c>*</c> stands for any characters, none included.</summary>
internal sealed class TypePattern
{
    private readonly string[] _parts;

    private TypePattern(string[] parts) => _parts = parts;

    /// <summary>Null for a text that is no pattern: only names of letters, digits and underscores, joined by dots, pluses or backquotes, and stars.</summary>
    public static TypePattern? TryCreate(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '.' or '+' or '`' or '*'))
                return null;
        }

        return text.Length == 0 ? null : new TypePattern(text.Split('*'));
    }

    public bool Matches(string name)
    {
        var rest = name.AsSpan();
        if (!rest.StartsWith(_parts[0], StringComparison.Ordinal))
            return false;

        rest = rest[_parts[0].Length..];
        if (_parts.Length == 1)
            return rest.IsEmpty;

        // The earliest place of each part leaves the most for those that follow.
        foreach (var part in _parts.AsSpan(1, _parts.Length - 2))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;

            rest = rest[(at + part.Length)..];
        }

        return rest.EndsWith(_parts[^1], StringComparison.Ordinal);
    }
}
