using System;
using System.Collections.Generic;

namespace Weaver.Fuzz;

/// <summary>Makes inputs out of inputs: bytes, pieces of the grammar, and parts of each other.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> tokens)
{
    private const int MaxLength = 8192;
    private const int MaxRepeated = 1 << 17;

    private static readonly byte[] s_interesting = [0, 1, 0x7f, 0x80, 0xff, (byte)'0', (byte)'9', (byte)'"', (byte)'\\', (byte)'{', (byte)'['];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        // Now and then something very long or very deep.
        if (random.Next(500) == 0)
            return Repeat(input);

        var bytes = new List<byte>(input);
        for (var steps = 1 << random.Next(5); steps > 0; steps--)
            Step(bytes, other);

        if (bytes.Count > MaxLength)
            bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);

        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(tokens.Count == 0 ? 7 : 11))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = s_interesting[random.Next(s_interesting.Length)];
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3 when at < bytes.Count:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 17), bytes.Count - at));
                break;
            case 4 when at < bytes.Count:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, Math.Min(random.Next(1, 65), bytes.Count - at)));
                break;
            case 5 when other.Length != 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 129))]);
                break;
            case 6 when at < bytes.Count:
                bytes[at] += (byte)random.Next(-16, 17);
                break;
            case > 6:
                var token = tokens[random.Next(tokens.Count)];
                if (random.Next(2) == 0 && at < bytes.Count)
                    bytes.RemoveRange(at, Math.Min(token.Length, bytes.Count - at));

                bytes.InsertRange(at, token);
                break;
        }
    }

    private byte[] Repeat(byte[] input)
    {
        var piece = tokens.Count != 0 && random.Next(2) == 0 ? tokens[random.Next(tokens.Count)]
            : input.Length == 0 ? [(byte)random.Next(256)]
            : input[random.Next(input.Length)..];
        if (piece.Length == 0)
            piece = [(byte)'('];

        var bytes = new List<byte>();
        var length = 1 << random.Next(4, 17);
        while (bytes.Count < length && bytes.Count + piece.Length <= MaxRepeated)
            bytes.AddRange(piece);

        bytes.InsertRange(random.Next(2) == 0 ? 0 : bytes.Count, input);
        return [.. bytes];
    }
}
