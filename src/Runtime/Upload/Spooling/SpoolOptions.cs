using System;
using System.IO;

namespace Weaver.Upload.Spooling;

/// <summary>Where the spool is and how large it may get.</summary>
internal sealed record SpoolOptions
{
    public const long DefaultMaxBytes = 64L << 20;

    private const long LargestSegment = 1 << 20;
    private const long SmallestSegment = 64 << 10;

    /// <summary>The folder; several processes may share it, each with a folder of its own within. Made if need be.</summary>
    public required string Folder { get; init; }

    /// <summary>What this process may keep there, what it took over included.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>A file that has reached this size is followed by another. The oldest file is what is dropped at once when the spool is full. 0 fits it to <see cref="MaxBytes"/>.</summary>
    public long SegmentBytes { get; init; }

    /// <summary>Makes a file to write to. Tests have it fail.</summary>
    public Func<string, Stream> Create { get; init; } =
        static path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

    /// <summary>Deletes a file. Tests have it fail.</summary>
    public Action<string> Delete { get; init; } = File.Delete;

    public long SegmentLimit => SegmentBytes > 0 ? SegmentBytes : Math.Clamp(MaxBytes / 16, SmallestSegment, LargestSegment);
}
