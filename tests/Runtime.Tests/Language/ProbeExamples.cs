using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Language;

/// <summary>Every probe file of the tree and every one that a page shows.</summary>
internal static partial class ProbeExamples
{
    private static readonly JsonDocumentOptions s_relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Names and texts; a page may show one probe without the brackets around it.</summary>
    public static IReadOnlyList<(string Name, string Text)> All()
    {
        var examples = new List<(string, string)>();
        foreach (var file in Files("*.probes.json"))
            examples.Add((Path.GetRelativePath(RepositoryFiles.Root, file), File.ReadAllText(file)));

        foreach (var page in Files("*.md"))
        {
            var number = 0;
            foreach (Match block in JsonBlock().Matches(File.ReadAllText(page)))
            {
                if (AsProbes(block.Groups["text"].Value) is { } text)
                    examples.Add(($"{Path.GetRelativePath(RepositoryFiles.Root, page)}, example {++number}", text));
            }
        }

        return examples;
    }

    public static JsonElement Parse(string text) => JsonDocument.Parse(text, s_relaxed).RootElement;

    // What is no probe is an example of something else.
    private static string? AsProbes(string text)
    {
        var root = Parse(text);
        return root.ValueKind == JsonValueKind.Array ? text
            : root.TryGetProperty("id", out _) && (root.TryGetProperty("at", out _) || root.TryGetProperty("type", out _)) ? "[" + text + "]"
            : null;
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(RepositoryFiles.Root, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(static file => !Path.GetRelativePath(RepositoryFiles.Root, file).Split('/', '\\').Any(static part => part is "artifacts" or "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^```jsonc?\r?\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex JsonBlock();
}
