using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Model;

/// <summary>One asset: a small program that shows one shape of method, and what probes on it must see.</summary>
internal sealed class Shape
{
    /// <summary>The group that most assets belong to: all of them become one assembly.</summary>
    public const string CommonGroup = "common";

    /// <summary>Name of the file without its extension, and last part of the asset's namespace.</summary>
    public required string Name { get; init; }

    /// <summary>Folder below <c>Assets</c>.</summary>
    public required string Section { get; init; }

    /// <summary>Full path of the file.</summary>
    public required string File { get; init; }

    /// <summary>The whole text.</summary>
    public required string Text { get; init; }

    /// <summary>What the shape is, for the table.</summary>
    public required string Title { get; init; }

    /// <summary>What the table adds to the title; empty when there is nothing to add.</summary>
    public string Note { get; init; } = "";

    /// <summary>Rows of the list of known shapes that this asset stands for, as text; empty for shapes beyond that list.</summary>
    public string Rows { get; init; } = "";

    /// <summary>Assets of one group are compiled into one assembly, since they share what it takes to compile or to run them.</summary>
    public string Group { get; init; } = CommonGroup;

    public required IReadOnlyList<ShapeProbe> Probes { get; init; }

    /// <summary>Path in the compiled symbols, behind the folder that stands for the machine that built them.</summary>
    public string Document => $"{Section}/{Name}.cs";

    public string Namespace => "Shapes." + Name;

    public override string ToString() => Name;
}

/// <summary>A probe of an asset and what must come of it.</summary>
internal sealed class ShapeProbe
{
    /// <summary>Unique among all assets.</summary>
    public required string Id { get; init; }

    /// <summary>The words of the asset: <c>probe: Type::Method</c> or <c>line: A</c>.</summary>
    public required string Heading { get; init; }

    /// <summary>Full name of the type; null for a line.</summary>
    public string? TypeName { get; init; }

    public string MethodName { get; init; } = "";

    /// <summary>Null: any.</summary>
    public string? Signature { get; init; }

    /// <summary>Number of the line; 0 for a method.</summary>
    public int Line { get; init; }

    /// <summary>The expected lines; those of one configuration start with its name in brackets.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>What must come out in one configuration.</summary>
    public IReadOnlyList<string> ExpectedIn(CompileMode mode) => [.. Expected.Select(line => In(line, mode)).OfType<string>()];

    // "    [Debug] x: Int32 1" stands in Debug only, as "    x: Int32 1".
    private static string? In(string line, CompileMode mode)
    {
        var indent = line.Length - line.TrimStart().Length;
        var text = line[indent..];
        foreach (var other in Enum.GetValues<CompileMode>())
        {
            var mark = Mark(other);
            if (text.StartsWith(mark, StringComparison.Ordinal))
                return other == mode ? line[..indent] + text[mark.Length..] : null;
        }

        return line;
    }

    public static string Mark(CompileMode mode) => $"[{mode}] ";
}
