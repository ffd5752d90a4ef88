using System;

namespace Weaver.RemoteConfig;

/// <summary>The products of the remote-config protocol that this library subscribes to, and what it says it can do.</summary>
internal static class Products
{
    public const string LiveDebugging = "LIVE_DEBUGGING";
    public const string SymbolDatabase = "LIVE_DEBUGGING_SYMBOL_DB";
    public const string Tracing = "APM_TRACING";

    /// <summary>Capability: <c>dynamic_instrumentation_enabled</c> of <see cref="Tracing"/> is heeded.</summary>
    public const int CanEnableInstrumentation = 38;

    /// <summary>Capability: several files of <see cref="Tracing"/> are merged.</summary>
    public const int CanMergeTracing = 45;

    /// <summary>Capabilities as the protocol has them: bit n is 1 &lt;&lt; n of a big-endian number of the fewest bytes, in base64.</summary>
    public static string Encode(params ReadOnlySpan<int> capabilities)
    {
        var highest = -1;
        foreach (var bit in capabilities)
            highest = Math.Max(highest, bit);

        var bytes = new byte[(highest / 8) + 1];
        foreach (var bit in capabilities)
            bytes[^((bit / 8) + 1)] |= (byte)(1 << (bit % 8));

        return highest < 0 ? "" : Convert.ToBase64String(bytes);
    }
}
