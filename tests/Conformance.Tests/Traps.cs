using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Weaver.Conformance.Tests;

/// <summary>What compiled classes call in members that nobody may run on behalf of a probe: it counts, and throws.</summary>
public static class Traps
{
    private static readonly Dictionary<string, int> s_counts = new(StringComparer.Ordinal);
    private static readonly Lock s_lock = new();
    private static bool s_isArmed;

    /// <summary>Forgets all counts. Until <see cref="Arm"/> nothing counts or throws, so that values can be built.</summary>
    public static void Disarm()
    {
        lock (s_lock)
        {
            s_isArmed = false;
            s_counts.Clear();
        }
    }

    /// <summary>From now on every call counts and throws.</summary>
    public static void Arm()
    {
        lock (s_lock)
            s_isArmed = true;
    }

    /// <summary>Calls of members of a kind since the traps were armed.</summary>
    public static int Count(string kind)
    {
        lock (s_lock)
            return s_counts.GetValueOrDefault(kind);
    }

    /// <summary>What was called, or nothing.</summary>
    public static string Describe()
    {
        lock (s_lock)
            return string.Join(", ", s_counts.Select(c => c.Key + " " + c.Value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Called by a member of a kind such as <c>getter</c>.</summary>
    public static T Spring<T>(string kind, T harmless)
    {
        lock (s_lock)
        {
            if (!s_isArmed)
                return harmless;

            s_counts[kind] = s_counts.GetValueOrDefault(kind) + 1;
        }

        throw new InvalidOperationException("A " + kind + " of the program ran.");
    }

    /// <summary>Called where a type initializer runs: counts but lets it go on.</summary>
    public static T Initialize<T>(T value)
    {
        lock (s_lock)
        {
            if (s_isArmed)
                s_counts["initializer"] = s_counts.GetValueOrDefault("initializer") + 1;
        }

        return value;
    }
}
