using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Signals;

[TestClass]
[DoNotParallelize]
public sealed class AllocationTests
{
    private const int Calls = 200;

    [TestMethod]
    [DataRow("\"when\":\"a == -1\",\"log\":\"{a}\"", DisplayName = "false condition")]
    [DataRow("\"when\":\"label == 'x' || len(label) > 10\",\"snapshot\":true", DisplayName = "false condition that only the evaluator knows")]
    [DataRow("\"snapshot\":true,\"limits\":{\"perSecond\":0}", DisplayName = "refused by the rate")]
    [DataRow("\"count\":\"calls\"", DisplayName = "count")]
    [DataRow("\"when\":\"a > 1\",\"histogram\":\"sizes\",\"value\":\"a\"", DisplayName = "sample under a condition")]
    [DataRow("\"log\":\"label {label} number {a}\",\"limits\":{\"perSecond\":1000000}", DisplayName = "message")]
    public void Hit_OnceEverythingIsWarm_AllocatesNothingOnItsThread(string probe)
    {
        // While the receiver waits every event keeps its buffer, so that the warm rounds need as many as the last.
        using var sink = new HeldSink();
        using var host = new DebuggerHost(s => s with { Sinks = [sink] });
        host.Apply($$"""[{"id":"p","at":"Sample.Calculator.Add",{{probe}}}]""");
        for (var round = 0; round < 5; round++)
        {
            sink.Hold();
            for (var i = 0; i < Calls; i++)
                host.Code.RunAdd(5, "abc");

            sink.LetGo();
            host.Time.Advance(TimeSpan.FromSeconds(1));
            host.Flush();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            host.Code.RunAdd(5, "abc");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(6 * Calls, host.Probe("p").Hits);
    }

    private sealed class HeldSink : IProbeEventSink, IDisposable
    {
        private readonly ManualResetEventSlim _open = new(true);

        public void Hold() => _open.Reset();

        public void LetGo() => _open.Set();

        public void Write(in ProbeEvent e) => _open.Wait();

        public void Dispose() => _open.Dispose();
    }
}
