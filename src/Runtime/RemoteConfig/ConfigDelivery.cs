using System;
using Weaver.Common;

namespace Weaver.RemoteConfig;

/// <summary>
/// The way from a source to whoever applies what it holds. A set that could not be applied stays due: it is delivered again
/// whenever the source looks, until that succeeds or the source holds something else.
/// </summary>
/// <remarks>Used by one thread at a time, the source's.</remarks>
/// <param name="source">The source in <c>config.failed{source:...}</c>, which counts what threw.</param>
/// <param name="counters">Has that counter.</param>
/// <param name="time">The clock of the pause between two tries.</param>
internal sealed class ConfigDelivery(string source, Counters counters, TimeProvider time)
{
    /// <summary>Shortest time from a failure to the next try with the same set.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Counter _failures = counters.Get($"config.failed{{source:{source}}}");
    private Action<ConfigSet>? _deliver;
    private long _failedAt;

    /// <summary>What the source holds is not in force, or not yet.</summary>
    public bool IsDue { get; private set; }

    /// <summary>What the last try threw; null when it threw nothing.</summary>
    public Exception? Trouble { get; private set; }

    /// <param name="deliver">Applies a set; may throw.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public void Start(Action<ConfigSet> deliver)
    {
        ArgumentNullException.ThrowIfNull(deliver);
        if (_deliver is not null)
            throw new InvalidOperationException($"The configuration source '{source}' was started already.");

        _deliver = deliver;
    }

    /// <summary>The source holds something else than before.</summary>
    public void Demand()
    {
        IsDue = true;
        Trouble = null;
    }

    /// <summary>Delivers when something is due.</summary>
    /// <param name="hold">Gives all that the source holds.</param>
    /// <returns>Whether that is in force.</returns>
    public bool Try(Func<ConfigSet> hold)
    {
        if (!IsDue || (Trouble is not null && time.GetElapsedTime(_failedAt) < Pause))
            return !IsDue;

        try
        {
            _deliver!(hold());
            IsDue = false;
            Trouble = null;
            return true;
        }
        catch (Exception exception)
        {
            _failures.Increment();
            _failedAt = time.GetTimestamp();
            Trouble = exception;
            return false;
        }
    }
}
