using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using Weaver.Common;
using Weaver.Signals;

namespace Weaver.Hooks;

/// <summary>The slow path of the hooks: hands a moment of a call to the probes that are armed there.</summary>
/// <remarks>
/// Everything that can throw runs inside one of the guarded sections below: a failure of one probe is counted and told
/// to the self-log, the next probe still runs, and the program sees nothing.
/// </remarks>
[StackTraceHidden]
internal static class HookDispatch
{
    /// <summary>False when this call is not to be observed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Enter(MethodState state, HookThread thread, ref Scope scope)
    {
        var armed = state.Armed;
        if (thread.IsBusy)
        {
            Refuse(armed.Method);
            return false;
        }

        scope.Method = state;
        scope.Thread = thread;
        if (armed.Entry.Length != 0)
            Begin(armed.Entry, thread, ref scope);

        // Last, so that what the entry cost is no part of the duration.
        if (armed.NeedsStart)
            scope.StartTimestamp = Stopwatch.GetTimestamp();

        return true;
    }

    /// <summary>A run of a state machine. False when it is not to be observed.</summary>
    public static bool EnterMachine(MethodState state, HookThread thread, ref Scope scope, ref object? activation, MachineRun run)
    {
        if (run == MachineRun.First)
            return EnterFirst(state, thread, ref scope, ref activation);

        scope.Thread = thread;
        scope.LinesOnly = run == MachineRun.LinesOnly;
        if (thread.IsBusy)
        {
            // Nothing of this run is observed; but if the call ends in it, what its beginning has opened is closed.
            HookCounters.AddReentrant();
            if (run == MachineRun.Later)
                scope.Activation = activation as Activation;

            return false;
        }

        scope.Method = state;
        if (run == MachineRun.Later)
        {
            // Without an activation it was armed after its entry: the rest is still seen.
            scope.Activation = activation as Activation;
            scope.StartTimestamp = scope.Activation?.StartTimestamp ?? 0;
            if (scope.Activation is { IsAround: true } around)
                Around(around, thread, isOver: false);
        }

        return true;
    }

    // What must outlive the first run goes into the activation.
    private static bool EnterFirst(MethodState state, HookThread thread, ref Scope scope, ref object? activation)
    {
        // The state machine of an earlier call, used again: that call ended in the original body.
        if (activation is Activation earlier)
            ReleaseAll(earlier, thread);

        activation = null;
        if (!Enter(state, thread, ref scope))
            return false;

        // A line probe alone needs nothing beyond the run.
        if (scope.StartTimestamp != 0 || scope.Activation is not null)
        {
            scope.Activation ??= new Activation();
            scope.Activation.StartTimestamp = scope.StartTimestamp;
            activation = scope.Activation;
        }

        return true;
    }

