using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Weaver.Signals;

/// <summary>The source of the activities of span probes.</summary>
internal static class SpanSource
{
    public const string Name = "Weaver.Probes";

    private const string Operation = "dd.dynamic.span";

    private static readonly ActivitySource s_source = new(Name);
    private static int s_watching;

    /// <summary>An activity that has not started; null when nobody listens, or whoever listens does not want this one.</summary>
    public static Activity? Create(string displayName, KeyValuePair<string, object?>[] tags)
    {
        var activity = s_source.CreateActivity(Operation, ActivityKind.Internal, default(ActivityContext), tags);
        activity?.DisplayName = displayName;
        return activity;
    }

    /// <summary>From now on no activity of ours stays current beyond its end.</summary>
    /// <remarks>
    /// A program may leave an activity of its own behind when a method ends, and end it later: then the one before it
    /// becomes current again, which would be ours, ended long ago, instead of the one that it had found without us.
    /// </remarks>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref s_watching, 1) == 0)
            Activity.CurrentChanged += static (_, change) => PassOver(change.Current);
    }

    private static void PassOver(Activity? current)
    {
        if (!IsOver(current))
            return;

        while (IsOver(current))
            current = current!.Parent;

        if (current is not { IsStopped: true })
            Activity.Current = current;
    }

    private static bool IsOver(Activity? activity) => activity is { IsStopped: true } && ReferenceEquals(activity.Source, s_source);
}
