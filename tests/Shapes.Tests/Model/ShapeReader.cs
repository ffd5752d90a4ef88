using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Model;

/// <summary>Reads the assets. The comment at the head of each says what it shows and what its probes must see.</summary>
internal static partial class ShapeReader
{
    private static readonly Lazy<IReadOnlyList<Shape>> s_all = new(ReadAll);

    /// <summary>Every asset, by section and name.</summary>
    public static IReadOnlyList<Shape> All => s_all.Value;

    public static string Folder => RepositoryFiles.PathOf("tests/Shapes.Tests/Assets");

    private static IReadOnlyList<Shape> ReadAll()
        => [.. Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories).Select(Read).OfType<Shape>().OrderBy(s => s.Document, StringComparer.Ordinal)];

    // A file without a title holds what several assets share.
    private static Shape? Read(string file)
    {
        var text = File.ReadAllText(file);
        var lines = text.Split('\n').Select(l => l.TrimEnd()).ToArray();
        var head = lines.TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l.Length > 2 ? l[3..] : "").ToArray();
        if (Field(head, "shape") is not { } title)
            return null;

        var name = Path.GetFileNameWithoutExtension(file);
        return new Shape
        {
            Name = name,
            Section = Path.GetFileName(Path.GetDirectoryName(file)!),
            File = file,
            Text = text,
            Title = title,
            Note = Field(head, "note") ?? "",
            Rows = Field(head, "rows") ?? "",
            Group = Field(head, "group") ?? Shape.CommonGroup,
            Probes = [.. ReadProbes(name, head, lines)],
        };
    }

    private static string? Field(string[] head, string field)
        => head.FirstOrDefault(l => l.StartsWith(field + ": ", StringComparison.Ordinal))?[(field.Length + 2)..];

    private static IEnumerable<ShapeProbe> ReadProbes(string shape, string[] head, string[] lines)
    {
        for (var i = 0; i < head.Length; i++)
        {
            var isLine = head[i].StartsWith("line: ", StringComparison.Ordinal);
            if (!isLine && !head[i].StartsWith("probe: ", StringComparison.Ordinal))
                continue;

            var expected = head.Skip(i + 1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)).ToArray();
            yield return isLine ? OnLine(shape, head[i], expected, lines) : OnMethod(shape, head[i], expected);
        }
    }

    private static ShapeProbe OnLine(string shape, string heading, string[] expected, string[] lines)
    {
        var label = heading["line: ".Length..];
        var found = Enumerable.Range(0, lines.Length).Where(i => lines[i].EndsWith("// line " + label, StringComparison.Ordinal)).ToArray();
        if (found.Length != 1)
            throw new InvalidDataException($"The asset '{shape}' must mark one line with '// line {label}', but {found.Length} are.");

        return new ShapeProbe { Id = shape + " " + heading, Heading = heading, Line = found[0] + 1, Expected = expected };
    }

    private static ShapeProbe OnMethod(string shape, string heading, string[] expected)
    {
        var match = MethodHeading().Match(heading);
        if (!match.Success)
            throw new InvalidDataException($"The asset '{shape}' has a probe that is not written as 'probe: Type::Method': '{heading}'.");

        var type = match.Groups["type"].Value;
        return new ShapeProbe
        {
            Id = shape + " " + heading,
            Heading = heading,

            // A tilde: the type is named as it stands, the way a user might do it.
            TypeName = type[0] == '~' ? type[1..] : "Shapes." + shape + "." + type,
            MethodName = match.Groups["method"].Value,
            Signature = match.Groups["signature"].Success ? match.Groups["signature"].Value : null,
            Expected = expected,
        };
    }

    [GeneratedRegex(@"^probe: (?<type>\S+)::(?<method>[^(]+)(\((?<signature>.*)\))?$")]
    private static partial Regex MethodHeading();
}
