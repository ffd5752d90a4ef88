using System;
using System.Collections.Generic;
using System.Text;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>A promise that an input has shown to be broken.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message);

/// <summary>One reader of input that is not trusted.</summary>
/// <param name="name">As the file of its corpus is called.</param>
/// <param name="run">Reads one input and checks what is promised of it. Throws for whatever must not be.</param>
/// <param name="seeds">Inputs to begin with.</param>
/// <param name="tokens">Pieces that inputs are made of.</param>
/// <param name="bytesPerByte">Bytes that reading may allocate for each byte of the input.</param>
public sealed class FuzzTarget(string name, Action<byte[]> run, IReadOnlyList<string> seeds, IReadOnlyList<string> tokens, int bytesPerByte = 4000)
{
    // Tables, messages and what the first input has compiled.
    private const long AlwaysAllowed = 8 << 20;

    public string Name { get; } = name;

    public IReadOnlyList<byte[]> Seeds { get; init; } = [.. AsBytes(seeds)];

    public IReadOnlyList<byte[]> Tokens { get; } = [.. AsBytes(tokens)];

    /// <summary>Reads one input. Throws when something is not as promised, memory included.</summary>
    public void Run(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > AlwaysAllowed + ((long)bytesPerByte * input.Length))
            throw new BrokenPromiseException($"Reading {input.Length} bytes has allocated {allocated} bytes.");
    }

    private static IEnumerable<byte[]> AsBytes(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            yield return Encoding.UTF8.GetBytes(text);
    }
}
