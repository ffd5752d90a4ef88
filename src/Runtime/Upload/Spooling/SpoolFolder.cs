using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

namespace Weaver.Upload.Spooling;

/// <summary>The folder of one process within the spool: a lock for as long as the process lives, segments, a cursor a track.</summary>
/// <remarks>Used by one thread. Whoever holds the lock owns the files.</remarks>
internal sealed class SpoolFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly FileStream _lock;
    private readonly Action<string> _delete;
    private readonly List<SpoolSegment> _undeleted = [];

    private SpoolFolder(string path, FileStream held, Action<string> delete)
    {
        Path = path;
        _lock = held;
        _delete = delete;
    }

    public string Path { get; }

    /// <summary>In the order of their making.</summary>
    public List<SpoolSegment> Segments { get; } = [];

    /// <summary>Nothing that was ours is in it any more.</summary>
    public bool IsEmpty => Segments.Count == 0 && _undeleted.Count == 0;

    /// <summary>What segments take on the disk that are done with and could not be deleted.</summary>
    public long UndeletedBytes => _undeleted.Sum(static segment => segment.Length);

    /// <summary>Makes a folder of our own. What it will hold are values of the program, so nobody else may look into it.</summary>
    public static SpoolFolder Create(string root, DateTimeOffset now, Action<string> delete)
    {
        Directory.CreateDirectory(root);
        // Behind whatever is there already, though the clock was set back since.
        var newest = All(root).Select(TimeOf).DefaultIfEmpty().Max();
        var time = Math.Max(now.ToUnixTimeMilliseconds(), newest + 1);
        var name = string.Create(CultureInfo.InvariantCulture, $"{time:D13}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var path = System.IO.Path.Combine(root, name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        return new SpoolFolder(path, Lock(path), delete);
    }

    /// <summary>Takes over what a process left that is no more; null while it lives. Throws where there are no rights to.</summary>
    public static SpoolFolder? TryTakeOver(string path, Action<string> delete)
    {
        try
        {
            return new SpoolFolder(path, Lock(path), delete);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The folders of all processes, the oldest first.</summary>
    public static IEnumerable<string> All(string root) =>
        Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(IsOurs).Order(StringComparer.Ordinal).ToList() : [];

    /// <summary>Whether locks keep anybody out here. On some network drives they do not.</summary>
    public bool IsLockReal()
    {
        try
        {
            Lock(Path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Reads what there is, and counts it.</summary>
    public void Load()
    {
        Segments.AddRange(Directory.EnumerateFiles(Path).Select(SpoolSegment.Of).OfType<SpoolSegment>().OrderBy(segment => segment.Number));
        foreach (var segment in Segments)
            segment.Length = Math.Min(new FileInfo(segment.Path).Length, SpoolSegment.MostBytes);

        foreach (var track in Tracks.All)
        {
            var cursorFile = System.IO.Path.Combine(Path, SpoolCursor.FileName(track));
            var hasCursor = File.Exists(cursorFile);
            var cursor = hasCursor ? SpoolCursor.Read(cursorFile) : null;
            if (cursor is { } position)
                Skip(track, position);

            // Without a cursor nothing was delivered yet, and the first record has the first number.
            var rest = Segments.FindAll(segment => segment.Track == track);
            if (rest.Count > 0)
                SpoolCount.Take(rest, cursor?.Sequence ?? (hasCursor ? null : 1));
        }
    }

    /// <summary>Remembers on disk how far the segment's track is delivered. A failure costs a repetition at most.</summary>
    public void Remember(SpoolSegment segment)
    {
        try
        {
            new SpoolCursor(segment.Number, segment.ReadAt, segment.NextSequence).Write(System.IO.Path.Combine(Path, SpoolCursor.FileName(segment.Track)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // The runtime has an argument to blame where a file may not become that large.
        }
    }

    /// <summary>Deletes the file of a segment that is known still. False when it stays.</summary>
    public bool TryDelete(SpoolSegment segment) => Delete(segment.Path);

    /// <summary>Forgets the segment and deletes its file. False when it stays on the disk for now.</summary>
    public bool Remove(SpoolSegment segment)
    {
        Segments.Remove(segment);
        if (Delete(segment.Path))
            return true;

        _undeleted.Add(segment);
        return false;
    }

    /// <summary>Tries again to delete what could not be.</summary>
    public void DeleteAgain() => _undeleted.RemoveAll(segment => Delete(segment.Path));

    /// <summary>Lets go of the lock, and of the folder when nothing is left in it.</summary>
    public void Dispose()
    {
        DeleteAgain();
        if (IsEmpty)
        {
            foreach (var track in Tracks.All)
                Delete(System.IO.Path.Combine(Path, SpoolCursor.FileName(track)));
        }

        _lock.Dispose();
        if (!IsEmpty)
            return;

        try
        {
            Directory.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process has taken it over already, and will remove it.
        }
    }

    /// <summary>Lets go of the lock and leaves everything as it is.</summary>
    public void Abandon() => _lock.Dispose();

    // The file goes with the lock; the folder stays for whoever takes over.
    private static FileStream Lock(string path) =>
        new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    private static long TimeOf(string path) =>
        long.TryParse(System.IO.Path.GetFileName(path).Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < 1L << 60 ? time : 0;

    // 1764293000000-4711-1f2e3d4c
    private static bool IsOurs(string path) =>
        System.IO.Path.GetFileName(path).Split('-') is [{ Length: 13 } time, var process, { Length: 8 } salt]
        && time.All(char.IsAsciiDigit) && process.All(char.IsAsciiDigit) && salt.All(char.IsAsciiHexDigitLower);

    private bool Delete(string path)
    {
        try
        {
            _delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays is not sent again, because the cursor is behind it.
            return false;
        }
    }

    private void Skip(Track track, SpoolCursor position)
    {
        foreach (var segment in Segments.FindAll(segment => segment.Track == track && segment.Number < position.Segment))
            Remove(segment);

        if (Segments.Find(segment => segment.Track == track && segment.Number == position.Segment) is { } current)
            current.ReadAt = Math.Clamp(position.Offset, 0, current.Length);
    }
}