    /// <summary>A run of a state machine is over, but not the call.</summary>
    public static void Suspend(ref Scope scope)
    {
        // The activation stays with the state machine.
        scope.Method = null;
        if (scope.Activation is { IsAround: true } around)
            Around(around, scope.Thread!, isOver: true);

        scope.Activation = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Line(MethodState state, ref Scope scope, int site)
    {
        var bindings = state.Armed.At(site);
        if (bindings.Length == 0)
            return;

        var thread = scope.Thread!;
        if (thread.IsBusy)
        {
            Refuse(bindings);
            return;
        }

        thread.IsBusy = true;
        var errors = default(LastErrors);
        var hit = new Hit(scope.View, Moment.Line, thread.Number) { Site = site, StartTimestamp = scope.StartTimestamp };
        foreach (var binding in bindings)
        {
            hit.Verdict = Look(binding, in hit);
            if (hit.Verdict == Verdict.Done)
                continue;

            errors.Keep();
            Act(binding, in hit, null);
        }

        thread.IsBusy = false;
        errors.Restore();
    }

    /// <summary>The call returns, or <paramref name="exception"/> escapes from it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void End(MethodState state, ref Scope scope, object? exception)
    {
        var bindings = state.Armed.Exit;
        if (bindings.Length == 0)
            return;

        var thread = scope.Thread!;
        if (thread.IsBusy)
        {
            HookCounters.AddReentrant();
            return;
        }

        thread.IsBusy = true;
        var errors = default(LastErrors);
        var hit = new Hit(scope.View, exception is null ? Moment.Return : Moment.Throw, thread.Number) { Exception = exception, StartTimestamp = scope.StartTimestamp };
        foreach (var binding in bindings)
        {
            var entry = scope.Activation?.Take(binding);
            hit.Verdict = entry is null ? Look(binding, in hit) : Verdict.Open;
            if (hit.Verdict == Verdict.Done)
                continue;

            errors.Keep();
            Act(binding, in hit, entry);
            if (entry is null)
                continue;

            // In the first pass of an exception the call's finally blocks are still to run.
            if (exception is not null && entry.IsAround)
                scope.Activation!.Keep(entry);
            else
                Release(entry);
        }

        thread.IsBusy = false;
        errors.Restore();
    }

    /// <summary>Nothing more will be heard of this call.</summary>
    public static void Close(ref Scope scope)
    {
        scope.Method = null;
        if (scope.Activation is { } activation)
            Close(activation, ref scope);
    }

    /// <summary>Counts and tells a failure of ours. Never throws: telling takes locks, and a waiting thread may be interrupted.</summary>
    public static void Failed(Exception e, ProbeBinding? binding = null)
    {
        HookCounters.AddHookFailed();
        var interruption = e;
        try
        {
            if (e is not ThreadInterruptedException)
                SelfLog.Once("hook", e);

            binding?.NoteFailure();
        }
        catch (Exception later)
        {
            interruption = later;
        }

        // Last, since every wait after it would end at once.
        if (!Interruption.Keep(e))
            Interruption.Keep(interruption);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Begin(ProbeBinding[] bindings, HookThread thread, ref Scope scope)
    {
        thread.IsBusy = true;
        var errors = default(LastErrors);
        var hit = new Hit(scope.View, Moment.Entry, thread.Number);
        foreach (var binding in bindings)
        {
            hit.Verdict = Look(binding, in hit);
            if (hit.Verdict == Verdict.Done)
                continue;

            errors.Keep();
            if (Act(binding, in hit, null) is { } entry)
                (scope.Activation ??= new Activation()).Add(entry);
        }

        thread.IsBusy = false;
        errors.Restore();
    }

    // A method of its own: what is used across a try is kept in memory, and here that is nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Verdict Look(ProbeBinding binding, in Hit hit)
    {
        try
        {
            return binding.Look(in hit);
        }
        catch (Exception e)
        {
            Failed(e, binding);
            return Verdict.Done;
        }
    }

    // What the first look left; at an entry the state to be kept.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static EntryState? Act(ProbeBinding binding, in Hit hit, EntryState? entry)
    {
        try
        {
            switch (hit.Moment)
            {
                case Moment.Entry:
                    return binding.Enter(in hit);
                case Moment.Line:
                    binding.Line(in hit);
                    break;
                default:
                    binding.Exit(in hit, entry);
                    break;
            }
        }
        catch (Exception e)
        {
            Failed(e, binding);
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Close(Activation activation, ref Scope scope)
    {
        scope.Activation = null;
        ReleaseAll(activation, scope.Thread!);
    }

    // What ends here may be told to receivers of the program, which may be woven.
    private static void ReleaseAll(Activation activation, HookThread thread)
    {
        var wasBusy = thread.IsBusy;
        thread.IsBusy = true;
        var errors = default(LastErrors);
        errors.Keep();
        try
        {
            activation.ReleaseAll();
        }
        catch (Exception e)
        {
            Failed(e);
        }

        errors.Restore();
        thread.IsBusy = wasBusy;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Around(Activation activation, HookThread thread, bool isOver)
    {
        var wasBusy = thread.IsBusy;
        thread.IsBusy = true;
        try
        {
            if (isOver)
                activation.Pause();
            else
                activation.Resume();
        }
        catch (Exception e)
        {
            Failed(e);
        }

        thread.IsBusy = wasBusy;
    }

    // Each binding that would have been asked counts it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Refuse(ProbeBinding[] bindings)
    {
        HookCounters.AddReentrant();
        foreach (var binding in bindings)
        {
            try
            {
                binding.NoteReentrant();
            }
            catch (Exception e)
            {
                Failed(e);
            }
        }
    }

    public static void Release(EntryState entry)
    {
        try
        {
            entry.Release();
        }
        catch (Exception e)
        {
            Failed(e);
        }
    }
}
