using System;
using System.Threading;

namespace Weaver.Upload;

/// <summary>Hands each event to the program itself.</summary>
/// <param name="deliver">Gets the event, whose bytes are valid during the call only, and must not release it. One that throws loses that event as <c>sinkFailed</c>.</param>
internal sealed class CallbackSink(Action<Payload> deliver) : IPayloadSink
{
    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            if (deadline.IsCancellationRequested)
                return SinkResult.Partly(index, DropReason.StopDeadline);
            deliver(batch.Payloads[index]);
        }

        return SinkResult.All(batch);
    }

    public void Dispose()
    {
    }
}
