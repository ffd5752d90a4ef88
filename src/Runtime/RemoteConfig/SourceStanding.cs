using System;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>How one remote source stands, with one line for each change of its condition, however many requests there are between.</summary>
/// <remarks>Changed by the source's own thread, under no lock; read by any.</remarks>
/// <param name="name">The source in troubles.</param>
/// <param name="address">Where it is, as <see cref="AddressOf"/> shows it.</param>
/// <param name="waiting">What is said until it was heard of.</param>
/// <param name="counters">Has the troubles.</param>
internal sealed class SourceStanding(string name, string address, string waiting, Counters counters)
{
    private volatile RemoteSourceState _state = new(address, SourceCondition.Waiting, waiting, 0, 0);

    public RemoteSourceState State => _state;

    /// <summary>What is shown of an address: all but user name, password, query and fragment.</summary>
    public static string AddressOf(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <param name="condition">In one word.</param>
    /// <param name="message">In one sentence.</param>
    /// <param name="files">Files that the source has given.</param>
    /// <param name="version">Of what it has given; 0 without one.</param>
    public void Become(SourceCondition condition, string message, int files, long version)
    {
        var before = _state.Condition;
        _state = new RemoteSourceState(address, condition, message, files, version);
        if (before == condition)
            return;

        message = "Remote configuration: " + message;
        if (condition != SourceCondition.Ok)
            counters.Troubles.Change(TroubleKind.Source, name, message);
        else if (!counters.Troubles.End(TroubleKind.Source, name, message))
            SelfLog.Write(message);
    }
}
