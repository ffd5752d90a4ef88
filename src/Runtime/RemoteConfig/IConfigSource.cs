using System;

namespace Weaver.RemoteConfig;

/// <summary>A place that configuration comes from: files, an agent, a web server.</summary>
internal interface IConfigSource : IDisposable
{
    /// <summary>The source in messages and statuses; no other source has it.</summary>
    string Name { get; }

    /// <summary>See <see cref="ConfigPrecedence"/>.</summary>
    int Precedence { get; }

    /// <summary>Begins to watch. What is there already is delivered before this returns, where the source can.</summary>
    /// <param name="deliver">Gets the whole set at first and after each change, one call at a time. A failure of it is counted and does not end the source.</param>
    void Start(Action<ConfigSet> deliver);

    /// <summary>Ends watching; no delivery begins afterwards. False when a delivery under way had not ended by the deadline.</summary>
    bool Stop(TimeSpan deadline);
}

/// <summary>A source at the other end of a network, which can be away.</summary>
internal interface IRemoteSource : IConfigSource
{
    /// <summary>How the source stands. Any thread.</summary>
    RemoteSourceState State { get; }
}

/// <summary>How a remote source stands.</summary>
/// <param name="Address">Where it is, without user name, password and query.</param>
/// <param name="Condition">In one word.</param>
/// <param name="Message">In one sentence.</param>
/// <param name="Files">Files that it has given.</param>
/// <param name="Version">Of what it has given, by its own numbering; 0 without one.</param>
internal sealed record RemoteSourceState(string Address, SourceCondition Condition, string Message, int Files, long Version);

/// <summary>What can be said of a remote source in one word.</summary>
internal enum SourceCondition
{
    /// <summary>It was not heard of yet.</summary>
    Waiting,

    /// <summary>It answers, and what it says is in force.</summary>
    Ok,

    /// <summary>It answers, and has nothing of the kind.</summary>
    Unavailable,

    /// <summary>Its last update cannot be used; the one before stays in force.</summary>
    Refused,

    /// <summary>What it has is too old to be used by its own word.</summary>
    Expired,

    /// <summary>There is no answer, or none that can be used; what it said before stays in force.</summary>
    Failing,
}
