using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using Weaver.Tests.Support;

namespace Weaver.Faults;

/// <summary>How the agent behaves.</summary>
internal enum AgentKind
{
    Healthy,
    Hanging,
    Dripping,
    Failing,
    Refusing,
}

/// <summary>One host process under load, with an agent in this one.</summary>
internal static class Window
{
    /// <returns>Requests a second that the host served.</returns>
    public static double Run(AgentKind kind, int seconds)
    {
        using var healthy = kind == AgentKind.Healthy ? new FakeAgent() : null;
        using var faulty = kind switch
        {
            AgentKind.Hanging => new FaultyServer(FaultyServer.Events(FaultyServer.Hang())),
            AgentKind.Dripping => new FaultyServer(FaultyServer.Events(FaultyServer.Drip(TimeSpan.FromMilliseconds(100)))),
            AgentKind.Failing => new FaultyServer(FaultyServer.Events(FaultyServer.Answer("500 Internal Server Error"))),
            _ => null,
        };
        var url = healthy?.Url ?? faulty?.Url ?? Unused();

        // Built beside this program, in the same configuration.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var host = Path.Combine(own.Parent!.Parent!.FullName, "Delivery.Host", own.Name, "Weaver.Delivery.Host.dll");
        var start = new ProcessStartInfo("dotnet", [host, "serve", url.OriginalString, seconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // "rate 12345.6 hits 7890"
        if (process.ExitCode != 0 || output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries) is not ["rate", var rate, "hits", var hits] || hits == "0")
            throw new InvalidOperationException($"The host served no requests through its probes. It printed: {output}");

        return double.Parse(rate, CultureInfo.InvariantCulture);
    }

    // A port that nobody listens at any more.
    private static Uri Unused()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri("http://127.0.0.1:" + ((IPEndPoint)socket.LocalEndPoint!).Port);
    }
}
