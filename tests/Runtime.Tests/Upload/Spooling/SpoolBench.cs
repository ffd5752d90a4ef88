using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Tests.Support;
using Weaver.Upload;
using Weaver.Upload.Spooling;

namespace Weaver.Runtime.Tests.Upload.Spooling;

/// <summary>Uploaders with one spool folder, one after the other or side by side, as processes would have them.</summary>
internal sealed class SpoolBench : IDisposable
{
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public FakeTimeProvider Time { get; } = new();

    public SwitchedSink Sink { get; private set; } = new();

    public Counters Counters { get; } = new();

    public string Root => Path.Combine(_folder, "spool");

    public IReadOnlyList<string> Segments => Directory.Exists(Root) ? [.. Directory.EnumerateFiles(Root, "*.spool", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    /// <summary>Starts an uploader as a new process would.</summary>
    /// <param name="takes">Whether its destination takes events.</param>
    /// <param name="change">Changes the options of the spool.</param>
    /// <param name="options">Those of the uploader.</param>
    public LogsIntakeUploader Start(bool takes = false, Func<SpoolOptions, SpoolOptions>? change = null, UploadOptions? options = null)
    {
        Sink = new SwitchedSink { Answer = takes ? null : SinkResult.Dropped(DropReason.UploadFailed) };
        var spool = new SpoolOptions { Folder = Root };
        var uploader = new LogsIntakeUploader(Sink, options ?? new UploadOptions(), Counters, Time, change is null ? spool : change(spool));
        uploader.Start();
        return uploader;
    }

    /// <summary>Leaves events on disk as a process does that is no more.</summary>
    public void Leave(int count, Track track = Track.Logs, int from = 0, Func<SpoolOptions, SpoolOptions>? change = null)
    {
        using var uploader = Start(change: change);
        Offer(uploader, track, from, count);
        Assert.IsTrue(uploader.Flush(Ample));
        Assert.AreEqual(count, uploader.Totals(track).Spooled - uploader.Totals(track).Recovered);
        Assert.IsTrue(uploader.Stop(Ample));
    }

    public static void Offer(LogsIntakeUploader uploader, Track track, int from, int count)
    {
        for (var number = from; number < from + count; number++)
            Assert.IsTrue(uploader.Offer(Event(track, number)));
    }

    public static Payload Event(Track track, int number) => Payload.Of(track, Json(number));

    public static string Json(int number) => $$"""{"n":{{number}}}""";

    public static string[] Expected(Track track, IEnumerable<int> numbers) => [.. numbers.Select(number => Tracks.Name(track) + ":" + Json(number))];

    /// <summary>Every event that came in is somewhere, exactly.</summary>
    public static TrackTotals AssertBooks(LogsIntakeUploader uploader, Track track)
    {
        var totals = uploader.Totals(track);
        Assert.AreEqual(totals.Accepted + totals.Recovered, totals.Sent + totals.Spooled + totals.Dropped + totals.InMemory, totals.ToString());
        Assert.IsGreaterThanOrEqualTo(0, totals.Spooled);
        Assert.IsGreaterThanOrEqualTo(0, totals.InMemory);
        return totals;
    }

    public void Dispose() => _folder.Dispose();
}
