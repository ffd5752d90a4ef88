using System;
using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Weaver.Common;

/// <summary>A place in a <see cref="JsonText"/> that can be returned to.</summary>
internal readonly record struct JsonMark(int Length, bool NeedsComma);

/// <summary>
/// Writes UTF-8 JSON into one pooled buffer that grows. Commas are placed by the writer; the caller pairs the brackets.
/// </summary>
/// <remarks>
/// One thread at a time. <see cref="Reset"/> makes the writer ready for the next text without giving the buffer back;
/// <see cref="Dispose"/> gives it back, after which the writer may be used again.
/// </remarks>
internal sealed class JsonText : IDisposable
{
    private const int InitialCapacity = 1024;

    // What a reset keeps. A single enormous text must not hold its buffer for the rest of the process.
    private const int LargestKept = 1 << 20;

    private static readonly SearchValues<char> s_escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private byte[] _buffer = [];
    private int _length;
    private bool _needsComma;

    /// <summary>Bytes written so far.</summary>
    public int Length => _length;

    /// <summary>The text so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The text so far, without a copy; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    public JsonMark Mark() => new(_length, _needsComma);

    /// <summary>Forgets everything written since the mark was taken.</summary>
    public void RollBack(JsonMark mark)
    {
        Debug.Assert(mark.Length <= _length, "A mark is only good for text that is still there.");
        _length = mark.Length;
        _needsComma = mark.NeedsComma;
    }

    public void Reset()
    {
        _length = 0;
        _needsComma = false;
        if (_buffer.Length > LargestKept)
            Dispose();
    }

    /// <summary>Gives the buffer with the text away, for the taker to return to the shared pool, and goes on empty with another one.</summary>
    /// <param name="other">An array from the shared pool, or null: then one is rented with the next write.</param>
    /// <param name="length">Length of the text that is given away.</param>
    public byte[] Exchange(byte[]? other, out int length)
    {
        var buffer = _buffer;
        length = _length;
        _buffer = other ?? [];
        _length = 0;
        _needsComma = false;
        return buffer;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        _needsComma = false;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    public void BeginObject() => Open((byte)'{');

    public void EndObject() => Close((byte)'}');

    public void BeginArray() => Open((byte)'[');

    public void EndArray() => Close((byte)']');

    /// <summary>The name of the member whose value is written next.</summary>
    public void Name(ReadOnlySpan<char> name)
    {
        Separate();
        Quoted(name);
        Put((byte)':');
        _needsComma = false;
    }

    /// <summary>A name that is UTF-8 already and needs no escape, such as a literal.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        var at = Grow(name.Length + 3);
        _buffer[at] = (byte)'"';
        name.CopyTo(_buffer.AsSpan(at + 1));
        _buffer[at + name.Length + 1] = (byte)'"';
        _buffer[at + name.Length + 2] = (byte)':';
        _needsComma = false;
    }

    public void String(ReadOnlySpan<char> value)
    {
        Separate();
        Quoted(value);
        _needsComma = true;
    }

    /// <summary>A string value; null is written as JSON null.</summary>
    public void String(string? value)
    {
        if (value is null)
            Null();
        else
            String(value.AsSpan());
    }

    /// <summary>A string value that is UTF-8 already and needs no escape, such as a literal.</summary>
    public void String(ReadOnlySpan<byte> value)
    {
        Separate();
        var at = Grow(value.Length + 2);
        _buffer[at] = (byte)'"';
        value.CopyTo(_buffer.AsSpan(at + 1));
        _buffer[at + value.Length + 1] = (byte)'"';
        _needsComma = true;
    }

