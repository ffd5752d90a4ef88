using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.RemoteConfig;

[TestClass]
public sealed class FileConfigSourceTests
{
    // So that a machine that stalls between two steps of a test changes nothing.
    private static readonly FileConfigOptions s_longPatience = new() { Patience = TimeSpan.FromSeconds(60) };

    private readonly Counters _counters = new();
    private readonly string _root = Directory.CreateTempSubdirectory("weaver-").FullName;
    private readonly List<ConfigSet> _sets = [];
    private int _delivering;
    private FileConfigSource? _source;

    [TestCleanup]
    public void CleanUp()
    {
        Assert.IsTrue(_source?.Stop(TimeSpan.FromSeconds(20)) ?? true);
        Directory.Delete(_root, recursive: true);
    }

    [TestMethod]
    public void Start_FilesExist_DeliversThemBeforeItReturns()
    {
        Write("b.probes.json", "[2]");
        Write("a.probes.json", "[1]");
        Write("other.json", "[3]");
        Start("*.probes.json");
        Assert.AreEqual("a.probes.json=[1] b.probes.json=[2]", Contents());
    }

    [TestMethod]
    public void Start_NothingThere_DeliversNothing()
    {
        Start("*.probes.json", "named.json");
        Assert.IsEmpty(_sets);
    }

    [TestMethod]
    public void File_AddedChangedRemoved_IsDeliveredEachTimeWithinASecond()
    {
        Write("a.probes.json", "[1]");
        Start("*.probes.json");

        Write("b.probes.json", "[2]");
        AssertSoon("a.probes.json=[1] b.probes.json=[2]");
        Write("a.probes.json", "[3]");
        AssertSoon("a.probes.json=[3] b.probes.json=[2]");
        File.Delete(At("b.probes.json"));
        AssertSoon("a.probes.json=[3]");
    }

    [TestMethod]
    public void File_SameLengthAndTime_IsDeliveredAllTheSame()
    {
        Write("a.probes.json", "[1]");
        var written = File.GetLastWriteTimeUtc(At("a.probes.json"));
        Start("*.probes.json");
        Write("a.probes.json", "[2]");
        File.SetLastWriteTimeUtc(At("a.probes.json"), written);
        AssertSoon("a.probes.json=[2]");
    }

    [TestMethod]
    public void File_WrittenAgainUnchanged_IsNotDeliveredAgain()
    {
        Write("a.probes.json", "[1]");
        Start("*.probes.json");
        Write("a.probes.json", "[1]");
        Write("z.probes.json", "[9]");
        AssertSoon("a.probes.json=[1] z.probes.json=[9]");
        Assert.HasCount(2, Sets);
        Assert.AreEqual(Sets[0].Files[0].Version, Sets[1].Files[0].Version);
    }

    [TestMethod]
    public void File_ReplacedByRename_IsDeliveredWithoutAGap()
    {
        Write("a.probes.json", "[1]");
        Start(s_longPatience, "*.probes.json");
        // As editors do it: the old one is moved away, the new one into place.
        File.Move(At("a.probes.json"), At("a.probes.json~"));
        Write("a.tmp", "[2]");
        File.Move(At("a.tmp"), At("a.probes.json"));
        AssertSoon("a.probes.json=[2]");
        Assert.IsTrue(Sets.All(static set => set.Files.Count == 1), "the file was never reported as removed");
    }

    [TestMethod]
    public void File_Renamed_IsRemovedAndAdded()
    {
        Write("a.probes.json", "[1]");
        Start("*.probes.json");
        File.Move(At("a.probes.json"), At("b.probes.json"));
        AssertSoon("b.probes.json=[1]");
    }

