using System;
using System.Collections.Generic;
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
    [DataRow(false)]
    [DataRow(true)]
    public void Libraries_EveryMethodAndLineProbed_GiveTheUnwovenOutput(bool snapshots)
    {
        Type[] workloads = [typeof(MarkdigWorkload), typeof(NewtonsoftWorkload), typeof(JintWorkload), typeof(HtmlAgilityPackWorkload)];
        using var documents = Few();
        var expected = workloads.Select(w => (string)w.GetMethod("Run")!.Invoke(null, [Path.Combine(documents, "documents")])!).ToArray();
        var libraries = WovenLibraries.Instance;
        using (var armed = new ArmedLibraries(libraries, snapshots))
        {
            for (var i = 0; i < workloads.Length; i++)
                Assert.AreEqual(expected[i], libraries.Run(workloads[i], Path.Combine(documents, "documents")), workloads[i].Name);

            armed.Flush();
            var status = armed.Status;
            Console.WriteLine($"{status.Probes.Count} probes, {status.OpenGates} gates open, {status.Hits} hits, {status.Captured} captured, {armed.Events} received");
            Console.WriteLine(string.Join(", ", status.Dropped.Select(d => d.Key + " " + d.Value)));
            var failed = status.Probes.Where(p => p.Status == "ERROR").Select(p => p.Id + ": " + p.Message).ToList();
            Assert.IsEmpty(status.Files.SelectMany(f => f.Errors).ToList(), string.Join('\n', status.Files.SelectMany(f => f.Errors).Take(10)));
            Assert.IsEmpty(failed, string.Join('\n', failed.Take(10)));
            Assert.AreEqual(WovenLibraries.Names.Sum(n => libraries.ModuleOf(n).Count), status.OpenGates);
            Assert.IsGreaterThan(500_000, status.Hits);
            Assert.IsGreaterThan(1000, armed.Events);
        }

        foreach (var module in WovenLibraries.Names.Select(libraries.ModuleOf))
            Assert.IsTrue(Enumerable.Range(0, module.Count).All(i => module.Get(i) == 0), module.Name);
    }

    [TestMethod]
    public void Libraries_EveryMethodCompiled_NoneIsInvalid()
    {
        var refused = new List<string>();
        var (compiled, passedOver) = (0, 0);
        foreach (var name in WovenLibraries.Names)
        {
            var (done, left) = Preparation.Prepare(WovenLibraries.Instance.ModuleOf(name).Assembly!.GetTypes(), refused);
            compiled += done;
            passedOver += left;
        }

        Console.WriteLine($"{compiled} methods compiled, no type arguments found for {passedOver}");
        Assert.IsEmpty(refused, string.Join('\n', refused.Take(10)));
        Assert.IsGreaterThan(20_000, compiled);
        Assert.IsLessThan(compiled / 1000, passedOver);
    }

    // Millions of hits are enough with every probe armed: the large script stays away.
    private static TemporaryFolder Few()
    {
        var folder = new TemporaryFolder();
        var target = Directory.CreateDirectory(Path.Combine(folder, "documents"));
        foreach (var path in Directory.EnumerateFiles(s_documents, "*.md"))
            File.Copy(path, Path.Combine(target.FullName, Path.GetFileName(path)));
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.json"))
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));

        return folder;
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
