using System.Globalization;
using System.Text;

namespace Weaver.Language;

internal enum TokenKind
{
    End,
    Name,

    /// <summary>A name in backquotes: it may hold anything and is never a word of the language.</summary>
    QuotedName,
    Special,
    Integer,
    Double,
    String,
    Symbol,
}

/// <summary>One word, number, string or sign of the text form.</summary>
internal readonly struct Token
{
    public Token(TokenKind kind, string text, int start)
    {
        Kind = kind;
        Text = text;
        Start = start;
    }

    public TokenKind Kind { get; }

    /// <summary>A string or quoted name without quotes and escapes; everything else as written.</summary>
    public string Text { get; }

    /// <summary>Index in the text.</summary>
    public int Start { get; }

    public bool Is(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, System.StringComparison.Ordinal);
}

/// <summary>Cuts the text form into tokens.</summary>
internal sealed class ExpressionLexer
{
    private static readonly string[] s_symbols =
    {
        "=>", "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ".", ",", "-",
    };

    private readonly string _text;
    private readonly TextOrigin _origin;
    private int _index;

    /// <param name="text">The expression.</param>
    /// <param name="origin">Where the text starts in its file.</param>
    public ExpressionLexer(string text, TextOrigin origin)
    {
        _text = text;
        _origin = origin;
    }

    public TextPosition PositionOf(int index) => _origin.At(index);

    /// <summary>A place to come back to with <see cref="Reset"/>.</summary>
    public int Mark() => _index;

    public void Reset(int mark) => _index = mark;

    /// <exception cref="LanguageException">What follows is no token.</exception>
    public Token Next()
    {
        while (_index < _text.Length && char.IsWhiteSpace(_text[_index]))
            _index++;

        var start = _index;
        if (start == _text.Length)
            return new Token(TokenKind.End, "the end", start);

        var c = _text[start];
        if (c == '"' || c == '\'')
            return new Token(TokenKind.String, ReadQuoted(c), start);

        if (c == '`')
        {
            var name = ReadQuoted(c);
            return name.Length > 0
                ? new Token(TokenKind.QuotedName, name, start)
                : throw new LanguageException("The name between the backquotes is empty. Write the name of a variable or member.", PositionOf(start));
        }

        if (c >= '0' && c <= '9')
            return ReadNumber();

        if (IsNameStart(c) || c == '@')
        {
            _index++;
            while (_index < _text.Length && IsNamePart(_text[_index]))
                _index++;

            var text = _text.Substring(start, _index - start);
            return new Token(c == '@' ? TokenKind.Special : TokenKind.Name, text, start);
        }

        foreach (var symbol in s_symbols)
        {
            if (string.CompareOrdinal(_text, start, symbol, 0, symbol.Length) == 0)
            {
                _index += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, start);
            }
        }

        throw new LanguageException(c == '='
            ? "A single '=' is no comparison. Write '=='."
            : "The character '" + c + "' has no meaning in an expression. Remove it.", PositionOf(start));
    }

    /// <summary>True when the name can be written without backquotes, apart from the words that mean something.</summary>
    public static bool IsPlainName(string name)
    {
        if (name.Length == 0 || !IsNameStart(name[0]))
            return false;

        foreach (var c in name)
        {
            if (!IsNamePart(c))
                return false;
        }

        return true;
    }

    // As in C#, except for characters outside of the basic plane.
    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    private static bool IsNamePart(char c)
    {
        if (IsNameStart(c) || char.IsDigit(c))
            return true;

        switch (char.GetUnicodeCategory(c))
        {
            case UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.SpacingCombiningMark:
            case UnicodeCategory.ConnectorPunctuation:
                return true;
            default:
                return false;
        }
    }

    private Token ReadNumber()
    {
        var start = _index;
        var isDouble = false;
        TakeDigits();
        if (_index + 1 < _text.Length && _text[_index] == '.' && _text[_index + 1] >= '0' && _text[_index + 1] <= '9')
        {
            isDouble = true;
            _index++;
            TakeDigits();
        }

        if (_index < _text.Length && (_text[_index] == 'e' || _text[_index] == 'E'))
        {
            isDouble = true;
            _index++;
            if (_index < _text.Length && (_text[_index] == '+' || _text[_index] == '-'))
                _index++;
            TakeDigits();
        }

        var text = _text.Substring(start, _index - start);
        var valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number);
        if (!valid || (_index < _text.Length && IsNameStart(_text[_index])))
            throw new LanguageException("'" + text + "' does not start a number that can be used. Write it like 42 or 2.5, without a suffix.", PositionOf(start));

        return new Token(isDouble ? TokenKind.Double : TokenKind.Integer, text, start);
    }

    private void TakeDigits()
    {
        while (_index < _text.Length && _text[_index] >= '0' && _text[_index] <= '9')
            _index++;
    }

    private string ReadQuoted(char quote)
    {
        var start = _index++;
        var builder = new StringBuilder();
        while (_index < _text.Length)
        {
            var c = _text[_index++];
            if (c == quote)
                return builder.ToString();

            builder.Append(c == '\\' ? ReadEscape(start) : c);
        }

        throw NotClosed(start);
    }

    private LanguageException NotClosed(int start) => new LanguageException(
        _text[start] == '`' ? "The quoted name is not closed. Add the closing backquote." : "The string is not closed. Add the closing quote.", PositionOf(start));

    private char ReadEscape(int start)
    {
        var position = PositionOf(_index - 1);
        if (_index == _text.Length)
            throw NotClosed(start);

        var c = _text[_index++];
        switch (c)
        {
            case '\\':
            case '"':
            case '`':
            case '\'': return c;
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '0': return '\0';
            case 'u':
                if (_index + 4 <= _text.Length
                    && ushort.TryParse(_text.Substring(_index, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    _index += 4;
                    return (char)code;
                }

                break;
        }

        throw new LanguageException("The string holds an unknown escape. Write a backslash as \\\\.", position);
    }
}
