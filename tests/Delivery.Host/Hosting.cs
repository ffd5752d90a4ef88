using System;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Weaver.Delivery.Host;

/// <summary>A host with <c>AddWeaver</c> that runs until it is told to end, and prints when it was told so and when it has ended in good order.</summary>
internal static class Hosting
{
    public static int Run(string agent)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.AddWeaver(options =>
        {
            options.AgentUrl = agent;
            options.StopTimeout = TimeSpan.FromSeconds(1);
        });
        var server = builder.Build();
        var lifetime = server.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(static () => Console.WriteLine("ready"));
        lifetime.ApplicationStopping.Register(static () => Console.WriteLine($"stopping, debugger {(WeaverDebugger.Status.Enabled ? "runs" : "has ended")}"));
        server.Run();
        Console.WriteLine($"ended, debugger {(WeaverDebugger.Status.Enabled ? "runs" : "has ended")}");
        return 0;
    }
}
