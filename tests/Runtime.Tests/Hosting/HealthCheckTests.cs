using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.AspNetCore;
using Weaver.Common;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Hosting;

[TestClass]
[DoNotParallelize]
public sealed class HealthCheckTests
{
    [TestMethod]
    public async Task Check_AddedToTheBuilder_AsksTheDebuggerOfTheProcess()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddLogging().AddHealthChecks().AddWeaver(tags: ["live"]).Services.BuildServiceProvider();
        var checks = services.GetRequiredService<HealthCheckService>();

        var off = await checks.CheckHealthAsync(registration => registration.Tags.Contains("live"));
        WeaverDebugger.Start(new WeaverOptions { ContentRoot = folder.Path, OutputFile = "hits.ndjson", QueueCapacity = 0 });
        var on = await checks.CheckHealthAsync();
        WeaverDebugger.Stop();

        Assert.AreEqual("Live debugging is switched off.", off.Entries["weaver"].Description);
        Assert.AreEqual(HealthStatus.Healthy, off.Status);
        Assert.AreEqual(HealthStatus.Degraded, on.Status);
        Assert.AreEqual("QueueCapacity is 0, but must be from 1 to 100000. The default 1000 is used.", on.Entries["weaver"].Description);
        Assert.AreEqual(true, on.Entries["weaver"].Data["enabled"]);
    }

    [TestMethod]
    public async Task Check_EverythingWorks_IsHealthyWithASummary()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("p", Method("Add"))}]");

        var result = await Check(host);

        Assert.AreEqual(HealthStatus.Healthy, result.Status);
        Assert.AreEqual("Live debugging runs with 1 probes in 1 woven assemblies.", result.Description);
        Assert.AreEqual(1, result.Data["openGates"]);
    }

    [TestMethod]
    public async Task Check_ProbesThatDoNotWork_IsDegradedAndNamesTheFirst()
    {
        using var host = new DebuggerHost();
        host.Apply($"[{LogProbe("a", Method("Nowhere"))},{LogProbe("b", Method("Nowhere"))},{LogProbe("c", Method("Nowhere"))},{LogProbe("d", Method("Nowhere"))}]");

        var result = await Check(host);

        Assert.AreEqual(HealthStatus.Degraded, result.Status);
        StringAssert.StartsWith(result.Description, "The probe 'a' does not work: ");
        StringAssert.EndsWith(result.Description, " 1 more probes do not work.");
    }

    [TestMethod]
    public async Task Check_TroubleOnTheWay_IsDegradedUntilItIsOver()
    {
        using var host = new DebuggerHost();
        var troubles = host.Debugger.Parts.Counters.Troubles;

        troubles.Begin(TroubleKind.Source, "agent", "The agent gives no configuration.");
        var during = await Check(host);
        troubles.End(TroubleKind.Source, "agent", "The agent gives configuration again.");
        var after = await Check(host);

        Assert.AreEqual("The agent gives no configuration.", during.Description);
        Assert.AreEqual(HealthStatus.Degraded, during.Status);
        Assert.AreEqual(HealthStatus.Healthy, after.Status);
    }

    private static Task<HealthCheckResult> Check(DebuggerHost host)
    {
        var check = new WeaverHealthCheck(() => host.Status);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("weaver", check, HealthStatus.Degraded, null) });
    }
}
