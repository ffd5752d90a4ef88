using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Weaver.Signals;

/// <summary>The source of the activities of span probes.</summary>
internal static class SpanSource
{
    public const string Name = "Weaver.Probes";

    private const string Operation = "dd.dynamic.span";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Lock s_lock = new();
    private static readonly ConditionalWeakTable<object, Watcher> s_watchers = new();
    private static int s_watches;

    /// <summary>Marks that are still alive.</summary>
    public static int Watches => Volatile.Read(ref s_watches);

    /// <summary>An activity that has not started; null when nobody listens, or whoever listens does not want this one.</summary>
    public static Activity? Create(string displayName, KeyValuePair<string, object?>[] tags)
    {
        var activity = s_source.CreateActivity(Operation, ActivityKind.Internal, default(ActivityContext), tags);
        activity?.DisplayName = displayName;
        return activity;
    }

    /// <summary>As long as anything refers to this mark, no activity of ours stays current beyond its end.</summary>
    /// <param name="mark">An object that the activities refer to, the value of a tag.</param>
    /// <remarks>
    /// A program may leave an activity of its own behind when a method ends, and end it later: then the one before it
    /// becomes current again, which would be ours, ended long ago, instead of the one that it had found without us. That
    /// may happen after the probe is gone, for as long as anything of the program has an activity of ours above it. The
    /// garbage collector knows how long that is.
    /// </remarks>
    public static void Watch(object mark)
    {
        lock (s_lock)
        {
            if (s_watches++ == 0)
                Activity.CurrentChanged += OnChanged;
        }

        s_watchers.Add(mark, new Watcher());
    }

    private static void Unwatch()
    {
        lock (s_lock)
        {
            if (--s_watches == 0)
                Activity.CurrentChanged -= OnChanged;
        }
    }

    private static void OnChanged(object? sender, ActivityChangedEventArgs change) => PassOver(change.Current);

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

    /// <summary>Lives as long as the mark that it belongs to.</summary>
    private sealed class Watcher
    {
        ~Watcher() => Unwatch();
    }
}
