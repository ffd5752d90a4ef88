using System;
using System.Collections.Generic;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Delivers each batch to several destinations. An event counts as sent when one of them took it.</summary>
/// <remarks>What a single destination missed is counted as <c>destination.missed{sink:type,reason:name}</c>.</remarks>
internal sealed class FanOutSink(IReadOnlyList<IPayloadSink> sinks, Counters counters) : IPayloadSink
{
    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        var best = SinkResult.Dropped(DropReason.SinkFailed);
        for (var index = 0; index < sinks.Count; index++)
        {
            var result = WriteTo(sinks[index], batch, deadline);
            Note(index, result, batch.Count);
            if (result.Sent < batch.Count)
                counters.Add($"destination.missed{{sink:{sinks[index].GetType().Name},reason:{DropReasons.Name(result.Reason)}}}", batch.Count - result.Sent);
            // The first destination's reason stands when none took the event.
            if (index == 0 || result.Sent > best.Sent)
                best = result;
        }

        return best;
    }

    // The other reasons are told by the destinations themselves.
    private void Note(int index, SinkResult result, int count)
    {
        var subject = $"receiver {index + 1}";
        if (result.Sent < count && result.Reason == DropReason.SinkFailed)
            counters.Troubles.Begin(TroubleKind.Destination, subject, $"Receiver {index + 1} of events throws; it misses those events until it takes them again.");
        else if (counters.Troubles.Has(TroubleKind.Destination, subject))
            counters.Troubles.End(TroubleKind.Destination, subject, $"Receiver {index + 1} of events takes events again.");
    }

    public void Dispose()
    {
        foreach (var sink in sinks)
            sink.Dispose();
    }

    // One destination that throws must not keep the batch from the others.
    private static SinkResult WriteTo(IPayloadSink sink, Batch batch, CancellationToken deadline)
    {
        try
        {
            return sink.Write(batch, deadline);
        }
        catch (Exception exception)
        {
            SelfLog.Once("sink:" + sink.GetType().Name, "A destination of events threw; it misses the batch.", exception);
            return SinkResult.Dropped(DropReason.SinkFailed);
        }
    }
}
