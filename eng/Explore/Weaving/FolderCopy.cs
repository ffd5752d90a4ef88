using System.IO;

namespace Weaver.Explore.Weaving;

/// <summary>Copies whole folders.</summary>
internal static class FolderCopy
{
    /// <summary>Makes <paramref name="target"/> equal to <paramref name="source"/>; what was there before is removed.</summary>
    public static void Replace(string source, string target)
    {
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);

        Copy(source, target);
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source))
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
    }
}
