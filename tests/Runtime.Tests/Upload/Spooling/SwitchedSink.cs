using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload.Spooling;

/// <summary>A destination that takes everything or refuses everything, and remembers what it took, each as <c>track:json</c>.</summary>
internal sealed class SwitchedSink : IPayloadSink
{
    private readonly Lock _lock = new();
    private readonly List<string> _taken = [];

    /// <summary>What it answers; null takes the batch.</summary>
    public SinkResult? Answer { get; set; }

    /// <summary>Asked before each batch that it would take.</summary>
    public Func<bool> Refuses { get; set; } = static () => false;

    /// <summary>Batches that it always refuses.</summary>
    public Func<Batch, bool> Chokes { get; set; } = static _ => false;

    public bool IsReady { get; set; } = true;

    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (_lock)
                return [.. _taken];
        }
    }

    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        if (Answer is { } answer)
            return answer;

        if (Refuses() || Chokes(batch))
            return SinkResult.Dropped(DropReason.UploadFailed);

        lock (_lock)
            _taken.AddRange(batch.Payloads.Select(payload => Tracks.Name(batch.Track) + ":" + Encoding.UTF8.GetString(payload.Utf8.Span)));
        return SinkResult.All(batch);
    }

    public void Dispose()
    {
    }
}
