using System;

namespace Weaver.RemoteConfig;

/// <summary>A place that configuration comes from: files, an agent, a web server.</summary>
internal interface IConfigSource : IDisposable
{
    /// <summary>The source in messages and statuses.</summary>
    string Name { get; }

    /// <summary>Begins to watch. What is there already is delivered before this returns, where the source can.</summary>
    /// <param name="deliver">Gets the whole set at first and after each change, one call at a time. A failure of it is counted and does not end the source.</param>
    void Start(Action<ConfigSet> deliver);

    /// <summary>Ends watching; no delivery begins afterwards. False when a delivery under way had not ended by the deadline.</summary>
    bool Stop(TimeSpan deadline);
}
