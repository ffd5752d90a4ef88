using System;
using System.Globalization;
using System.IO;

namespace Weaver.Upload.Spooling;

/// <summary>One file of a spool: records of one track, in order.</summary>
internal sealed class SpoolSegment(string path, long number, Track track)
{
    /// <summary>None of ours is longer; of another file no more is looked at.</summary>
    public const int MostBytes = 16 << 20;

    private const string Extension = ".spool";

    private byte[] _loaded = [];
    private long _loadedAt;

    public string Path { get; } = path;

    /// <summary>Segments of one folder are numbered in the order of their making, whatever their track.</summary>
    public long Number { get; } = number;

    public Track Track { get; } = track;

    /// <summary>How much of the file is ours.</summary>
    public long Length { get; set; }

    /// <summary>What lies before it is delivered or given up.</summary>
    public long ReadAt { get; set; }

    /// <summary>The number of the record at <see cref="ReadAt"/>, as far as is known.</summary>
    public long NextSequence { get; set; }

    /// <summary>The number behind the last record.</summary>
    public long EndSequence { get; set; }

    /// <summary>Records that are in the books and neither delivered nor given up, damaged ones included.</summary>
    public int Remaining { get; set; }

    public static string FileName(long number, Track track) => string.Create(CultureInfo.InvariantCulture, $"{number:D12}-{Tracks.Name(track)}{Extension}");

    /// <summary>The segment that a file is by its name; null for another file.</summary>
    public static SpoolSegment? Of(string path)
    {
        var name = System.IO.Path.GetFileName(path.AsSpan());
        var dash = name.IndexOf('-');
        if (dash <= 0 || !name.EndsWith(Extension, StringComparison.Ordinal) || !long.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;

        foreach (var track in Tracks.All)
        {
            if (name[(dash + 1)..^Extension.Length].SequenceEqual(Tracks.Name(track)))
                return new SpoolSegment(path, number, track);
        }

        return null;
    }

    /// <summary>The bytes that are not read yet.</summary>
    public ReadOnlyMemory<byte> Unread()
    {
        var end = _loadedAt + _loaded.Length;
        if (ReadAt < _loadedAt || ReadAt >= end || end < Length)
            Load();

        return _loaded.AsMemory((int)Math.Min(_loaded.Length, ReadAt - _loadedAt));
    }

    /// <summary>Forgets the bytes in memory.</summary>
    public void Unload() => _loaded = [];

    private void Load()
    {
        using var handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var size = (int)Math.Clamp(Math.Min(Length, RandomAccess.GetLength(handle)) - ReadAt, 0, MostBytes);
        var bytes = new byte[size];
        var read = 0;
        while (read < size && RandomAccess.Read(handle, bytes.AsSpan(read), ReadAt + read) is > 0 and var count)
            read += count;

        _loaded = read == size ? bytes : bytes[..read];
        _loadedAt = ReadAt;
    }
}
