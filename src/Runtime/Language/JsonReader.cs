using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Language;

/// <summary>Reads JSON with positions. Comments and trailing commas are accepted, as in the files people write.</summary>
internal sealed class JsonReader
{
    /// <summary>Arrays and objects may nest this deep: an expression of the greatest depth takes two levels each.</summary>
    public const int MaxDepth = 256;

    /// <summary>A text may hold this many values, so that none of 4 MB fills the memory.</summary>
    public const int MaxValues = 500_000;

    private readonly string _text;
    private int _index;
    private int _line = 1;
    private int _lineStart;
    private int _depth;
    private int _values;
    private List<KeyValuePair<int, int>>? _escapes;

    private JsonReader(string text) => _text = text;

    private TextPosition Position => new TextPosition(_line, _index - _lineStart + 1, _index);

    /// <summary>The one value of the text.</summary>
    /// <exception cref="LanguageException">The text is not JSON or nests too deep.</exception>
    public static JsonNode Read(string text)
    {
        var reader = new JsonReader(text);
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            reader._index = 1;
            reader._lineStart = 1;
        }

        reader.SkipSpace();
        var node = reader.ReadValue();
        reader.SkipSpace();
        if (reader._index < text.Length)
            throw reader.Unexpected("the end of the text");

        return node;
    }

    private JsonNode ReadValue()
    {
        if (_index >= _text.Length)
            throw new LanguageException("The JSON ends where a value is expected. Complete the file.", Position);

        var position = Position;
        if (++_values > MaxValues)
            throw new LanguageException("The JSON holds more than " + MaxValues.ToString(CultureInfo.InvariantCulture) + " values. Split it into several files.", position);

        switch (_text[_index])
        {
            case '{': return ReadObject(position);
            case '[': return ReadArray(position);
            case '"':
            {
                var text = ReadString();
                return JsonNode.OfText(text, _escapes, position);
            }

            case 't': return ReadWord("true", JsonKind.True, position);
            case 'f': return ReadWord("false", JsonKind.False, position);
            case 'n': return ReadWord("null", JsonKind.Null, position);
            default: return ReadNumber(position);
        }
    }

    private JsonNode ReadObject(TextPosition position)
    {
        Descend(position);
        var properties = new List<KeyValuePair<string, JsonNode>>();
        _index++;
        while (true)
        {
            SkipSpace();
            if (TryTake('}'))
                break;

            if (Peek() != '"')
                throw Unexpected("a property name in double quotes or '}'");

            var name = ReadString();
            SkipSpace();
            if (!TryTake(':'))
                throw Unexpected("':' after the property name \"" + name + "\"");

            SkipSpace();
            properties.Add(new KeyValuePair<string, JsonNode>(name, ReadValue()));
            SkipSpace();
            if (!TryTake(',') && Peek() != '}')
                throw Unexpected("',' or '}'");
        }

        _depth--;
        return JsonNode.OfProperties(properties, position);
    }

    private JsonNode ReadArray(TextPosition position)
    {
        Descend(position);
        var items = new List<JsonNode>();
        _index++;
        while (true)
        {
            SkipSpace();
            if (TryTake(']'))
                break;

            items.Add(ReadValue());
            SkipSpace();
            if (!TryTake(',') && Peek() != ']')
                throw Unexpected("',' or ']'");
        }

        _depth--;
        return JsonNode.OfItems(items, position);
    }

    private void Descend(TextPosition position)
    {
        if (++_depth > MaxDepth)
            throw new LanguageException("The JSON nests deeper than " + MaxDepth.ToString(CultureInfo.InvariantCulture) + " levels. Flatten it.", position);
    }

    private JsonNode ReadWord(string word, JsonKind kind, TextPosition position)
    {
        if (string.CompareOrdinal(_text, _index, word, 0, word.Length) != 0)
            throw Unexpected("a JSON value");

        _index += word.Length;
        return JsonNode.Scalar(kind, "", position);
    }

    private JsonNode ReadNumber(TextPosition position)
    {
        var start = _index;
        TryTake('-');
        var leadingZero = Peek() == '0';
        var digits = TakeDigits();
        var valid = digits > 0 && !(leadingZero && digits > 1);
        if (TryTake('.'))
            valid &= TakeDigits() > 0;

        if (Peek() == 'e' || Peek() == 'E')
        {
            _index++;
            if (!TryTake('+'))
                TryTake('-');
            valid &= TakeDigits() > 0;
        }

        if (valid)
            return JsonNode.Scalar(JsonKind.Number, _text.Substring(start, _index - start), position);

        _index = start;
        throw Unexpected("a JSON value");
    }

    private int TakeDigits()
    {
        var start = _index;
        while (Peek() >= '0' && Peek() <= '9')
            _index++;
        return _index - start;
    }

    private string ReadString()
    {
        var start = Position;
        _index++;
        var plainStart = _index;
        StringBuilder? builder = null;
        _escapes = null;
        while (true)
        {
            if (_index >= _text.Length || _text[_index] == '\n' || _text[_index] == '\r')
                throw new LanguageException("The string is not closed on its line. Add the closing double quote, or write a line break as \\n.", start);

            var c = _text[_index];
            if (c == '"')
                break;

            if (c == '\\')
            {
                builder = builder ?? new StringBuilder();
                builder.Append(_text, plainStart, _index - plainStart);
                var length = builder.Length;
                plainStart = _index;
                ReadEscape(builder);
                _escapes = _escapes ?? new List<KeyValuePair<int, int>>();
                var before = _escapes.Count == 0 ? 0 : _escapes[_escapes.Count - 1].Value;
                _escapes.Add(new KeyValuePair<int, int>(length, before + _index - plainStart - 1));
                plainStart = _index;
            }
            else if (c < ' ')
            {
                throw new LanguageException("The string holds a control character. Write it as an escape such as \\t.", Position);
            }
            else
            {
                _index++;
            }
        }

        var end = _index++;
        return builder is null
            ? _text.Substring(plainStart, end - plainStart)
            : builder.Append(_text, plainStart, end - plainStart).ToString();
    }

    private void ReadEscape(StringBuilder builder)
    {
        var position = Position;
        _index++;
        var escape = Peek();
        _index++;
        switch (escape)
        {
            case '"': builder.Append('"'); return;
            case '\\': builder.Append('\\'); return;
            case '/': builder.Append('/'); return;
            case 'b': builder.Append('\b'); return;
            case 'f': builder.Append('\f'); return;
            case 'n': builder.Append('\n'); return;
            case 'r': builder.Append('\r'); return;
            case 't': builder.Append('\t'); return;
            case 'u':
                if (_index + 4 <= _text.Length
                    && ushort.TryParse(_text.Substring(_index, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    builder.Append((char)code);
                    _index += 4;
                    return;
                }

                break;
        }

        throw new LanguageException("The string holds an unknown escape. Write a backslash as \\\\.", position);
    }

    private void SkipSpace()
    {
        while (_index < _text.Length)
        {
            var c = _text[_index];
            if (c == '\n')
            {
                _index++;
                _line++;
                _lineStart = _index;
            }
            else if (c == ' ' || c == '\t' || c == '\r')
            {
                _index++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                while (_index < _text.Length && _text[_index] != '\n')
                    _index++;
            }
            else if (c == '/' && Peek(1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlockComment()
    {
        var start = Position;
        _index += 2;
        while (!(Peek() == '*' && Peek(1) == '/'))
        {
            if (_index >= _text.Length)
                throw new LanguageException("The comment is not closed. Add '*/'.", start);

            if (_text[_index++] == '\n')
            {
                _line++;
                _lineStart = _index;
            }
        }

        _index += 2;
    }

    private char Peek(int ahead = 0) => _index + ahead < _text.Length ? _text[_index + ahead] : '\0';

    private bool TryTake(char c)
    {
        if (Peek() != c || _index >= _text.Length)
            return false;

        _index++;
        return true;
    }

    private LanguageException Unexpected(string expected) => new LanguageException(
        _index >= _text.Length
            ? "The JSON ends where " + expected + " is expected. Complete the file."
            : "Found '" + _text[_index] + "' where " + expected + " is expected.",
        Position);
}
