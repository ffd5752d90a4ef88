using System;

namespace Weaver.Upload;

/// <summary>How to reach the agent. The defaults live here only.</summary>
internal sealed record AgentClientOptions
{
    /// <summary>The agent's address: <c>http://host:port</c>, <c>https://...</c>, with a path before its endpoints if need be, or <c>unix:///path</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Sent as the User-Agent header.</summary>
    public string UserAgent { get; init; } = "Weaver/" + (typeof(AgentClientOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");

    /// <summary>How often a request is tried, the first time included; 1 or more.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>How long one try may take.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The middle of the first pause; later ones double, and each is spread at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(2);
}
