using System.Threading;
using Weaver.Upload;

namespace Weaver.Delivery.Host;

/// <summary>Takes no event ever.</summary>
internal sealed class NoDestination : IPayloadSink
{
    public SinkResult Write(Batch batch, CancellationToken deadline) => SinkResult.Dropped(DropReason.UploadFailed);

    public void Dispose()
    {
    }
}
