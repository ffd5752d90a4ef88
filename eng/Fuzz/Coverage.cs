using System;
using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Weaver.Fuzz;

/// <summary>Which branches of the runtime's readers an input has taken, and how often, as the instrumented assembly counts them.</summary>
/// <remarks>One thread. Counts come in eight sizes, so that one more turn of a loop is nothing new, but ten more are.</remarks>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    // Never freed: instrumented code of other threads may count on.
    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public Coverage()
    {
        Trace.SharedMem = _map;
    }

    /// <summary>Branches that were ever taken.</summary>
    public int Branches { get; private set; }

    public void Begin()
    {
        new Span<byte>(_map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what has happened since <see cref="Begin"/>. True when something of it is new.</summary>
    public bool End()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(_map, Size / sizeof(ulong));
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
                continue;

            for (var i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                var size = SizeOf(_map[i]);
                if ((size & ~_seen[i]) == 0)
                    continue;

                if (_seen[i] == 0)
                    Branches++;

                _seen[i] |= size;
                isNew = true;
            }
        }

        return isNew;
    }

    private static byte SizeOf(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        _ => (byte)(1 << Math.Min(7, BitOperations.Log2(count) + 1)),
    };
}
