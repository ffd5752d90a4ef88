using System;

namespace Weaver.Hooks;

/// <summary>
/// How much of a thread's stack open twins hold together. A twin is a further frame on top of its original's, so a
/// recursion that fits the stack without probes might not with them; past the budget the originals run, which need no
/// more than they always did.
/// </summary>
internal static class StackBudget
{
    /// <summary>Of each thread, in bytes. The smallest default stack of a platform that .NET runs on is 1.5 MB.</summary>
    public const int MaxBytes = 256 * 1024;

    [ThreadStatic]
    private static Ledger? t_ledger;

    /// <summary>Whether another twin may be entered.</summary>
    /// <param name="here">An address in the frame that an original called to ask.</param>
    public static bool MayEnter(nint here) => (t_ledger ??= new Ledger()).MayEnter(here);

    /// <summary>The twin that was asked for is entered.</summary>
    /// <param name="here">An address in the frame that the twin called to say so.</param>
    public static void Enter(nint here)
    {
        try
        {
            t_ledger?.Enter(here);
        }
        catch (Exception e)
        {
            HookDispatch.Failed(e);
        }
    }

    /// <summary>
    /// The twins of one thread that may still be running, outermost first. Stacks grow downwards: whoever asks from an
    /// address at or above that of an entry has outlived that entry's call, however it ended.
    /// </summary>
    private sealed class Ledger
    {
        private Entry[] _entries = new Entry[16];
        private int _count;
        private nint _asked;

        public bool MayEnter(nint here)
        {
            while (_count > 0 && _entries[_count - 1].Address <= here)
                _count--;

            if (_count > 0 && _entries[_count - 1].Total >= MaxBytes)
                return false;

            _asked = here;
            return true;
        }

        public void Enter(nint here)
        {
            if (_asked == 0)
                return;

            if (_count == _entries.Length)
                Array.Resize(ref _entries, 2 * _count);

            var before = _count == 0 ? 0 : _entries[_count - 1].Total;
            _entries[_count++] = new Entry(_asked, before + Math.Max(0, _asked - here));
            _asked = 0;
        }
    }

    /// <param name="Address">Where the original asked.</param>
    /// <param name="Total">Bytes of this twin and of those around it.</param>
    private readonly record struct Entry(nint Address, nint Total);
}