    /// <summary>The invariant text of a value whose text needs no escape (numbers, dates, GUIDs), between quotes.</summary>
    public void Text<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        Separate();
        Put((byte)'"');
        Format(value, format);
        Put((byte)'"');
        _needsComma = true;
    }

    public void Number(long value)
    {
        Separate();
        Format(value, default);
        _needsComma = true;
    }

    public void Number(ulong value)
    {
        Separate();
        Format(value, default);
        _needsComma = true;
    }

    /// <summary>A number; JSON has none for infinities and NaN, which are written as strings.</summary>
    public void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Text(value);
            return;
        }

        Separate();
        Format(value, default);
        _needsComma = true;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Null() => Raw("null"u8);

    /// <summary>A complete value, written as it is. Its correctness is the caller's affair.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Separate();

        // On a line of its own: growing may exchange the buffer.
        var at = Grow(json.Length);
        json.CopyTo(_buffer.AsSpan(at));
        _needsComma = true;
    }

    /// <summary>A piece of JSON that is known beforehand, commas included.</summary>
    /// <param name="json">The piece.</param>
    /// <param name="needsComma">True when what follows is to be separated from it by a comma.</param>
    public void Piece(ReadOnlySpan<byte> json, bool needsComma)
    {
        var at = Grow(json.Length);
        json.CopyTo(_buffer.AsSpan(at));
        _needsComma = needsComma;
    }

    /// <summary>A number with six digits after the point, as many as nanoseconds are to milliseconds; zeros at its end are left out.</summary>
    public void Millionths(double value)
    {
        if (!(Math.Abs(value) < 1e12))
        {
            Number(value);
            return;
        }

        Separate();
        var millionths = (long)Math.Round(Math.Abs(value) * 1e6);
        if (value < 0 && millionths != 0)
            Put((byte)'-');

        Format(millionths / 1_000_000, default);
        var rest = (int)(millionths % 1_000_000);
        if (rest != 0)
        {
            var at = Grow(7);
            _buffer[at] = (byte)'.';
            for (var i = 6; i > 0; i--, rest /= 10)
                _buffer[at + i] = (byte)('0' + (rest % 10));

            while (_buffer[_length - 1] == (byte)'0')
                _length--;
        }

        _needsComma = true;
    }

    public override string ToString() => Encoding.UTF8.GetString(Written);

    private void Open(byte bracket)
    {
        Separate();
        Put(bracket);
        _needsComma = false;
    }

    private void Close(byte bracket)
    {
        Put(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
            Put((byte)',');
    }

    private void Quoted(ReadOnlySpan<char> value)
    {
        Put((byte)'"');
        while (true)
        {
            var plain = value.IndexOfAny(s_escaped);
            var run = plain < 0 ? value : value[..plain];
            if (!run.IsEmpty)
            {
                // The encoding replaces surrogates that stand alone, so that the text is valid whatever the string holds.
                var at = _length;
                Reserve(Encoding.UTF8.GetMaxByteCount(run.Length));
                _length = at + Encoding.UTF8.GetBytes(run, _buffer.AsSpan(at));
            }

            if (plain < 0)
                break;

            Escape(value[plain]);
            value = value[(plain + 1)..];
        }

        Put((byte)'"');
    }

    private void Escape(char character)
    {
        switch (character)
        {
            case '"': Put2((byte)'"'); break;
            case '\\': Put2((byte)'\\'); break;
            case '\n': Put2((byte)'n'); break;
            case '\r': Put2((byte)'r'); break;
            case '\t': Put2((byte)'t'); break;
            case '\b': Put2((byte)'b'); break;
            case '\f': Put2((byte)'f'); break;
            default:
                var at = Grow(6);
                "\\u00"u8.CopyTo(_buffer.AsSpan(at));
                _buffer[at + 4] = Hex(character >> 4);
                _buffer[at + 5] = Hex(character & 15);
                break;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private void Format<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        Reserve(64);
        int written;
        while (!value.TryFormat(_buffer.AsSpan(_length), out written, format, CultureInfo.InvariantCulture))
            Reserve(_buffer.Length - _length + 64);

        _length += written;
    }

    private void Put(byte value)
    {
        if (_length == _buffer.Length)
            Enlarge(1);
        _buffer[_length++] = value;
    }

    private void Put2(byte value)
    {
        var at = Grow(2);
        _buffer[at] = (byte)'\\';
        _buffer[at + 1] = value;
    }

    /// <summary>Makes room, counts it as written and returns where it starts.</summary>
    private int Grow(int count)
    {
        Reserve(count);
        var at = _length;
        _length += count;
        return at;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Enlarge(count);
    }

    private void Enlarge(int count)
    {
        var wanted = Math.Max(InitialCapacity, Math.Max((long)_buffer.Length * 2, (long)_length + count));
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(wanted, Array.MaxLength));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
