using System;
using System.Buffers;
using System.IO;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Appends events to a file, one a line, for use without an agent.</summary>
/// <remarks>
/// Used by one thread. The file is opened at the first event, its folder made if need be, and each batch is flushed. A file
/// that cannot be written loses its batch under <c>fileFailed</c> and is opened anew for the next.
/// </remarks>
internal sealed class NdjsonFileSink : IPayloadSink
{
    private static readonly SearchValues<byte> s_breaks = SearchValues.Create("\r\n"u8);

    private readonly string _path;
    private readonly long _maxBytes;
    private readonly Counter _failures;
    private readonly Troubles _troubles;
    private FileStream? _stream;

    /// <param name="path">The file; what it holds already stays.</param>
    /// <param name="maxBytes">The size that the file may reach. Events beyond it are dropped as <c>fileFull</c>.</param>
    /// <param name="counters">Gets <c>upload.error{kind:file}</c>.</param>
    public NdjsonFileSink(string path, long maxBytes, Counters counters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        _path = Path.GetFullPath(path);
        _maxBytes = maxBytes;
        _failures = counters.Get("upload.error{kind:file}");
        _troubles = counters.Troubles;
    }

    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        try
        {
            _stream ??= Open();
            return Append(_stream, batch);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Close();
            _failures.Increment();
            _troubles.Begin(TroubleKind.Destination, "file", $"Events cannot be written to the file '{_path}'; they are dropped and counted until they can.", exception);
            return SinkResult.Dropped(DropReason.FileFailed);
        }
    }

    public void Dispose() => Close();

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        try
        {
            // A crash or a full disk may have left half a line; ours must begin on one of their own.
            if (stream.Length > 0)
            {
                stream.Seek(-1, SeekOrigin.End);
                if (stream.ReadByte() != '\n')
                    stream.WriteByte((byte)'\n');
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private SinkResult Append(FileStream stream, Batch batch)
    {
        var room = _maxBytes - stream.Position;
        var fitting = 0;
        var size = 0;
        while (fitting < batch.Count && size + batch.Payloads[fitting].Length + 1 <= room)
            size += batch.Payloads[fitting++].Length + 1;

        // One write a batch, so that a reader never sees the halves of a line far apart.
        var lines = new byte[size];
        var at = 0;
        for (var index = 0; index < fitting; index++)
            at += WriteLine(batch.Payloads[index].Utf8.Span, lines.AsSpan(at));
        stream.Write(lines);
        stream.Flush();

        _troubles.End(TroubleKind.Destination, "file", $"Events are written to the file '{_path}' again.");
        if (fitting < batch.Count)
            _troubles.Begin(TroubleKind.Destination, "size of the file", $"The file '{_path}' has reached its limit of {_maxBytes} bytes; further events are dropped and counted. Move the file away or raise the limit.");
        return SinkResult.Partly(fitting, DropReason.FileFull);
    }

    // A line break inside JSON is white space between tokens, since strings escape theirs.
    private static int WriteLine(ReadOnlySpan<byte> json, Span<byte> line)
    {
        json.CopyTo(line);
        line[..json.Length].ReplaceAny(s_breaks, (byte)' ');
        line[json.Length] = (byte)'\n';
        return json.Length + 1;
    }

    private void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // Closing may flush; what could not be written was counted by the write.
        }

        _stream = null;
    }
}
