using System.Collections.Generic;
using System.Text;

namespace Weaver.Language;

/// <summary>Reads the names of types as C# and reflection write them.</summary>
internal sealed class TypeTextReader
{
    private const int MaxDepth = 32;

    private static readonly TypeText[] s_none = System.Array.Empty<TypeText>();

    private readonly string _text;
    private int _index;
    private int _depth;

    private TypeTextReader(string text) => _text = text;

    /// <summary>One type, or null when the text is none.</summary>
    public static TypeText? Read(string text)
    {
        var reader = new TypeTextReader(text);
        var type = reader.ReadParameter();
        reader.SkipSpace();
        return reader._index == text.Length ? type : null;
    }

    /// <summary>Types with commas between them, names of parameters allowed; null when the text is no such list.</summary>
    public static IReadOnlyList<TypeText>? ReadList(string text)
    {
        var reader = new TypeTextReader(text);
        var types = reader.ReadParameters('\0');
        return reader._index == text.Length ? types : null;
    }

    private List<TypeText>? ReadParameters(char end)
    {
        var types = new List<TypeText>();
        SkipSpace();
        if (Peek() == end)
            return types;

        while (true)
        {
            if (ReadParameter() is TypeText type)
                types.Add(type);
            else
                return null;

            SkipSpace();
            if (Peek() == end)
                return types;
            if (!Take(','))
                return null;
        }
    }

    // ref readonly int x: what stands before the type, the type, and a name that says nothing.
    private TypeText? ReadParameter()
    {
        var isReference = false;
        while (TakeWord("ref", ref isReference) || TakeWord("out", ref isReference) || TakeWord("in", ref isReference)
            || TakeWord("readonly") || TakeWord("params") || TakeWord("this") || TakeWord("scoped"))
        {
        }

        var type = ReadType();
        if (type is null)
            return null;

        SkipSpace();
        if (IsNameCharacter(Peek()))
            ReadWord();

        return isReference ? new TypeText(type, "&") : type;
    }

    private TypeText? ReadType()
    {
        if (++_depth > MaxDepth)
            return null;

        SkipSpace();
        var type = Peek() == '(' ? ReadTuple() : ReadNamed();
        while (type != null)
        {
            SkipSpace();
            var c = Peek();
            if (c == '?' || c == '*' || c == '&')
            {
                _index++;
                type = new TypeText(type, c.ToString());
            }
            else if (c == '[')
            {
                type = ReadRank() is string rank ? new TypeText(type, rank) : null;
            }
            else
            {
                break;
            }
        }

        _depth--;
        return type;
    }

    private TypeText? ReadTuple()
    {
        _index++;
        return ReadParameters(')') is List<TypeText> elements && Take(')') && elements.Count > 1 ? TypeText.Tuple(elements) : null;
    }

    private TypeText? ReadNamed()
    {
        var name = new StringBuilder();
        List<TypeText>? arguments = null;
        while (true)
        {
            var word = ReadWord();
            if (word.Length == 0)
                return null;

            name.Append(word);
            if (!ReadArguments(ref arguments))
                return null;

            if (Peek() != '.' && Peek() != '+')
                break;

            _index++;
            name.Append('.');
        }

        return new TypeText(TypeText.WithoutAlias(name.ToString()), arguments ?? (IReadOnlyList<TypeText>)s_none);
    }

    // A name that a compiler made starts with angle brackets; those belong to it.
    private string ReadWord()
    {
        SkipSpace();
        var word = new StringBuilder();
        if (Peek() == '<')
        {
            var depth = 0;
            do
            {
                var c = Peek();
                if (c == '\0')
                    return "";

                depth += c == '<' ? 1 : c == '>' ? -1 : 0;
                word.Append(c);
                _index++;
            }
            while (depth > 0);
        }

        while (IsNameCharacter(Peek()))
            word.Append(_text[_index++]);

        if (Take('`'))
        {
            while (char.IsDigit(Peek()))
                _index++;
        }

        return word.ToString();
    }

    // <int>, [System.Int32], [[System.Int32, mscorlib]] or the empty <,>; brackets of arrays are left alone.
    private bool ReadArguments(ref List<TypeText>? arguments)
    {
        SkipSpace();
        var open = Peek();
        if (open != '<' && (open != '[' || IsRank()))
            return true;

        _index++;
        var close = open == '<' ? '>' : ']';
        SkipSpace();
        if (Peek() == ',' || Peek() == close)
        {
            while (Take(','))
                SkipSpace();
            return Take(close);
        }

        arguments = arguments ?? new List<TypeText>();
        do
        {
            SkipSpace();
            var isQualified = Take('[');
            if (!(ReadType() is TypeText argument))
                return false;

            arguments.Add(argument);
            if (isQualified && !SkipAssembly())
                return false;

            SkipSpace();
        }
        while (Take(','));

        return Take(close);
    }

    private bool SkipAssembly()
    {
        while (Peek() != ']' && Peek() != '\0')
            _index++;
        return Take(']');
    }

    private bool IsRank()
    {
        for (var i = _index + 1; i < _text.Length; i++)
        {
            if (_text[i] == ']')
                return true;
            if (_text[i] != ',' && _text[i] != '*' && !char.IsWhiteSpace(_text[i]))
                return false;
        }

        return false;
    }

    private string? ReadRank()
    {
        if (!IsRank())
            return null;

        var rank = new StringBuilder("[");
        for (_index++; _text[_index] != ']'; _index++)
        {
            if (_text[_index] == ',')
                rank.Append(',');
        }

        _index++;
        return rank.Append(']').ToString();
    }

    private bool TakeWord(string word, ref bool wasTaken)
    {
        var taken = TakeWord(word);
        wasTaken |= taken;
        return taken;
    }

    // Only before something else: a type may be called by the word as well.
    private bool TakeWord(string word)
    {
        SkipSpace();
        var end = _index + word.Length;
        if (end >= _text.Length || !char.IsWhiteSpace(_text[end]) || string.CompareOrdinal(_text, _index, word, 0, word.Length) != 0)
            return false;

        _index = end;
        return true;
    }

    private static bool IsNameCharacter(char c) => c != '\0' && !char.IsWhiteSpace(c) && ".+,<>[]()&*?`".IndexOf(c) < 0;

    private void SkipSpace()
    {
        while (_index < _text.Length && char.IsWhiteSpace(_text[_index]))
            _index++;
    }

    private char Peek() => _index < _text.Length ? _text[_index] : '\0';

    private bool Take(char c)
    {
        if (Peek() != c || _index >= _text.Length)
            return false;

        _index++;
        return true;
    }
}
