using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class DogStatsdClientTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [TestMethod]
    [DataRow("Count")]
    [DataRow("Gauge")]
    [DataRow("Histogram")]
    public void Flush_WhileThreadsAddAllTheTime_Ends(string type)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new DogStatsdClient(new Uri($"udp://127.0.0.1:{((IPEndPoint)server.LocalEndPoint!).Port}"), s_patience, new Counters(), TimeProvider.System);
        client.Start();
        var series = client.Open("busy", Enum.Parse<StatsdType>(type), []);
        var isOver = false;
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
                series.Add(ThreadNumber.Current, 1);
        })).ToList();
        threads.ForEach(t => t.Start());

        var isFlushed = client.Flush(s_patience);

        Volatile.Write(ref isOver, true);
        threads.ForEach(t => t.Join());
        client.Stop(s_patience);
        Assert.IsTrue(isFlushed, "A drain takes no more than was there when it began.");
    }

    [TestMethod]
    public void Waiting_OfATypeWhoseSamplesAddUp_IsOne_ElseAllThatAreThere()
    {
        foreach (var type in new[] { StatsdType.Count, StatsdType.Gauge, StatsdType.Histogram, StatsdType.Distribution })
        {
            var series = new StatsdSeries("m", type, [], static _ => { }, static () => { });
            series.Add(0, 1);
            series.Add(0, 2);
            series.Add(0, 3);

            Assert.AreEqual(type is StatsdType.Count or StatsdType.Gauge ? 1 : 3, series.Waiting, type.ToString());
        }
    }

    [TestMethod]
    public void Count_OfManyThreads_IsTakenWholeAndOnce()
    {
        var series = new StatsdSeries("m", StatsdType.Count, [], static _ => { }, static () => { });
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 10_000; i++)
                series.Add(ThreadNumber.Current, 1);
        })).ToList();
        threads.ForEach(t => t.Start());

        var sum = 0.0;
        while (threads.Exists(t => t.IsAlive))
            sum += series.TryTake(out var some) ? some : 0;

        threads.ForEach(t => t.Join());
        sum += series.TryTake(out var rest) ? rest : 0;
        Assert.AreEqual(40_000.0, sum);
        Assert.IsFalse(series.TryTake(out _));
    }
}
