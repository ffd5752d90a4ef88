using System;
using System.Collections.Generic;
using System.Threading;

namespace Weaver.Common;

/// <summary>Our own diagnostics: what went wrong inside Weaver itself. Off until somebody gives it a delegate.</summary>
/// <remarks>Any thread may call. Nothing here throws, whatever the delegate does.</remarks>
internal static class SelfLog
{
    // A key per kind of trouble; more than this many kinds means that keys were built from data, and silence is better than growth.
    private const int MaxKeys = 1024;

    private static readonly Lock s_lock = new();
    private static readonly HashSet<string> s_said = new(StringComparer.Ordinal);
    private static volatile Action<string>? s_output;
    private static volatile Func<Exception, bool>? s_hidesText;

    // The delegate may itself run woven code or log through us; without this it could call itself without end.
    [ThreadStatic]
    private static bool t_writing;

    public static bool IsEnabled => s_output is not null;

    /// <summary>Sends every line to <paramref name="output"/> from now on, and forgets which lines were said once.</summary>
    /// <param name="output">Takes one line.</param>
    /// <param name="hidesText">Tells of which exceptions only the types are named; null for none.</param>
    public static void Enable(Action<string> output, Func<Exception, bool>? hidesText = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        s_hidesText = hidesText;
        lock (s_lock)
            s_said.Clear();
        s_output = output;
    }

    /// <summary>Of which exceptions only the types are named, in what <see cref="Describe"/> says too while the log is off.</summary>
    public static void HideText(Func<Exception, bool> hidesText) => s_hidesText = hidesText;

    public static void Disable() => s_output = null;

    public static void Write(string message)
    {
        if (s_output is not { } output || t_writing)
            return;

        t_writing = true;
        try
        {
            output(message);
        }
        catch (Exception e)
        {
            Interruption.Keep(e);
            // The log of last resort has nobody left to tell.
        }
        finally
        {
            t_writing = false;
        }
    }

    public static void Write(string message, Exception exception)
    {
        if (IsEnabled)
            Write(Describe(message, exception));
    }

    /// <summary>Writes the message unless this key was written before. While the log is off the key stays unused.</summary>
    public static void Once(string key, string message)
    {
        if (IsEnabled && IsFirst(key))
            Write(message);
    }

    /// <inheritdoc cref="Once(string, string)"/>
    public static void Once(string key, string message, Exception exception)
    {
        if (IsEnabled && IsFirst(key))
            Write(Describe(message, exception));
    }

    /// <inheritdoc cref="Once(string, string)"/>
    public static void Once(string key, Exception exception) => Once(key, $"Weaver: '{key}' failed.", exception);

    /// <summary>A sentence with what an exception says after it.</summary>
    // Exceptions can be the program's, from its receivers of events: none of their members is asked.
    public static string Describe(string message, Exception exception) =>
        message + " " + ExceptionFields.Describe(exception, s_hidesText?.Invoke(exception) != true);

    private static bool IsFirst(string key)
    {
        lock (s_lock)
            return s_said.Count < MaxKeys && s_said.Add(key);
    }
}
