using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Weaver.Common;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>What a process that is no more, or a damaged disk, may have left in a spool.</summary>
internal static class SpoolTargets
{
    private const string Left = "1764293000000-4711-1f2e3d4c";

    // Parts the files of one input.
    private static readonly byte[] s_border = [0xF0, 0xF1];

    // Each step may write a record, and long files show nothing that short ones do not.
    private const int MaxScript = 600;

    // A long spool is read in small batches at first and then in large ones: each costs the writing of a cursor.
    private const int SmallBatches = 10;

    private static int s_number;

    public static IReadOnlyList<byte[]> Records => [Record(1, "{\"a\":1}"), [.. Record(1, "{}"), .. Record(2, "{\"b\":[1,2]}"), .. Record(3, "")]];

    /// <summary>A cursor and two files of logs.</summary>
    public static IReadOnlyList<byte[]> Folders =>
    [
        [.. s_border, .. Records[1]],
        [.. Cursor(1, 26, 2), .. s_border, .. Records[1], .. s_border, .. Record(4, "{}"), .. Record(5, "{\"c\":null}")],
    ];

    public static void ReadRecords(byte[] input)
    {
        for (var at = 0; SpoolRecord.TryFind(input, at, out var found); at = found.End)
        {
            if (found.At < at || found.EventBytes < 0 || found.End > input.Length)
                throw new BrokenPromiseException($"A record was found from {found.At} to {found.End} where none can be.");
        }

        // Behind any damage the next record is found.
        byte[] data = [.. input, .. Record(long.MaxValue, "{\"last\":true}")];
        var last = 0L;
        for (var at = 0; SpoolRecord.TryFind(data, at, out var found); at = found.End)
            last = found.Sequence;

        if (last != long.MaxValue)
            throw new BrokenPromiseException("The record behind what is damaged was not found.");
    }

    public static void ReadFolder(byte[] input) => Read(Split(input));

    /// <summary>The input says what is written: whole records with any number, damage between them, cursors whose check holds.</summary>
    public static void ReadScript(byte[] input)
    {
        var files = new List<byte[]> { Array.Empty<byte>() };
        var file = new List<byte>();
        var sequence = 0L;
        for (var at = 0; at + 2 < Math.Min(input.Length, MaxScript) && files.Count < 5; at += 3)
        {
            var (what, first, second) = (input[at] % 8, (sbyte)input[at + 1], input[at + 2]);
            switch (what)
            {
                case 0:
                    files.Add([.. file]);
                    file.Clear();
                    break;
                case 1:
                    files[0] = Cursor(first, second, sequence + first);
                    break;
                case 2:
                    file.AddRange(Enumerable.Repeat(second, Math.Abs((int)first)));
                    break;
                case 3:
                    sequence = first < 0 ? long.MaxValue - second : (long)first << (second % 64);
                    break;
                case 4 when file.Count != 0:
                    file[second % file.Count] ^= (byte)first;
                    break;
                case 5 when file.Count != 0:
                    file.RemoveRange(file.Count - Math.Min(file.Count, (int)second), Math.Min(file.Count, (int)second));
                    break;
                default:
                    sequence = unchecked(sequence + first);
                    file.AddRange(Record(sequence, new string('x', second)));
                    break;
            }
        }

        files.Add([.. file]);
        Read(files);
    }

    private static void Read(List<byte[]> files)
    {
        var root = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"weaver-fuzz-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}");
        var folder = Directory.CreateDirectory(Path.Combine(root, Left)).FullName;
        try
        {
            if (files[0].Length != 0)
                File.WriteAllBytes(Path.Combine(folder, SpoolCursor.FileName(Track.Logs)), files[0]);

            for (var i = 1; i < files.Count; i++)
                File.WriteAllBytes(Path.Combine(folder, SpoolSegment.FileName(i, Track.Logs)), files[i]);

            Drain(root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Drain(string root)
    {
        var counters = new Counters();
        TrackLedger[] books = [.. Tracks.All.ToArray().Select(track => new TrackLedger(track, counters))];
        var ledger = books[(int)Track.Logs];
        using (var spool = new Spool(new SpoolOptions { Folder = root }, books, counters, TimeProvider.System))
        {
            spool.Refresh();
            var batches = 0;
            for (var batch = new Batch(Track.Logs); batches++ < SmallBatches ? spool.TryRead(batch, 3, 1000) : spool.TryRead(batch, 1000, 1 << 20); batch.Clear())
            {
                if (batch.Count == 0)
                    throw new BrokenPromiseException("An empty batch was read.");

                ledger.SendSpooled(batch.Count);
                spool.Commit();
            }

            if (spool.Has(Track.Logs))
                throw new BrokenPromiseException("The spool still holds what cannot be read.");
        }

        var totals = ledger.Totals;
        if (totals.Recovered != totals.Sent + totals.Dropped || totals.Spooled != 0 || totals.InMemory != 0)
            throw new BrokenPromiseException($"The books do not add up: {totals.Recovered} recovered, {totals.Sent} sent, {totals.Dropped} dropped, {totals.Spooled} on disk, {totals.InMemory} in memory.");
    }

    private static List<byte[]> Split(byte[] input)
    {
        var files = new List<byte[]>();
        var rest = input.AsSpan();
        while (files.Count < 4 && rest.IndexOf(s_border) is >= 0 and var border)
        {
            files.Add(rest[..border].ToArray());
            rest = rest[(border + s_border.Length)..];
        }

        files.Add(rest.ToArray());
        return files;
    }

    private static byte[] Record(long sequence, string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var record = new byte[SpoolRecord.SizeOf(utf8.Length)];
        SpoolRecord.Write(record, sequence, utf8);
        return record;
    }

    private static byte[] Cursor(long segment, long offset, long sequence) => new SpoolCursor(segment, offset, sequence).ToBytes();
}
