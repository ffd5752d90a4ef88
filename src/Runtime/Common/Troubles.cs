using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Weaver.Common;

/// <summary>What kind of thing is in trouble.</summary>
internal enum TroubleKind
{
    /// <summary>A place that configuration comes from.</summary>
    Source,

    /// <summary>A place that events or symbols go to.</summary>
    Destination,

    /// <summary>Events come to nothing on their way.</summary>
    Drops,
}

/// <summary>Something that does not work now.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Subject">Which one of its kind; short, and the same for each failure.</param>
/// <param name="Message">A sentence for the person on call, as it was when the trouble began.</param>
/// <param name="Order">Later troubles have larger ones.</param>
internal sealed record Trouble(TroubleKind Kind, string Subject, string Message, long Order);

/// <summary>What of one debugger does not work now. A line of the self-log tells when a trouble begins and when it is over, not of each failure between.</summary>
/// <remarks>
/// Any thread may call, under no lock: the self-log and <see cref="Changed"/> may run code of the program. Subjects are
/// ours or settings, never data, so there are few.
/// </remarks>
internal sealed class Troubles
{
    private readonly ConcurrentDictionary<(TroubleKind, string), Trouble> _present = new();
    private long _order;

    /// <summary>Told of each trouble that begins (true) or is over (false), with the sentence that the self-log gets.</summary>
    public event Action<Trouble, bool>? Changed;

    /// <summary>The troubles of now, the oldest first.</summary>
    public IReadOnlyList<Trouble> Present => [.. _present.Values.OrderBy(static t => t.Order)];

    public bool Has(TroubleKind kind, string subject) => !_present.IsEmpty && _present.ContainsKey((kind, subject));

    /// <summary>Notes a failure. True when it is the first one.</summary>
    public bool Begin(TroubleKind kind, string subject, string message)
    {
        if (_present.ContainsKey((kind, subject)))
            return false;

        var trouble = new Trouble(kind, subject, message, Interlocked.Increment(ref _order));
        if (!_present.TryAdd((kind, subject), trouble))
            return false;

        SelfLog.Write(message);
        Changed?.Invoke(trouble, true);
        return true;
    }

    /// <inheritdoc cref="Begin(TroubleKind, string, string)"/>
    public bool Begin(TroubleKind kind, string subject, string message, Exception exception) =>
        !Has(kind, subject) && Begin(kind, subject, SelfLog.Describe(message, exception));

    /// <summary>Notes that it is in another trouble now, or in one at all. Callers know that this is new.</summary>
    public void Change(TroubleKind kind, string subject, string message)
    {
        var trouble = new Trouble(kind, subject, message, Interlocked.Increment(ref _order));
        _present[(kind, subject)] = trouble;
        SelfLog.Write(message);
        Changed?.Invoke(trouble, true);
    }

    /// <summary>Notes a success. True when there was a trouble, which is over.</summary>
    public bool End(TroubleKind kind, string subject, string message)
    {
        if (_present.IsEmpty || !_present.TryRemove((kind, subject), out var trouble))
            return false;

        SelfLog.Write(message);
        Changed?.Invoke(trouble with { Message = message }, false);
        return true;
    }
}
