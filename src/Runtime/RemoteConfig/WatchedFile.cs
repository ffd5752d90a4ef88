using System;
using System.IO;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>One file that is watched: what it was when it was last taken over, and what is wrong with it now.</summary>
/// <remarks>Used by one thread. A file that looks unfinished gets a little patience before it counts as it is.</remarks>
internal sealed class WatchedFile(string path, FileConfigOptions options, TimeProvider time)
{
    // File systems keep times coarsely: two writes of one length can look alike, so a fresh change is read again for a while.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(2);

    private (DateTime Written, long Length) _seen = (default, -1);
    private long? _troubledSince;
    private long _changedAt;

    public string Path { get; } = path;

    /// <summary>The content that counts; null when there was never one.</summary>
    public TargetFile? Current { get; private set; }

    public ConfigProblem? Problem { get; private set; }

    /// <summary>True while the file gets time to come right: look again soon.</summary>
    public bool IsUndecided => _troubledSince is not null;

    /// <summary>Looks at the file. True when <see cref="Current"/> or <see cref="Problem"/> has changed.</summary>
    /// <param name="force">Reads the file even if its time and length are the same.</param>
    public bool Refresh(bool force)
    {
        try
        {
            // Of a link the target counts; mounted configuration is often swapped by turning links.
            var info = new FileInfo(Path);
            if (info.LinkTarget is not null)
                info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
            return info.Exists ? Examine(info, force) : Vanish();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Being replaced or held by its editor, most often; the next look will tell.
            _seen = (default, -1);
            return IsPatient() ? false : Report($"The file '{Path}' cannot be read: {exception.Message} Its former content stays in force until it can be read again.");
        }
    }

    private bool Examine(FileInfo info, bool force)
    {
        var stamp = (info.LastWriteTimeUtc, info.Length);
        if (stamp == _seen && !force && !IsUndecided && time.GetElapsedTime(_changedAt) > s_fresh)
            return false;
        if (stamp != _seen)
            _changedAt = time.GetTimestamp();
        _seen = stamp;

        if (info.Length > options.MaxFileBytes)
        {
            _troubledSince = null;
            return Report($"The file '{Path}' has {info.Length} bytes, and the limit is {options.MaxFileBytes}. Its former content stays in force; make the file smaller or split it.");
        }

        var bytes = Read(info.Length);
        var unfinished = bytes is null || LooksUnfinished(bytes);
        if (unfinished && IsPatient())
            return false;
        if (bytes is null)
            return Report($"The file '{Path}' keeps changing while it is read. Its former content stays in force until it rests.");
        if (!unfinished)
            _troubledSince = null;

        var hadProblem = Problem is not null;
        Problem = null;
        var version = StableHash.Text(bytes);
        if (Current?.Version == version)
            return hadProblem;

        Current = new TargetFile(Path, version, bytes);
        return true;
    }

    // Editors replace files by deleting and renaming, so an absence counts only when it lasts.
    private bool Vanish()
    {
        _seen = (default, -1);
        if ((Current is null && Problem is null) || IsPatient())
            return false;

        Current = null;
        Problem = null;
        return true;
    }

    private byte[]? Read(long length)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && stream.Length == length ? bytes : null;
    }

    // Knows nothing of the content but that JSON ends in a bracket.
    private static bool LooksUnfinished(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimEnd(" \t\r\n"u8);
        return text.IsEmpty || text[^1] is not ((byte)']' or (byte)'}');
    }

    // True while the file gets time to come right; false once, when that time is over and it counts as it is.
    private bool IsPatient()
    {
        _troubledSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_troubledSince.Value) < options.Patience)
            return true;

        _troubledSince = null;
        return false;
    }

    private bool Report(string message)
    {
        var changed = Problem?.Message != message;
        Problem = new ConfigProblem(Path, message);
        return changed;
    }
}
