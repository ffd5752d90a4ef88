using System;
using System.Runtime.CompilerServices;
using Weaver.Common;

namespace Weaver.Hooks;

/// <summary>What the hooks know of one thread: whether it is inside our own work, and what its open twins hold of its stack.</summary>
/// <remarks>Used by its own thread only. Stacks grow downwards.</remarks>
internal sealed class HookThread
{
    [ThreadStatic]
    private static HookThread? t_current;

    // Twins this near to the highest place at which a gate was passed cannot hold much, so that no books are kept of them.
    private const int Shallow = 64 * 1024;

    private Entry[] _entries = new Entry[16];
    private int _count;
    private nint _asked;

    // The highest address that was asked from, and the deepest from which the short answer is right.
    private nint _top = nint.MinValue;
    private nint _floor = nint.MaxValue;

    // The deepest address at which the runtime found enough stack below; there is enough below every address above it too.
    private nint _sufficient = nint.MaxValue;

    private HookThread()
    {
    }

    public static HookThread Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_current ?? Create();
    }

    /// <summary>The thread is inside our own work: a woven method that it calls now is not observed.</summary>
    public bool IsBusy { get; set; }

    /// <summary>What counters know the thread by.</summary>
    public int Number { get; } = ThreadNumber.Current;

    /// <summary>Whether another twin may be entered.</summary>
    /// <param name="here">An address in the frame that an original called to ask.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayEnter(nint here)
    {
        if (here < _floor || here > _top)
            return MayEnterDeep(here);

        // All twins of which books were kept were further down.
        _count = 0;
        _asked = 0;
        return true;
    }

    /// <summary>The twin that was asked for is entered.</summary>
    /// <param name="here">An address in the frame that the twin called to say so.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Entered(nint here)
    {
        if (_asked != 0)
            Book(here);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MayEnterDeep(nint here)
    {
        if (here < _sufficient)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                return false;

            _sufficient = here;
        }

        if (here > _top)
            _top = here;

        _floor = Math.Max(_sufficient, _top - Shallow);

        // Whoever asks from an address at or above that of an entry has outlived that entry's call, however it ended.
        while (_count > 0 && _entries[_count - 1].Address <= here)
            _count--;

        _asked = 0;
        if (here >= _top - Shallow)
            return true;

        if (_count > 0 && _entries[_count - 1].Total >= StackBudget.MaxBytes)
            return false;

        _asked = here;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Book(nint here)
    {
        var asked = _asked;
        _asked = 0;
        if (_count == _entries.Length)
            Array.Resize(ref _entries, 2 * _count);

        var before = _count == 0 ? Shallow : _entries[_count - 1].Total;
        _entries[_count++] = new Entry(asked, before + Math.Max(0, asked - here));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static HookThread Create() => t_current = new HookThread();

    /// <param name="Address">Where the original asked.</param>
    /// <param name="Total">Bytes of this twin and of those around it.</param>
    private readonly record struct Entry(nint Address, nint Total);
}
