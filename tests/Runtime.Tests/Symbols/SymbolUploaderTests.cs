using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Contract;
using Weaver.Runtime.Tests.Woven;
using Weaver.Symbols;
using Weaver.Tests.Support;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Symbols;

[TestClass]
public sealed class SymbolUploaderTests : IDisposable
{
    private const string Path = "/symdb/v1/input";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly Counters _counters = new();
    private readonly FakeAgent _agent = new() { Endpoints = ["symdb/v1/input"] };
    private readonly List<SymbolModule> _modules = [Module(0, "One")];

    private readonly SymbolOptions _options = new() { Service = "shop", Environment = "prod", Version = "1.4.2", RuntimeId = "5b1c", IsWanted = true };

    public void Dispose() => _agent.Dispose();

    [TestMethod]
    public void Upload_HasBothPartsFieldByField()
    {
        using var uploader = Start(_options);

        var request = Requests().Single();
        Assert.AreEqual("POST", request.Method);
        StringAssert.StartsWith(request.ContentType, "multipart/form-data; boundary=");
        var (headers, bytes) = request.Parts["event"];
        StringAssert.Contains(headers, "name=\"event\"; filename=\"event.json\"");
        StringAssert.Contains(headers, "Content-Type: application/json");
        var upload = JsonDocument.Parse(bytes).RootElement;
        CollectionAssert.AreEqual(
            new[] { "ddsource", "service", "version", "language", "runtimeId", "type", "uploadId", "batchNum", "final", "attachmentSize" },
            upload.EnumerateObject().Select(p => p.Name).ToArray());
        Assert.AreEqual("dd_debugger shop 1.4.2 dotnet 5b1c symdb 1 False", string.Join(' ', new[] { "ddsource", "service", "version", "language", "runtimeId", "type", "batchNum", "final" }.Select(n => upload.GetProperty(n).ToString())));

        var (fileHeaders, file) = request.Parts["file"];
        StringAssert.Contains(fileHeaders, "name=\"file\"; filename=\"file.gz\"");
        StringAssert.Contains(fileHeaders, "Content-Type: application/gzip");
        Assert.AreEqual(file.Length, upload.GetProperty("attachmentSize").GetInt32());
        var root = Attachment(request);
        CollectionAssert.AreEqual(new[] { "service", "env", "version", "language", "upload_id", "batch_num", "final", "scopes" }, root.EnumerateObject().Select(p => p.Name).ToArray());
        Assert.AreEqual("prod", root.GetProperty("env").GetString());
        Assert.AreEqual(upload.GetProperty("uploadId").GetString(), root.GetProperty("upload_id").GetString());
        Assert.AreEqual("ASSEMBLY", root.GetProperty("scopes")[0].GetProperty("scope_type").GetString());
        Assert.AreEqual(1, _counters.Read("symbols.batches"));
        Assert.AreEqual(request.Body.Length, _counters.Read("symbols.bytes"));
    }

    [TestMethod]
    public void Upload_WithoutCompression_IsPlainJson()
    {
        using var uploader = Start(_options with { Compresses = false });

        var (headers, file) = Requests().Single().Parts["file"];
        StringAssert.Contains(headers, "filename=\"file.json\"");
        Assert.AreEqual("shop", JsonDocument.Parse(file).RootElement.GetProperty("service").GetString());
    }

    [TestMethod]
    public void Nobody_WantsSymbols_NothingIsSentAndNobodyAsked()
    {
        using var uploader = Start(_options with { IsWanted = false });

        Assert.IsEmpty(_agent.Requests);
    }

