using System;
using System.Threading;

namespace Weaver.Upload;

/// <summary>A destination of events: an agent, a file, the program itself.</summary>
internal interface IPayloadSink : IDisposable
{
    /// <summary>False while the destination would take nothing and is not to be asked either.</summary>
    bool IsReady => true;

    /// <summary>Delivers a batch, or says why it did not. Called by one thread at a time, never by an application's thread.</summary>
    /// <param name="batch">Valid during the call only.</param>
    /// <param name="deadline">Cancelled when the time given to the stop is over; then the call returns soon.</param>
    SinkResult Write(Batch batch, CancellationToken deadline);
}
