using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Hosting;

[TestClass]
[DoNotParallelize]
public sealed class AddWeaverTests
{
    [TestMethod]
    public async Task Host_StartsAndStops_WithProbesAndLogLines()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a.probes.json"), $$"""[{{LogProbe("p", Method("Add"), """ "segments":[{"str":"seen"}]""")}}]""");
        var code = new WovenCode();
        var lines = new LinesProvider();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path, DisableDefaults = true });
        builder.Logging.AddProvider(lines);
        builder.AddWeaver();
        using var host = builder.Build();

        await host.StartAsync();
        Assert.IsTrue(WeaverDebugger.Status.Enabled);
        Assert.AreEqual(1, WovenCode.AllGates[WovenCode.Add]);
        code.RunAdd(5, "abc");
        Wait.Until(() => lines.Lines.Contains("Weaver.Probes: p: seen"), "the hit is in the log");
        await host.StopAsync();

        Assert.IsFalse(WeaverDebugger.Status.Enabled);
        Assert.AreEqual(0, WovenCode.AllGates[WovenCode.Add]);
        Assert.AreEqual(1, WeaverDebugger.Status.Captured);
    }

    [TestMethod]
    public void Section_Bound_ReachesTheOptions()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Weaver:Enabled"] = "false",
            ["Weaver:Service"] = "shop",
            ["Weaver:ProbeFiles:0"] = "one.json",
            ["Weaver:ProbeFiles:1"] = "two.json",
            ["Weaver:RedactedTypes"] = "A.B, C.*",
            ["Weaver:Redaction:ExceptionMessages"] = "omit",
            ["Weaver:CaptureTimeout"] = "00:00:00.5",
            ["Weaver:QueueCapacity"] = "many",
        });

        builder.AddWeaver(o => o.Version = "7");

        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<WeaverOptions>();
        Assert.AreEqual(false, options.Enabled);
        Assert.AreEqual("shop", options.Service);
        Assert.AreEqual("7", options.Version);
        CollectionAssert.AreEqual(new[] { "one.json", "two.json" }, options.ProbeFiles!.ToArray());
        CollectionAssert.AreEqual(new[] { "A.B", "C.*" }, options.RedactedTypes.ToArray());
        Assert.AreEqual(ExceptionMessages.Omit, options.ExceptionMessages);
        Assert.AreEqual(TimeSpan.FromMilliseconds(500), options.CaptureTimeout);
        Assert.AreEqual("'many' of Weaver:QueueCapacity is not a number and is ignored.", options.BindingComplaints.Single());
    }

    [TestMethod]
    public async Task Host_WithSettingsThatAreWrong_StartsAndTellsOfThem()
    {
        using var folder = new TemporaryFolder();
        var lines = new LinesProvider();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path, DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Weaver:QueueCapcity"] = "7", ["Weaver:StopTimeout"] = "1.00:00:00" });
        builder.Logging.AddProvider(lines);
        builder.AddWeaver();
        using var host = builder.Build();

        await host.StartAsync();
        var complaints = WeaverDebugger.Status.Complaints;
        await host.StopAsync();

        Assert.HasCount(2, complaints);
        Assert.AreEqual("Weaver:QueueCapcity is no setting and is ignored. Did you mean 'QueueCapacity'?", complaints[0]);
        Assert.AreEqual("StopTimeout is 86400000 ms, but must be from 0 to 60000 ms. The default 3000 ms is used.", complaints[1]);
        foreach (var complaint in complaints)
            CollectionAssert.Contains(lines.Lines, "Weaver: " + complaint);
    }

    [TestMethod]
    public void Start_SwitchedOff_ChangesNothing()
    {
        var code = new WovenCode();

        Assert.IsFalse(WeaverDebugger.Start(new WeaverOptions { Enabled = false }));

        Assert.IsFalse(WeaverDebugger.Status.Enabled);
        Assert.AreEqual(8, code.RunAdd(5, "abc"));
        WeaverDebugger.Stop();
    }

    [TestMethod]
    public void Start_Twice_IsOneDebugger()
    {
        using var folder = new TemporaryFolder();
        var options = new WeaverOptions { ContentRoot = folder.Path };

        Assert.IsTrue(WeaverDebugger.Start(options));
        Assert.IsTrue(WeaverDebugger.Start(options));
        WeaverDebugger.Stop(TimeSpan.FromSeconds(5));
        WeaverDebugger.Stop();

        Assert.IsFalse(WeaverDebugger.Status.Enabled);
    }

    private sealed class LinesProvider : ILoggerProvider
    {
        private readonly List<string> _lines = [];

        public List<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class LineLogger(LinesProvider owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (owner._lines)
                    owner._lines.Add(category + ": " + formatter(state, exception));
            }
        }
    }
}
