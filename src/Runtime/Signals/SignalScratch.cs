using System;
using System.Collections.Generic;
using Weaver.Common;
using Weaver.Expressions;

namespace Weaver.Signals;

/// <summary>Buffers of one thread, reused from hit to hit. The re-entrancy guard of the hooks keeps their use from nesting.</summary>
internal sealed class SignalScratch
{
    // A hit seldom has more, and a long list would only repeat itself.
    private const int MaxErrors = 32;

    [ThreadStatic]
    private static SignalScratch? t_current;

    private SignalScratch()
    {
    }

    /// <summary>The event.</summary>
    public JsonText Json { get; } = new();

    /// <summary>The rendered message.</summary>
    public TextBuffer Message { get; } = new();

    public List<EvaluationError> Errors { get; } = [];

    /// <summary>The calling thread's own, empty.</summary>
    public static SignalScratch Rent()
    {
        var scratch = t_current ??= new SignalScratch();
        scratch.Json.Reset();
        scratch.Message.Clear();
        scratch.Errors.Clear();
        return scratch;
    }

    public void AddError(EvaluationError? error)
    {
        if (error is not null && Errors.Count < MaxErrors)
            Errors.Add(error);
    }
}
