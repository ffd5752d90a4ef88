using Weaver.Signals;

namespace Weaver.Hooks;

/// <summary>What one call must remember until its end. Async methods keep it in a field of their state machine.</summary>
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

    /// <summary>Takes what a probe left here: of this binding, or of the binding that an update of the probe has replaced.</summary>
    public EntryState? Take(ProbeBinding binding)
    {
        EntryState? previous = null;
        for (var entry = _first; entry is not null; previous = entry, entry = entry.Next)
        {
            if (entry.Owner != binding && entry.Owner.ProbeId != binding.ProbeId)
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

    /// <summary>Gives back what nobody took: probes that were removed while the call ran.</summary>
    public void ReleaseAll()
    {
        var entry = _first;
        _first = null;
        while (entry is not null)
        {
            var next = entry.Next;
            entry.Release();
            entry = next;
        }
    }
}
