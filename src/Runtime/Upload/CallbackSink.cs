using System;
using System.Threading;
using Weaver.Common;

namespace Weaver.Upload;

/// <summary>Hands each event to the program itself.</summary>
/// <param name="deliver">Gets the event, whose bytes are valid during the call only, and must not release it. One that throws loses that event as <c>sinkFailed</c>.</param>
internal sealed class CallbackSink(Action<Payload> deliver) : IPayloadSink
{
    public SinkResult Write(Batch batch, CancellationToken deadline)
    {
        var sent = 0;
        foreach (var payload in batch.Payloads)
        {
            try
            {
                deliver(payload);
                sent++;
            }
            catch (Exception exception)
            {
                SelfLog.Once("callback", "A receiver of events threw; it misses the event.", exception);
            }
        }

        return SinkResult.Partly(sent, DropReason.SinkFailed);
    }

    public void Dispose()
    {
    }
}