    [TestMethod]
    public void File_TruncatedWhileWritten_IsDeliveredWhole()
    {
        Write("a.probes.json", "[1]");
        Start(s_longPatience, "*.probes.json");
        using (var writer = new FileStream(At("a.probes.json"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.Flush(flushToDisk: true);
            writer.Write("[1, 2"u8);
            writer.Flush(flushToDisk: true);
            writer.Write("]"u8);
        }

        AssertSoon("a.probes.json=[1, 2]");
        Assert.IsTrue(Sets.All(static set => Text(set.Files[0]) is "[1]" or "[1, 2]"), "no half-written content was delivered");
    }

    [TestMethod]
    public void File_StaysMalformed_IsDeliveredAsItIs()
    {
        Write("a.probes.json", "[1]");
        Start("*.probes.json");
        Write("a.probes.json", "[1,");
        AssertSoon("a.probes.json=[1,");
        Write("a.probes.json", "");
        AssertSoon("a.probes.json=");
        Write("a.probes.json", "[4]");
        AssertSoon("a.probes.json=[4]");
    }

    [TestMethod]
    public void File_TooLarge_NamesSizeAndLimitAndKeepsTheFormerContent()
    {
        Write("a.probes.json", "[1]");
        Start(new FileConfigOptions { MaxFileBytes = 10 }, "*.probes.json");
        Write("a.probes.json", "[1, 2, 3, 4]");
        Wait.Until(() => Last.Problems.Count == 1, "the problem was delivered");
        Assert.AreEqual(
            $"The file '{At("a.probes.json")}' has 12 bytes, and the limit is 10. Its former content stays in force; make the file smaller or split it.",
            Last.Problems[0].Message);
        Assert.AreEqual("a.probes.json=[1]", Contents());
        Assert.AreEqual(1, _counters.Read("config.problems{source:file}"));

        Write("a.probes.json", "[5]");
        AssertSoon("a.probes.json=[5]");
        Assert.IsEmpty(Last.Problems);
    }

    [TestMethod]
    public void Folder_MadeLaterRemovedAndMadeAgain_IsFollowed()
    {
        Start("later/deep/*.probes.json");
        Write("later/deep/a.probes.json", "[1]");
        AssertSoon("a.probes.json=[1]");
        Directory.Delete(At("later"), recursive: true);
        AssertSoon("");
        Write("later/deep/a.probes.json", "[2]");
        AssertSoon("a.probes.json=[2]");
    }

    [TestMethod]
    public void File_RemovedWithASlowPoll_IsNoticedAllTheSame()
    {
        Write("a.probes.json", "[1]");
        Start(new FileConfigOptions { PollInterval = TimeSpan.FromMinutes(5) }, "*.probes.json");
        File.Delete(At("a.probes.json"));
        AssertSoon("");
    }

    [TestMethod]
    public void File_IsALinkThatIsTurned_IsFollowed()
    {
        // A mounted configuration map: the names are links through one link to the present version.
        Write("v1/a.probes.json", "[1]");
        Write("v2/a.probes.json", "[1, 2]");
        Directory.CreateSymbolicLink(At("data"), At("v1"));
        File.CreateSymbolicLink(At("a.probes.json"), Path.Combine("data", "a.probes.json"));
        Start("*.probes.json");
        Assert.AreEqual("a.probes.json=[1]", Contents());
        Directory.Delete(At("data"));
        Directory.CreateSymbolicLink(At("data"), At("v2"));
        AssertSoon("a.probes.json=[1, 2]");
    }

    [TestMethod]
    public void NamedFile_AppearsLater_IsDelivered()
    {
        Start("probes.json");
        Write("probes.json", "[1]");
        AssertSoon("probes.json=[1]");
    }

    [TestMethod]
    public void Files_MoreThanTheLimit_AreReported()
    {
        for (var i = 0; i < 5; i++)
            Write($"{i}.probes.json", "[]");
        Start(new FileConfigOptions { MaxFiles = 3 }, "*.probes.json");
        Assert.HasCount(3, Last.Files);
        StringAssert.StartsWith(Last.Problems.Single().Message, "2 more files match");
        File.Delete(At("0.probes.json"));
        File.Delete(At("1.probes.json"));
        AssertSoon("2.probes.json=[] 3.probes.json=[] 4.probes.json=[]");
    }

    [TestMethod]
    public void File_ThatCannotBeApplied_IsCountedAndDeliveredAgainUntilItIsInForce()
    {
        Write("a.probes.json", "[1]");
        var isBroken = true;
        _source = Source(new FileConfigOptions(), "*.probes.json");
        _source.Start(set =>
        {
            if (Volatile.Read(ref isBroken))
                throw new InvalidOperationException();
            lock (_sets)
                _sets.Add(set);
        });
        Write("a.probes.json", "[2]");
        Wait.Until(() => _counters.Read("config.failed{source:file}") >= 2, "the change was delivered and counted");
        Assert.Contains("is tried again", _counters.Troubles.Present.Single().Message);

        Volatile.Write(ref isBroken, false);
        Wait.Until(() => Sets.Count == 1, "it is delivered again though nothing has changed");
        Assert.AreEqual("a.probes.json=[2]", Contents());
        Wait.Until(() => _counters.Troubles.Present.Count == 0, "the trouble is over");
    }

    [TestMethod]
    public void Stop_FileChanges_DeliversNothingMore()
    {
        Write("a.probes.json", "[1]");
        Start("*.probes.json");
        Assert.IsTrue(_source!.Stop(TimeSpan.FromSeconds(20)));
        Write("a.probes.json", "[2]");
        Assert.HasCount(1, Sets);
    }

    private List<ConfigSet> Sets
    {
        get
        {
            lock (_sets)
                return [.. _sets];
        }
    }

    private ConfigSet Last => Sets is [.., var last] ? last : ConfigSet.Empty;

    private static string Text(TargetFile file) => Encoding.UTF8.GetString(file.Bytes.Span);

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private void Start(params string[] patterns) => Start(new FileConfigOptions(), patterns);

    private void Start(FileConfigOptions options, params string[] patterns)
    {
        _source = Source(options, patterns);
        _source.Start(set =>
        {
            Assert.AreEqual(1, Interlocked.Increment(ref _delivering), "deliveries never overlap");
            lock (_sets)
                _sets.Add(set);
            Interlocked.Decrement(ref _delivering);
        });
    }

    private FileConfigSource Source(FileConfigOptions options, params string[] patterns) =>
        new([.. patterns.Select(At)], options, _counters, TimeProvider.System);

    private string Contents() => string.Join(' ', Last.Files.Select(file => $"{Path.GetFileName(file.Path)}={Text(file)}"));

    // The promise is one second; a loaded machine gets more before the test fails, and the usual time is shown by the run.
    private void AssertSoon(string expected)
    {
        var watch = Stopwatch.StartNew();
        Wait.Until(() => Contents() == expected, $"the files are '{expected}'", TimeSpan.FromSeconds(10));
        Assert.IsLessThan(5, watch.Elapsed.TotalSeconds);
    }
}
