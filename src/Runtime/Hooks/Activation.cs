using Weaver.Signals;

namespace Weaver.Hooks;

/// <summary>What one call must remember until its end. State machines keep it in a field.</summary>
internal sealed class Activation
{
    private EntryState? _first;
    private EntryState? _ended;

    /// <summary>Timestamp of the end of the entry hooks, so that their cost is not in the duration.</summary>
    public long StartTimestamp { get; set; }

    /// <summary>Something in it is around the call and wants to be paused between runs.</summary>
    public bool IsAround { get; private set; }

    public void Add(EntryState entry)
    {
        entry.Next = _first;
        _first = entry;
        IsAround |= entry.IsAround;
    }

    /// <summary>Keeps what was taken until nothing of the call runs any more.</summary>
    public void Keep(EntryState entry)
    {
        // Behind the others: what began last ends first.
        if (_ended is not { } last)
        {
            _ended = entry;
            return;
        }

        while (last.Next is { } next)
            last = next;

        last.Next = entry;
    }

    /// <summary>Pauses what is around the call, the innermost first.</summary>
    public void Pause()
    {
        for (var entry = _first; entry is not null; entry = entry.Next)
            entry.Pause();
    }

    /// <summary>Resumes what is around the call, the outermost first.</summary>
    public void Resume() => Resume(_first);

    /// <summary>Takes what this binding left here. What a binding left that is gone by now stays for <see cref="ReleaseAll"/>.</summary>
    public EntryState? Take(ProbeBinding binding)
    {
        EntryState? previous = null;
        for (var entry = _first; entry is not null; previous = entry, entry = entry.Next)
        {
            if (entry.Owner != binding)
                continue;

            if (previous is null)
                _first = entry.Next;
            else
                previous.Next = entry.Next;

            entry.Next = null;
            return entry;
        }

        return null;
    }

    /// <summary>Gives back and counts what nobody took: probes that were removed or replaced while the call ran.</summary>
    public void ReleaseAll()
    {
        var ended = _ended;
        var entry = _first;
        (_first, _ended) = (null, null);
        for (; ended is not null; ended = ended.Next)
            HookDispatch.Release(ended);

        for (; entry is not null; entry = entry.Next)
        {
            entry.Owner.NoteRemoved();
            HookDispatch.Release(entry);
        }
    }

    // As deep as there are probes with something to remember at one method.
    private static void Resume(EntryState? entry)
    {
        if (entry is null)
            return;

        Resume(entry.Next);
        entry.Resume();
    }
}
