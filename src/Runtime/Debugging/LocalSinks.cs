using System;
using Microsoft.Extensions.Logging;
using Weaver.Hooks;
using Weaver.Upload;

namespace Weaver.Debugging;

/// <summary>Destinations inside the program: its own receivers and its log.</summary>
/// <remarks>
/// Both run code of the program, on our thread. The re-entrancy guard is held meanwhile: a probe on a receiver must not
/// produce an event for each event that the receiver gets.
/// </remarks>
internal static partial class LocalSinks
{
    /// <summary>Category of the log lines.</summary>
    public const string Category = "Weaver.Probes";

    private static readonly EventId s_snapshot = new(1, "LogSnapshot");
    private static readonly EventId s_message = new(2, "LogMessage");

    public static CallbackSink For(IProbeEventSink receiver) => new(payload =>
    {
        var entered = ReentrancyGuard.TryEnter();
        try
        {
            receiver.Write(EventReader.Read(in payload));
        }
        finally
        {
            if (entered)
                ReentrancyGuard.Exit();
        }
    });

    public static CallbackSink For(ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger(Category);
        return new CallbackSink(payload =>
        {
            var entered = ReentrancyGuard.TryEnter();
            try
            {
                Log(logger, EventReader.Read(in payload));
            }
            finally
            {
                if (entered)
                    ReentrancyGuard.Exit();
            }
        });
    }

    private static void Log(ILogger logger, in ProbeEvent e)
    {
        switch (e.Track)
        {
            case ProbeEventTrack.Snapshots when logger.IsEnabled(LogLevel.Information):
                LogLine(logger, s_snapshot, new ProbeLogLine(in e));
                break;
            case ProbeEventTrack.Logs when logger.IsEnabled(LogLevel.Information):
                LogLine(logger, s_message, new ProbeLogLine(in e));
                break;
            case ProbeEventTrack.Diagnostics when e.Status == "ERROR":
                LogTrouble(logger, e.ProbeId, e.Message ?? "");
                break;
            case ProbeEventTrack.Diagnostics:
                LogStatus(logger, e.ProbeId, e.Status ?? "", e.Message ?? "");
                break;
        }
    }

    private static void LogLine(ILogger logger, EventId id, ProbeLogLine line) =>
        logger.Log(LogLevel.Information, id, line, null, static (line, _) => line.ToString());

    [LoggerMessage(3, LogLevel.Warning, "Probe {ProbeId} does not work: {Message}")]
    private static partial void LogTrouble(ILogger logger, string probeId, string message);

    [LoggerMessage(4, LogLevel.Debug, "Probe {ProbeId} is {Status}: {Message}")]
    private static partial void LogStatus(ILogger logger, string probeId, string status, string message);

    [LoggerMessage(5, LogLevel.Warning, "{Line}")]
    public static partial void LogOwn(ILogger logger, string line);
}
