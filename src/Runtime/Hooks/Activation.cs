using Weaver.Signals;

namespace Weaver.Hooks;

/// <summary>What one call must remember until its end. State machines keep it in a field.</summary>
internal sealed class Activation
{
    private EntryState? _first;

    /// <summary>Timestamp of the end of the entry hooks, so that their cost is not in the duration.</summary>
    public long StartTimestamp { get; set; }

    public void Add(EntryState entry)
    {
        entry.Next = _first;
        _first = entry;
    }

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
        var entry = _first;
        _first = null;
        while (entry is not null)
        {
            var next = entry.Next;
            entry.Owner.NoteRemoved();
            entry.Release();
            entry = next;
        }
    }
}
