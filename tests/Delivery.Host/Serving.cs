using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Weaver.Delivery.Host;

/// <summary>A small web server under its own load, each request through the probed method; prints how many requests a second it served.</summary>
internal static class Serving
{
    private const int Clients = 4;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static int Run(string agent, int seconds)
    {
        if (!WeaverDebugger.Start(Probes.Options(agent)))
            return 1;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var number = 0;
        server.Run(context => context.Response.WriteAsync(Work.Step(Interlocked.Increment(ref number)).ToString(CultureInfo.InvariantCulture)));
        server.StartAsync().GetAwaiter().GetResult();
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        var done = 0L;
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await client.GetStringAsync("/");
                Interlocked.Increment(ref done);
            }
        })).ToArray();

        Thread.Sleep(s_warmUp);
        var before = Volatile.Read(ref done);
        var watch = Stopwatch.StartNew();
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        var rate = (Volatile.Read(ref done) - before) / watch.Elapsed.TotalSeconds;
        var hits = WeaverDebugger.Status.Hits;
        end.Cancel();
        Task.WaitAll(load);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rate {rate:0.0} hits {hits}"));
        WeaverDebugger.Stop(TimeSpan.Zero);
        return 0;
    }
}
