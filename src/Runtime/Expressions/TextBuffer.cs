using System;
using System.Globalization;

namespace Weaver.Expressions;

/// <summary>Collects the text of a message up to a limit. Reused from hit to hit; one thread at a time.</summary>
internal sealed class TextBuffer
{
    /// <summary>Characters a message may have by default; the rest is cut and marked by three dots.</summary>
    public const int DefaultMaxLength = 8 * 1024;

    private const string CutMark = "...";
    private const int LongestPlain = 128;

    private readonly int _maxLength;
    private char[] _chars = new char[256];
    private int _length;

    public TextBuffer(int maxLength = DefaultMaxLength) => _maxLength = maxLength;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    public int Length => _length;

    /// <summary>True once something did not fit.</summary>
    public bool IsCut { get; private set; }

    public void Clear()
    {
        _length = 0;
        IsCut = false;
    }

    public void Append(char c) => Append(new ReadOnlySpan<char>(in c));

    public void Append(ReadOnlySpan<char> text)
    {
        if (IsCut)
            return;

        if (text.Length > _maxLength - _length)
        {
            var fits = _maxLength - _length;

            // A pair of surrogates stays together.
            if (fits > 0 && char.IsHighSurrogate(text[fits - 1]))
                fits--;
            IsCut = true;
            Write(text[..fits]);
            Write(CutMark);
            return;
        }

        Write(text);
    }

    /// <summary>Numbers, dates and the like in the invariant culture.</summary>
    public void Append<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        // Where it is going to stand, if there is room for it in any case.
        if (_chars.Length - _length >= LongestPlain && _maxLength - _length >= LongestPlain && !IsCut)
        {
            if (value.TryFormat(_chars.AsSpan(_length), out var direct, format, CultureInfo.InvariantCulture) && direct <= _maxLength - _length)
            {
                _length += direct;
                return;
            }
        }

        // No number, date or id of the framework is longer.
        Span<char> text = stackalloc char[128];
        if (value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture))
            Append(text[..written]);
        else
            Append(value.ToString(format.ToString(), CultureInfo.InvariantCulture).AsSpan());
    }

    public override string ToString() => new(_chars, 0, _length);

    private void Write(ReadOnlySpan<char> text)
    {
        var needed = _length + text.Length;
        if (needed > _chars.Length)
            Array.Resize(ref _chars, Math.Max(needed, _chars.Length * 2));

        text.CopyTo(_chars.AsSpan(_length));
        _length = needed;
    }
}
