using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>The inputs that are kept: one file for each target, one input a line, in base 64.</summary>
public static class FuzzCorpus
{
    public const string Folder = "tests/Fuzzing.Corpus";

    public static IReadOnlyList<byte[]> Read(string target)
    {
        var path = PathOf(target);
        return File.Exists(path) ? [.. File.ReadAllLines(path).Where(static line => line.Length != 0).Select(Convert.FromBase64String)] : [];
    }

    /// <summary>Writes them in an order that depends on nothing else.</summary>
    public static void Write(string target, IEnumerable<byte[]> inputs) =>
        File.WriteAllText(PathOf(target), string.Concat(inputs.OrderBy(static i => i.Length).Select(Convert.ToBase64String).Distinct(StringComparer.Ordinal).Select(static line => line + "\n")));

    private static string PathOf(string target) => RepositoryFiles.PathOf($"{Folder}/{target}.txt");
}
