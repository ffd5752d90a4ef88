using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Live;
using Shop.Load;
using Shop.Orders;
using Shop.Pricing;
using Weaver;

[assembly: Probeable]

namespace Shop;

internal static class Program
{
    private const int Customers = 2;

    public static async Task<int> Main(string[] args)
    {
        var arguments = ShopArguments.Parse(args);
        if (arguments.Help || arguments.Error is not null)
            return Explain(arguments);

        var console = new LiveConsole();
        var probeFile = FindProbeFile(arguments.ProbeFile);
        await using var app = Build(probeFile, arguments.Quiet, console);
        await app.StartAsync();
        using var load = new LoadGenerator(new Uri(app.Urls.First()));
        console.Write($"Shop is open at {app.Urls.First()}. Edit {probeFile} while it runs.");

        await OpenForAsync(arguments.Duration, app, load);

        var (gated, plain) = DormantCost.Measure();
        var status = WeaverDebugger.Status;
        await app.StopAsync();
        console.Write(Totals.Of(arguments.Duration, load, status, gated, plain));
        return 0;
    }

    private static int Explain(ShopArguments arguments)
    {
        (arguments.Error is null ? Console.Out : Console.Error).WriteLine(arguments.Error ?? ShopArguments.HelpText);
        return arguments.Error is null ? 0 : 2;
    }

    private static string FindProbeFile(string? wanted)
    {
        var here = Path.GetFullPath(wanted ?? "shop.probes.json");
        return wanted is not null || File.Exists(here) ? here : Path.Combine(AppContext.BaseDirectory, "shop.probes.json");
    }

    private static WebApplication Build(string probeFile, bool quiet, LiveConsole console)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddWeaver(options =>
        {
            options.ProbeFiles = [probeFile];
            // Hits are shown while they happen rather than in batches of a second.
            options.UploadInterval = TimeSpan.FromMilliseconds(100);
            if (!quiet)
                options.Sinks.Add(new HitSink(console));
        });
        builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, OrderJson.Default));
        builder.Services.AddSingleton<Catalogue>().AddSingleton<Warehouse>().AddSingleton<PriceCalculator>()
            .AddSingleton<OrderStore>().AddSingleton<OrderService>();
        builder.Services.AddHostedService(_ => new ProbeWatch(console));
        var app = builder.Build();
        app.MapOrders();
        return app;
    }

    private static async Task OpenForAsync(TimeSpan duration, WebApplication app, LoadGenerator load)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(app.Lifetime.ApplicationStopping);
        stop.CancelAfter(duration);
        await load.RunAsync(Customers, stop.Token);
    }
}
