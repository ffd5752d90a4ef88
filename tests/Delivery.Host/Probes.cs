using System;
using System.IO;

namespace Weaver.Delivery.Host;

/// <summary>The probes of this program.</summary>
internal static class Probes
{
    /// <summary>A message and a snapshot at each call of <see cref="Work.Step"/>, written to a file of their own.</summary>
    public static string Write()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("weaver-").FullName, "delivery.probes.json");
        File.WriteAllText(file, """
            [
              { "id": "message", "log": "Step {number}", "at": "Weaver.Delivery.Host.Work.Step" },
              { "id": "everything", "snapshot": true, "at": "Weaver.Delivery.Host.Work.Step" }
            ]
            """);
        return file;
    }

    public static WeaverOptions Options(string agent) => new()
    {
        Service = "delivery",
        AgentUrl = agent,
        ProbeFiles = [Write()],
        CpuBudgetPercent = 100,
        SnapshotsPerSecond = 1000,
        EvaluationTimeout = TimeSpan.FromSeconds(1),
        CaptureTimeout = TimeSpan.FromSeconds(10),
    };
}
