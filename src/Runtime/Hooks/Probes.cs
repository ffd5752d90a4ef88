using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weaver.Frames;

namespace Weaver.Hooks;

/// <summary>What twins call. Never throws; a failure of ours ends in a counter and one line of the self-log.</summary>
/// <remarks>
/// A twin calls, in this order: Extend for each further frame (last one first), Enter, Line at each source line while
/// the byte that Enter returned is not zero, then either Exit, or Throw (from an exception filter, in the first pass)
/// and Leave (from a fault block, in the second). The MoveNext of an async method calls EnterAsync instead of Enter,
/// Suspend directly before it hands itself to an awaiter, and directly before it completes its task either Complete,
/// or Throw and then Fault; after Suspend, Complete and Fault nothing reads the frame, since another thread may own it.
/// An async iterator does the same from EnterAsyncIterator on, with a Suspend at each element too. An iterator calls
/// EnterIterator in MoveNext and EnterDispose in Dispose, and at the end of either Next, or Throw and then Fault.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static unsafe class Probes
{
    private static byte s_noLines;

    /// <summary>Asked on the open path only: false when the stack is nearly used up, or twins hold their share of it, so that the original body runs.</summary>
    public static bool MayEnter()
    {
        try
        {
            byte here;
            if (HookThread.Current.MayEnter((nint)(&here)))
                return true;
        }
        catch (Exception e)
        {
            HookDispatch.Failed(e);
        }

        HookCounters.AddStackRefused();
        return false;
    }

    public static void Extend<TFrame>(ref TFrame frame, ref FrameLink link, ref Scope scope)
        where TFrame : struct, IFrame, allows ref struct
    {
        link.Shape = Shape<TFrame>.Instance;
        link.Address = Unsafe.AsPointer(ref frame);
        link.Next = scope.Links;
        scope.Links = (FrameLink*)Unsafe.AsPointer(ref link);
    }

    /// <summary>Returns the byte that is not zero while a line of this method is armed.</summary>
    // Inlined into the twin, which knows the frame's type: looking the shape up would cost more than the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte Enter<TFrame>(int module, int method, ref TFrame frame, ref Scope scope)
        where TFrame : struct, IFrame, allows ref struct
        => ref EnterMethod(module, method, Shape<TFrame>.Instance, Unsafe.AsPointer(ref frame), ref scope);

    /// <summary>MoveNext of an async method. <paramref name="state"/> is the machine's own: -1 on the first run, 0 and above on a resumption.</summary>
    public static ref byte EnterAsync<TFrame>(int module, int method, ref TFrame frame, ref Scope scope, ref object? activation, int state)
        where TFrame : struct, IFrame, allows ref struct
        => ref EnterMachine(module, method, ref frame, ref scope, ref activation, state == -1 ? MachineRun.First : MachineRun.Later);

    /// <summary>
    /// MoveNext of an iterator. <paramref name="state"/> is 0 before the first element and above behind an element. Visual
    /// Basic runs the finally blocks of a disposed iterator here, at -3 and below; the end of that run is no end of its own.
    /// </summary>
    public static ref byte EnterIterator<TFrame>(int module, int method, ref TFrame frame, ref Scope scope, ref object? activation, int state)
        where TFrame : struct, IFrame, allows ref struct
    {
        var run = state switch
        {
            0 => MachineRun.First,
            > 0 => MachineRun.Later,
            <= -3 => MachineRun.LinesOnly,
            _ => MachineRun.None,
        };
        return ref EnterMachine(module, method, ref frame, ref scope, ref activation, run);
    }

    /// <summary>Dispose of an iterator. Above 0 the enumeration stands at an element and ends here; else it has ended, is ending, or never began.</summary>
    public static ref byte EnterDispose<TFrame>(int module, int method, ref TFrame frame, ref Scope scope, ref object? activation, int state)
        where TFrame : struct, IFrame, allows ref struct
        => ref EnterMachine(module, method, ref frame, ref scope, ref activation, state > 0 ? MachineRun.Later : MachineRun.None);

    /// <summary>MoveNext of an async iterator, at -3 for the first time. Disposed before that it runs too, but none of the author's code.</summary>
    public static ref byte EnterAsyncIterator<TFrame>(int module, int method, ref TFrame frame, ref Scope scope, ref object? activation, int state, bool disposing)
        where TFrame : struct, IFrame, allows ref struct
    {
        var run = state != -3 ? MachineRun.Later : disposing ? MachineRun.None : MachineRun.First;
        return ref EnterMachine(module, method, ref frame, ref scope, ref activation, run);
    }

    public static void Line(ref Scope scope, int site)
    {
        if (scope.Method is { } state)
            HookDispatch.Line(state, ref scope, site);
    }

    public static void Throw(ref Scope scope, object exception)
    {
        if (scope.Method is not { } state || scope.Thrown || scope.LinesOnly)
            return;

        scope.Thrown = true;
        HookDispatch.End(state, ref scope, exception);
    }

    public static void Leave(ref Scope scope) => HookDispatch.Close(ref scope);

    public static void Exit(ref Scope scope)
    {
        if (scope.Method is not { } state)
            return;

        HookDispatch.End(state, ref scope, null);
        HookDispatch.Close(ref scope);
    }

    public static void Suspend(ref Scope scope)
    {
        if (scope.Method is not null)
            HookDispatch.Suspend(ref scope);
        else
            scope.Activation = null;
    }

    /// <summary>MoveNext of an iterator returns, or its Dispose, after which there is never more.</summary>
    public static void Next(ref Scope scope, ref object? activation, bool more)
    {
        if (more || scope.LinesOnly)
            Suspend(ref scope);
        else if (scope.Method is not null || scope.Activation is not null)
            Complete(ref scope, ref activation);
    }

    public static void Complete(ref Scope scope, ref object? activation)
    {
        activation = null;
        if (scope.Method is { } state)
            HookDispatch.End(state, ref scope, null);

        // Also after a run that was not observed.
        HookDispatch.Close(ref scope);
    }

    public static void Fault(ref Scope scope, ref object? activation)
    {
        if (scope.LinesOnly)
        {
            Suspend(ref scope);
            return;
        }

        activation = null;
        HookDispatch.Close(ref scope);
    }

    private static ref byte EnterMethod(int module, int method, FrameShape shape, void* frame, ref Scope scope)
    {
        // The gate may have been shut since the call looked at it, and a method that was never armed has no state.
        try
        {
            byte here;
            var thread = HookThread.Current;
            thread.Entered((nint)(&here));
            if (MethodTable.Find(module, method) is { } state)
            {
                scope.Shape = shape;
                scope.Frame = frame;
                if (HookDispatch.Enter(state, thread, ref scope))
                    return ref state.HasLines;
            }
        }
        catch (Exception e)
        {
            scope.Method = null;
            HookDispatch.Failed(e);
        }

        return ref s_noLines;
    }

    private static ref byte EnterMachine<TFrame>(int module, int method, ref TFrame frame, ref Scope scope, ref object? activation, MachineRun run)
        where TFrame : struct, IFrame, allows ref struct
    {
        try
        {
            byte here;
            var thread = HookThread.Current;
            thread.Entered((nint)(&here));
            if (run != MachineRun.None && MethodTable.Find(module, method) is { } state)
            {
                scope.Shape = Shape<TFrame>.Instance;
                scope.Frame = Unsafe.AsPointer(ref frame);
                if (HookDispatch.EnterMachine(state, thread, ref scope, ref activation, run))
                    return ref state.HasLines;
            }
        }
        catch (Exception e)
        {
            scope.Method = null;
            HookDispatch.Failed(e);
        }

        return ref s_noLines;
    }
}
