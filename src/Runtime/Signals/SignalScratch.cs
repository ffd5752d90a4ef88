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

    private byte[] _thread = [];
    private int _threadId = -1;
    private string? _threadName;

    private SignalScratch()
    {
    }

    /// <summary>The event.</summary>
    public JsonText Json { get; } = new();

    /// <summary>The rendered message.</summary>
    public TextBuffer Message { get; } = new();

    public List<EvaluationError> Errors { get; } = [];

    public SnapshotIds Ids { get; } = new();

    /// <summary>Number and name of the thread as the end of the logger's object.</summary>
    public ReadOnlySpan<byte> Thread => _threadId >= 0 && ReferenceEquals(System.Threading.Thread.CurrentThread.Name, _threadName) ? _thread : DescribeThread();

    /// <summary>The calling thread's own, empty.</summary>
    public static SignalScratch Rent()
    {
        var scratch = t_current ??= new SignalScratch();
        scratch.Json.Reset();
        scratch.Message.Clear();
        if (scratch.Errors.Count != 0)
            scratch.Errors.Clear();
        return scratch;
    }

    private ReadOnlySpan<byte> DescribeThread()
    {
        var thread = System.Threading.Thread.CurrentThread;
        _threadName = thread.Name;
        _threadId = thread.ManagedThreadId;
        using var json = new JsonText();
        json.BeginObject();
        json.Name("thread_id"u8);
        json.Number(_threadId);
        if (_threadName is not null)
        {
            json.Name("thread_name"u8);
            json.String(_threadName);
        }

        json.Name("version"u8);
        json.String("2"u8);
        json.EndObject();

        // Without the brace at its beginning: it continues what is written already.
        return _thread = json.Written[1..].ToArray();
    }

    public void AddError(EvaluationError? error)
    {
        if (error is not null && Errors.Count < MaxErrors)
            Errors.Add(error);
    }
}
