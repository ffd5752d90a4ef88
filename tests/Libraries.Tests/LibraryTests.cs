using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Libraries.Tests.Workloads;
using Weaver.Tests.Support;

namespace Weaver.Libraries.Tests;

/// <summary>Other people's libraries give the same output, byte for byte, unwoven and woven, whatever their gates do.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LibraryTests
{
    private static readonly string s_documents = Path.Combine(AppContext.BaseDirectory, "documents");

    [TestMethod]
    [DataRow(typeof(MarkdigWorkload))]
    [DataRow(typeof(NewtonsoftWorkload))]
    [DataRow(typeof(JintWorkload))]
    [DataRow(typeof(HtmlAgilityPackWorkload))]
    public void Library_GatesShutOpenAndToggled_GivesTheUnwovenOutput(Type workload)
    {
        var expected = (string)workload.GetMethod("Run")!.Invoke(null, [s_documents])!;
        Assert.IsGreaterThan(1000, expected.Length);
        var libraries = WovenLibraries.Instance;

        Assert.AreEqual(expected, libraries.Run(workload, s_documents), "gates shut");

        SetAll(libraries, 1);
        try
        {
            Assert.AreEqual(expected, libraries.Run(workload, s_documents), "gates open");
            foreach (var output in RunWhileToggling(libraries, workload))
                Assert.AreEqual(expected, output, "gates toggled");
        }
        finally
        {
            SetAll(libraries, 0);
        }
    }

    [TestMethod]
    public void Libraries_EveryMethodCompiled_NoneIsInvalid()
    {
        var compiled = WovenLibraries.Names.Sum(name => Preparation.PrepareAll(WovenLibraries.Instance.ModuleOf(name).Assembly!));

        Assert.IsGreaterThan(10_000, compiled);
    }

    private static void SetAll(WovenLibraries libraries, byte value)
    {
        foreach (var name in WovenLibraries.Names)
        {
            var module = libraries.ModuleOf(name);
            for (var i = 0; i < module.Count; i++)
                module.TrySet(i, value);
        }
    }

    private static string[] RunWhileToggling(WovenLibraries libraries, Type workload)
    {
        var modules = WovenLibraries.Names.Select(libraries.ModuleOf).Where(m => m.Count > 0).ToArray();
        var random = new Random(12345);
        using var stop = new CancellationTokenSource();
        var toggler = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var module = modules[random.Next(modules.Length)];
                    module.TrySet(random.Next(module.Count), (byte)random.Next(2));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return [libraries.Run(workload, s_documents), libraries.Run(workload, s_documents)];
        }
        finally
        {
            stop.Cancel();
            toggler.Wait();
        }
    }
}
