using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Weaver.Explore.Weaving;

/// <summary>The assemblies of the shared frameworks, as a build refers to them.</summary>
internal static class FrameworkFiles
{
    /// <summary>Reference assemblies where they are installed, else the frameworks' own files.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Folders().SelectMany(static folder => Directory.EnumerateFiles(folder, "*.dll"))];

    public static IReadOnlySet<string> Names { get; } = All.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.OrdinalIgnoreCase)!;

    private static List<string> Folders()
    {
        var own = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var root = own.Parent!.Parent!.Parent!.FullName;
        var major = own.Name.Split('.')[0];
        var folders = new List<string>();
        foreach (var framework in (string[])["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"])
        {
            var pack = Newest(Path.Combine(root, "packs", framework + ".Ref"), major);
            var references = pack is null ? null : Path.Combine(pack, "ref", $"net{major}.0");
            if (Directory.Exists(references))
                folders.Add(references);
            else if (Newest(Path.Combine(root, "shared", framework), major) is { } shared)
                folders.Add(shared);
        }

        return folders;
    }

    private static string? Newest(string folder, string major) => !Directory.Exists(folder)
        ? null
        : Directory.EnumerateDirectories(folder, major + ".*").MaxBy(static d => Version.TryParse(Path.GetFileName(d), out var version) ? version : new Version());
}
