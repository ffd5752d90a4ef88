using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.RemoteConfig;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.RemoteConfig;

[TestClass]
[DoNotParallelize]
public sealed class HttpConfigSourceTests : IDisposable
{
    private const string File = "/shop/probes.json";

    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private readonly FakeAgent _server = new();
    private readonly List<ConfigSet> _sets = [];
    private HttpConfigSource? _source;
    private Action<ConfigSet>? _onDelivery;

    public void Dispose()
    {
        _source?.Stop(TimeSpan.FromSeconds(20));
        _source?.Dispose();
        _server.Dispose();
    }

    [TestMethod]
    public void File_Served_IsDeliveredAndAskedForWithItsTagFromThenOn()
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        Poll();

        Assert.AreEqual("[1]", Content());
        var (first, second) = (_server.Requests[0], _server.Requests[1]);
        Assert.IsFalse(first.Headers.ContainsKey("If-None-Match") || first.Headers.ContainsKey("Prefer"));
        Assert.AreEqual(("GET", 304, "wait=30"), (second.Method, second.Status, second.Headers["Prefer"]));
        Assert.HasCount(1, _sets);
    }

    [TestMethod]
    public void File_ThatCannotBeApplied_IsDeliveredAgainThoughTheServerHasNothingNew()
    {
        _onDelivery = _ => throw new InvalidOperationException("broken");
        _server.Files[File] = "[1]";
        Start();
        Wait.Until(() => _source!.State.Condition == SourceCondition.Refused, "the failure is told");
        Poll();
        Wait.Until(() => _counters.Read("config.failed{source:url}") == 2, "it was tried again");
        Assert.AreEqual(304, _server.Requests[1].Status);
        Assert.IsFalse(_server.Requests[1].Headers.ContainsKey("Prefer"), "nobody waits while something is due");

        _onDelivery = null;
        Poll();
        WaitForSets(1);
        Wait.Until(() => _source!.State.Condition == SourceCondition.Ok, "it is in force");
        Assert.AreEqual("[1]", Content());
    }

    [TestMethod]
    public void File_WithAColonInItsPath_IsFetched()
    {
        _server.Files["/shop:v1/probes.json"] = "[1]";
        Start(new Uri(_server.Url, "/shop:v1/probes.json"));
        WaitForSets(1);

        Assert.AreEqual("[1]", Content());
    }

    [TestMethod]
    public void Sources_WhoseAddressesDifferInWhatIsNotShown_HaveFilesOfTheirOwn()
    {
        _server.Files[File] = "[1]";
        var url = new Uri(_server.Url, File).AbsoluteUri;
        var paths = new List<string>();
        foreach (var (address, index) in new[] { url.Replace("http://", "http://ann:secret1@", StringComparison.Ordinal), url.Replace("http://", "http://bob:secret2@", StringComparison.Ordinal), url + "?key=1", url + "?key=2" }.Select((address, index) => (address, index)))
        {
            _sets.Clear();
            using var source = _source = new HttpConfigSource(new Uri(address), index, new HttpConfigOptions(), _counters, _time);
            source.Start(Receive);
            WaitForSets(1);
            source.Stop(TimeSpan.FromSeconds(20));
            paths.Add(_sets[0].Files[0].Path);
            Assert.DoesNotMatchRegex("secret|ann|bob|key", paths[^1] + source.State);
        }

        Assert.HasCount(4, paths.Distinct());
    }

    [TestMethod]
    public void Server_AnsweringAtOnce_IsAskedAgainOnlyAfterTheInterval()
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        Poll();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.AreEqual(2, _server.Requests.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Wait.Until(() => _server.Requests.Count == 3, "the interval is over");
    }

    [TestMethod]
    public void Server_HoldingTheRequest_IsAskedAgainAtOnce()
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        _server.HoldNext(File);
        _time.Advance(TimeSpan.FromSeconds(5));
        Wait.Until(() => _server.IsHolding, "the server holds the request");
        _time.Advance(TimeSpan.FromSeconds(25));
        _server.Files[File] = "[2]";
        _server.Release();

        WaitForSets(2);
        Assert.AreEqual("[2]", Content());
        Wait.Until(() => _server.Requests.Count == 3, "the next request follows without a pause");
    }

    [TestMethod]
    public void File_Changed_IsDelivered()
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        _server.Files[File] = "[2]";
        Poll();
        WaitForSets(2);
        Assert.AreEqual("[2]", Content());
    }

    [TestMethod]
    [DataRow(500)]
    [DataRow(404)]
    [DataRow(302)]
    public void Server_Failing_KeepsTheLastGoodContentAndSaysSo(int status)
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        _server.FailNext(2, status, File);
        Poll();
        WaitForSets(2);
        Assert.AreEqual("[1]", Content());
        StringAssert.Contains(_sets[1].Problems.Single().Message, $"status {status}");
        StringAssert.Contains(_sets[1].Problems.Single().Message, "Its former content stays in force");
        Poll(TimeSpan.FromSeconds(60));
        _server.Files[File] = "[2]";
        Poll(TimeSpan.FromSeconds(60));
        WaitForSets(3);

        Assert.AreEqual("[2]", Content());
        Assert.IsEmpty(_sets[2].Problems);
        Assert.AreEqual(1, _counters.Read("config.problems{source:url}"));
    }

    [TestMethod]
    public void Body_Cut_KeepsTheLastGoodContent()
    {
        _server.Files[File] = "[1]";
        Start();
        WaitForSets(1);
        _server.CutNext(1, File);
        Poll();
        WaitForSets(2);
        Assert.AreEqual("[1]", Content());
        Assert.AreEqual(SourceCondition.Failing, _source!.State.Condition);
    }

    [TestMethod]
    public void File_TooLarge_IsRefused()
    {
        _server.Files[File] = new string(' ', 2000);
        Start(options: new HttpConfigOptions { MaxFileBytes = 1000 });
        WaitForSets(1);

        StringAssert.Contains(_sets[0].Problems.Single().Message, "is larger than 1000 bytes. It gives no probes");
        Assert.IsEmpty(_sets[0].Files);
    }

    [TestMethod]
    public void Address_WithSecrets_SendsThemAndShowsNone()
    {
        _server.Files[File] = "[1]";
        Start(new UriBuilder(new Uri(_server.Url, File + "?token=geheim")) { UserName = "user", Password = "pass%20word" }.Uri);
        WaitForSets(1);

        var request = _server.Requests[0];
        Assert.AreEqual("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pass word")), request.Headers["Authorization"]);
        Assert.AreEqual("?token=geheim", request.Query);
        var shown = _sets[0].Files[0].Path + _source!.State;
        Assert.IsFalse(shown.Contains("geheim", StringComparison.Ordinal) || shown.Contains("pass", StringComparison.Ordinal) || shown.Contains("user", StringComparison.Ordinal), shown);
    }

    private void Start(Uri? url = null, HttpConfigOptions? options = null)
    {
        _source = new HttpConfigSource(url ?? new Uri(_server.Url, File), 0, options ?? new HttpConfigOptions(), _counters, _time);
        _source.Start(Receive);
    }

    private void Receive(ConfigSet set)
    {
        _onDelivery?.Invoke(set);
        lock (_sets)
            _sets.Add(set);
    }

    private void Poll(TimeSpan? pause = null)
    {
        var before = _server.Requests.Count;
        _time.Advance(pause ?? TimeSpan.FromSeconds(5));
        Wait.Until(() => _server.Requests.Count > before, "the server is asked again");
    }

    private void WaitForSets(int count) => Wait.Until(
        () =>
        {
            lock (_sets)
                return _sets.Count >= count && _source!.State.Condition != SourceCondition.Waiting;
        },
        $"{count} sets are delivered");

    private string Content()
    {
        lock (_sets)
            return Encoding.UTF8.GetString(_sets[^1].Files.Single().Bytes.Span);
    }
}
