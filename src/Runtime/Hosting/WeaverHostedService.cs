using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weaver.Debugging;

namespace Weaver.Hosting;

/// <summary>Starts the debugger before any service of the program starts, and stops it after all have stopped.</summary>
internal sealed class WeaverHostedService(WeaverOptions options, ILoggerFactory loggers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        options.LoggerFactory ??= loggers;
        ProcessDebugger.Start(options, isHosted: true);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        WeaverDebugger.Stop();
        return Task.CompletedTask;
    }
}
