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
    public static bool Enter(MethodState state, ref Scope scope)
    {
        if (ReentrancyGuard.IsBusy)
        {
            HookCounters.AddReentrant();
            return false;
        }

        scope.Method = state;
        var bindings = state.Armed.Method;
        if (bindings.Length != 0)
            Begin(bindings, ref scope);

        return true;
    }

    /// <summary>A run of a state machine. False when it is not to be observed.</summary>
    public static bool EnterMachine(MethodState state, ref Scope scope, ref object? activation, MachineRun run)
    {
        if (run == MachineRun.First)
            return EnterFirst(state, ref scope, ref activation);

        if (ReentrancyGuard.IsBusy)
        {
            HookCounters.AddReentrant();
            return false;
        }

        scope.Method = state;
        scope.LinesOnly = run == MachineRun.LinesOnly;
        if (run == MachineRun.Later)
        {
            // Without an activation it was armed after its entry: the rest is still seen.
            scope.Activation = activation as Activation;
            scope.StartTimestamp = scope.Activation?.StartTimestamp ?? 0;
        }

        return true;
    }

    // What must outlive the first run goes into the activation.
    private static bool EnterFirst(MethodState state, ref Scope scope, ref object? activation)
    {
        // The state machine of an earlier call, used again: that call ended in the original body.
        (activation as Activation)?.ReleaseAll();
        activation = null;
        if (!Enter(state, ref scope))
            return false;

        // A line probe alone needs nothing beyond the run.
        if (scope.StartTimestamp != 0)
        {
            scope.Activation ??= new Activation();
            scope.Activation.StartTimestamp = scope.StartTimestamp;
            activation = scope.Activation;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Line(MethodState state, ref Scope scope, int site)
    {
        var bindings = state.Armed.At(site);
        if (bindings.Length == 0)
            return;

        if (!ReentrancyGuard.TryEnter())
        {
            HookCounters.AddReentrant();
            return;
        }

        var errors = LastErrors.Read();
        var hit = new Hit { Frame = scope.View, Site = site, StartTimestamp = scope.StartTimestamp };
        foreach (var binding in bindings)
        {
            try
            {
                binding.Line(in hit);
            }
            catch (Exception e)
            {
                Failed(e, binding);
            }
        }

        ReentrancyGuard.Exit();
        errors.Restore();
    }

    /// <summary>The call returns, or <paramref name="exception"/> escapes from it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void End(MethodState state, ref Scope scope, object? exception)
    {
        var bindings = state.Armed.Method;
        if (bindings.Length == 0)
            return;

        if (!ReentrancyGuard.TryEnter())
        {
            HookCounters.AddReentrant();
            return;
        }

        var errors = LastErrors.Read();
        var hit = new Hit { Frame = scope.View, Site = Hit.MethodPoint, Exception = exception, StartTimestamp = scope.StartTimestamp };
        foreach (var binding in bindings)
        {
            var entry = scope.Activation?.Take(binding);
            try
            {
                binding.Exit(in hit, entry);
            }
            catch (Exception e)
            {
                Failed(e, binding);
            }

            Release(entry);
        }

        ReentrancyGuard.Exit();
        errors.Restore();
    }

    /// <summary>Nothing more will be heard of this call.</summary>
    public static void Close(ref Scope scope)
    {
        scope.Method = null;
        var activation = scope.Activation;
        scope.Activation = null;
        if (activation is null)
            return;

        var errors = LastErrors.Read();
        try
        {
            activation.ReleaseAll();
        }
        catch (Exception e)
        {
            Failed(e);
        }

        errors.Restore();
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
    private static void Begin(ProbeBinding[] bindings, ref Scope scope)
    {
        if (!ReentrancyGuard.TryEnter())
        {
            HookCounters.AddReentrant();
            return;
        }

        var errors = LastErrors.Read();
        var hit = new Hit { Frame = scope.View, Site = Hit.MethodPoint };
        foreach (var binding in bindings)
        {
            try
            {
                if (binding.Enter(in hit) is { } entry)
                    (scope.Activation ??= new Activation()).Add(entry);
            }
            catch (Exception e)
            {
                Failed(e, binding);
            }
        }

        ReentrancyGuard.Exit();
        errors.Restore();
        scope.StartTimestamp = Stopwatch.GetTimestamp();
    }

    private static void Release(EntryState? entry)
    {
        try
        {
            entry?.Release();
        }
        catch (Exception e)
        {
            Failed(e);
        }
    }
}
