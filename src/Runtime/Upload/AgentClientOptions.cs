using System;
using System.Collections.Generic;

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

    /// <summary>Whether an agent that keeps failing, or asks for a pause, is left alone for a time.</summary>
    public bool LeavesAlone { get; init; }

    /// <summary>How long it is left alone at first; twice as long each further time.</summary>
    public TimeSpan FirstBreak { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that it is left alone, and the most of a <c>Retry-After</c> that is heeded.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Go along with every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = ContainerIdentity.Headers;

    /// <summary>The largest answer that is read, in bytes. A larger one counts as none.</summary>
    public int MaxReplyBytes { get; init; } = 1 << 20;

    /// <summary>What failed requests are counted under: <c>upload.error{...}</c>.</summary>
    public string ErrorCounter { get; init; } = "upload.error";
}
