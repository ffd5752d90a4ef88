using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Weaver.RemoteConfig;

/// <summary>One file, or the files of one folder whose names match.</summary>
internal sealed class FilePattern
{
    public FilePattern(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Text = text;
        // GetFullPath leaves wildcards alone; only the last segment may have them.
        var full = Path.GetFullPath(text);
        Folder = Path.GetDirectoryName(full) ?? full;
        FileName = Path.GetFileName(full);
    }

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>The full path of the folder, which need not exist.</summary>
    public string Folder { get; }

    public string FileName { get; }

    /// <summary>The full paths of the files that match now; none when the folder is missing or closed to us.</summary>
    public IReadOnlyList<string> Find()
    {
        try
        {
            if (!FileName.AsSpan().ContainsAny('*', '?'))
            {
                var path = Path.Combine(Folder, FileName);
                return File.Exists(path) ? [path] : [];
            }

            return Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, FileName).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder went away meanwhile, or is not ours to read; files that were known report that themselves.
            return [];
        }
    }
}