    [TestMethod]
    public void Wanted_OnAndOffAndOn_SendsEachAssemblyOnce()
    {
        using var uploader = Start(_options with { IsWanted = false });

        Set(uploader, true);
        Set(uploader, false);
        _modules.Add(Module(1, "Two"));
        uploader.Wake();
        Flush(uploader);
        Assert.HasCount(1, Requests());
        Set(uploader, true);
        Set(uploader, true);

        CollectionAssert.AreEqual(new[] { "One", "Two" }, Requests().Select(r => Attachment(r).GetProperty("scopes")[0].GetProperty("name").GetString()).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2 }, Requests().Select(r => Attachment(r).GetProperty("batch_num").GetInt32()).ToArray());
    }

    [TestMethod]
    public void Wanted_ThoughForbidden_SendsNothing()
    {
        using var uploader = Start(_options with { IsWanted = false, IsForbidden = true });

        Set(uploader, true);

        Assert.IsFalse(uploader.MayBeWanted);
        Assert.IsEmpty(_agent.Requests);
    }

    [TestMethod]
    public void Wanted_FromManyThreadsAndAfterTheStop_IsHarmless()
    {
        var uploader = Start(_options with { IsWanted = false });
        var threads = Enumerable.Range(0, 4).Select(n => new Thread(() =>
        {
            for (var i = 0; i < 500; i++)
                uploader.SetWanted((i + n) % 2 == 0);
        })).ToList();

        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Set(uploader, true);
        uploader.Dispose();
        uploader.SetWanted(true);
        uploader.Wake();

        Assert.HasCount(1, Requests());
    }

    [TestMethod]
    public void Batches_AreCutAtTheLimitAndHoldEveryType()
    {
        _modules[0] = Module(0, "One", types: 40);

        using var uploader = Start(_options with { BatchBytes = 2000, Compresses = false });

        var requests = Requests();
        Assert.IsGreaterThan(5, requests.Count);
        Assert.IsTrue(requests.All(r => r.Parts["file"].Bytes.Length <= 2000));
        CollectionAssert.AreEqual(Enumerable.Range(1, requests.Count).ToArray(), requests.Select(r => Attachment(r).GetProperty("batch_num").GetInt32()).ToArray());
        Assert.AreEqual(1, requests.Select(r => Attachment(r).GetProperty("upload_id").GetString()).Distinct().Count());
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 40).Select(n => "Shop.Type" + n).ToArray(),
            requests.SelectMany(r => Attachment(r).GetProperty("scopes")[0].GetProperty("scopes").EnumerateArray()).Select(c => c.GetProperty("name").GetString()).ToArray());
        Assert.AreEqual(40, _counters.Read("symbols.classes"));
    }

    [TestMethod]
    public void Agent_FailsThreeTimes_IsTriedAgainAfter3And6And12Seconds()
    {
        using var uploader = Start(_options);
        Assert.HasCount(1, Requests());

        _modules.Add(Module(1, "Two"));
        _agent.FailNext(3, 503);
        uploader.Wake();
        var tries = 1;
        foreach (var seconds in new[] { 3, 6, 12 })
        {
            Flush(uploader);
            Assert.HasCount(++tries, Requests());
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Flush(uploader);
            Assert.HasCount(tries, Requests());
            _time.Advance(TimeSpan.FromSeconds(0.2));
        }

        Flush(uploader);
        Assert.HasCount(5, Requests());
        Assert.AreEqual(200, Requests()[^1].Status);
        Assert.AreEqual(2, _counters.Read("symbols.batches"));
    }

    [TestMethod]
    public void Agent_KeepsFailing_DropsTheBatchWithACountAndGoesOn()
    {
        using var uploader = Start(_options);
        Assert.HasCount(1, Requests());

        _modules.Add(Module(1, "Two"));
        _agent.FailNext(4, 500);
        uploader.Wake();
        foreach (var seconds in new[] { 4, 7, 13 })
        {
            Flush(uploader);
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Flush(uploader);
        Assert.AreEqual(1, _counters.Read("symbols.dropped{reason:uploadFailed}"));
        StringAssert.Contains(_counters.Troubles.Present.Single().Message, "does not take symbols (status 500)");

        _modules.Add(Module(2, "Three"));
        uploader.Wake();
        Flush(uploader);
        Assert.AreEqual("Three", Attachment(Requests()[^1]).GetProperty("scopes")[0].GetProperty("name").GetString());
        Assert.IsEmpty(_counters.Troubles.Present);
    }

    [TestMethod]
    public void Agent_WithoutTheEndpoint_IsAskedEveryMinuteAndLosesNothing()
    {
        _agent.Endpoints = [];
        using var uploader = Start(_options);
        Assert.IsEmpty(Requests());
        StringAssert.Contains(_counters.Troubles.Present.Single().Message, "has no endpoint for symbols");

        _agent.Endpoints = ["symdb/v1/input"];
        uploader.Wake();
        Flush(uploader);
        Assert.IsEmpty(Requests());
        _time.Advance(TimeSpan.FromSeconds(61));
        Flush(uploader);

        Assert.HasCount(1, Requests());
        Assert.IsEmpty(_counters.Troubles.Present);
    }

    [TestMethod]
    public void Stop_WhileTheAgentHangs_DoesNotWaitForIt()
    {
        using var uploader = Start(_options with { IsWanted = false });
        _agent.HangNext(1);
        uploader.SetWanted(true);

        uploader.Stop(s_patience);

        Assert.IsEmpty(Requests());
    }

    [TestMethod]
    [DoNotParallelize]
    public void Debugger_WithTheOption_SendsAssembliesThatComeLaterToo()
    {
        using var host = new DebuggerHost(s => s with { AgentUrl = _agent.Url, SymbolDatabase = true }, isLoaded: false);
        Flush(host.Debugger.Parts.SymbolUploader!);
        Assert.IsEmpty(Requests());

        host.Load();
        host.Flush();
        Flush(host.Debugger.Parts.SymbolUploader!);

        var assembly = Attachment(Requests()[0]).GetProperty("scopes")[0];
        Assert.AreEqual("Weaver.Runtime.Tests", assembly.GetProperty("name").GetString());
        Assert.AreEqual(WovenCode.TypeName, assembly.GetProperty("scopes")[0].GetProperty("name").GetString());
    }

    private SymbolUploader Start(SymbolOptions options)
    {
        var uploader = new SymbolUploader(options, () => [.. _modules], Client(), _counters, _time);
        uploader.Start();
        Flush(uploader);
        return uploader;
    }

    private AgentClient Client() => new(new AgentClientOptions { Url = _agent.Url, Tries = 1, TryTimeout = s_patience }, _counters, TimeProvider.System);

    private static void Set(SymbolUploader uploader, bool isWanted)
    {
        uploader.SetWanted(isWanted);
        Flush(uploader);
    }

    private static void Flush(SymbolUploader uploader) => Assert.IsTrue(uploader.Flush(s_patience), "The uploader must finish its turn.");

    private List<RecordedRequest> Requests() => [.. _agent.Requests.Where(r => r.Path == Path)];

    private static JsonElement Attachment(RecordedRequest request)
    {
        var (headers, file) = request.Parts["file"];
        if (headers.Contains("file.gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip, Encoding.UTF8);
            return JsonDocument.Parse(reader.ReadToEnd()).RootElement;
        }

        return JsonDocument.Parse(file).RootElement;
    }

    private static SymbolModule Module(int id, string name, int types = 1)
    {
        var methods = Enumerable.Range(0, types).Select(n => new ManifestMethod { TypeName = "Shop.Type" + n, Name = "Run" }).ToArray();
        return new SymbolModule(id, name, new Manifest { AssemblyName = name, Methods = methods }, () => null);
    }
}
