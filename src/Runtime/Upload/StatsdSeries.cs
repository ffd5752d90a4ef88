using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

internal enum StatsdType
{
    Count,
    Gauge,
    Histogram,
    Distribution,
}

/// <summary>One metric with its tags, on its way to DogStatsD.</summary>
/// <remarks>
/// Any thread may add, and neither waits nor allocates; one thread drains. A count is summed up between two datagrams, for each
/// thread apart so that threads do not slow each other down, and a
/// gauge keeps its last value; of the other types every sample is sent, as many as the ring holds between two drains.
/// </remarks>
internal sealed class StatsdSeries
{
    private const int RingSize = 2048;

    private readonly StatsdType _type;
    private readonly Action<StatsdSeries> _close;
    private readonly Action _wake;
    private readonly Slot[] _ring;
    private readonly ThreadSums _sums = new();
    private long _last;
    private int _hasLast;
    private long _written;
    private long _read;
    private long _refused;

    /// <param name="name">Full name of the metric.</param>
    /// <param name="type">How its samples add up.</param>
    /// <param name="tags">Keys and values.</param>
    /// <param name="close">Called by <see cref="Close"/>.</param>
    /// <param name="wake">Asks for a drain, because the ring is half full.</param>
    public StatsdSeries(string name, StatsdType type, IReadOnlyList<KeyValuePair<string, object?>> tags, Action<StatsdSeries> close, Action wake)
    {
        (_type, _close, _wake) = (type, close, wake);
        _ring = type is StatsdType.Histogram or StatsdType.Distribution ? new Slot[RingSize] : [];
        for (var i = 0; i < _ring.Length; i++)
            _ring[i].Turn = i;

        var text = new StringBuilder();
        Head = Encoding.UTF8.GetBytes(Clean(text, name, ":|@#\n\r").Append(':').ToString());
        text.Clear().Append('|').Append(type switch { StatsdType.Count => 'c', StatsdType.Gauge => 'g', StatsdType.Histogram => 'h', _ => 'd' });
        for (var i = 0; i < tags.Count; i++)
        {
            Clean(text.Append(i == 0 ? "|#" : ","), tags[i].Key, "|,\n\r");
            if (tags[i].Value is string { Length: > 0 } value)
                Clean(text.Append(':'), value, "|,\n\r");
        }

        Tail = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What stands before a value.</summary>
    public byte[] Head { get; }

    /// <summary>What stands behind a value.</summary>
    public byte[] Tail { get; }

    /// <summary>Samples that found the ring full, ever.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Values that one drain may find: one where samples add up, else as many as the ring holds now. Drainer only.</summary>
    public long Waiting => _ring.Length == 0 ? 1 : Volatile.Read(ref _written) - _read;

    /// <param name="thread">The number of the calling thread, from <see cref="ThreadNumber"/>.</param>
    /// <param name="value">The sample.</param>
    public void Add(int thread, double value)
    {
        switch (_type)
        {
            case StatsdType.Count:
                _sums.Add(thread, value);
                break;
            case StatsdType.Gauge:
                Volatile.Write(ref _last, BitConverter.DoubleToInt64Bits(value));
                Volatile.Write(ref _hasLast, 1);
                break;
            default:
                Append(value);
                break;
        }
    }

    /// <summary>Takes the next value to send. Drainer only.</summary>
    public bool TryTake(out double value)
    {
        switch (_type)
        {
            case StatsdType.Count:
                value = _sums.Take();
                return value != 0;
            case StatsdType.Gauge:
                // The mark first: a value that comes in between is sent twice rather than not at all.
                var isNew = Interlocked.Exchange(ref _hasLast, 0) != 0;
                value = BitConverter.Int64BitsToDouble(Volatile.Read(ref _last));
                return isNew;
        }

        ref var slot = ref _ring[(int)(_read % RingSize)];
        value = 0;
        if (Volatile.Read(ref slot.Turn) != _read + 1)
            return false;

        value = slot.Value;
        Volatile.Write(ref slot.Turn, _read + RingSize);
        Volatile.Write(ref _read, _read + 1);
        return true;
    }

    /// <summary>What is in it is still sent; what comes later is not.</summary>
    public void Close() => _close(this);

    // Each slot says whose turn it is: the writer of position n finds n, leaves n + 1, and the reader leaves n + size.
    private void Append(double value)
    {
        while (true)
        {
            var position = Volatile.Read(ref _written);
            ref var slot = ref _ring[(int)(position % RingSize)];
            var turn = Volatile.Read(ref slot.Turn);
            if (turn < position)
            {
                Interlocked.Increment(ref _refused);
                return;
            }

            if (turn == position && Interlocked.CompareExchange(ref _written, position + 1, position) == position)
            {
                slot.Value = value;
                Volatile.Write(ref slot.Turn, position + 1);
                if (position - Volatile.Read(ref _read) == RingSize / 2)
                    _wake();
                return;
            }
        }
    }

    private static StringBuilder Clean(StringBuilder text, string part, string forbidden)
    {
        foreach (var c in part)
            text.Append(forbidden.Contains(c, StringComparison.Ordinal) ? '_' : c);

        return text;
    }

    private struct Slot
    {
        public long Turn;
        public double Value;
    }
}
