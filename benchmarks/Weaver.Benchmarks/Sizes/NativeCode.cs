using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using Weaver.Benchmarks.Copies;

namespace Weaver.Benchmarks.Sizes;

/// <summary>How much machine code the runtime makes of a work: the runtime lists it in a process of its own.</summary>
internal static partial class NativeCode
{
    public const string Switch = "--exercise";

    /// <summary>What the process does.</summary>
    public static void Exercise(string folder, Copy copy, Work work)
    {
        var call = new CopyContext(folder, copy).Bind(work);
        if (work.IsLibrary)
            call();
        else
            WarmUp.Run(call);
    }

    /// <summary>Methods and bytes of final, optimized code in the namespace that the work is about.</summary>
    /// <remarks>
    /// The loops run as programs run, and only what reaches the last tier counts. Which methods of a library get there is a
    /// matter of time, so there every method is optimized at once and the same methods are compiled each time.
    /// </remarks>
    public static (int Methods, int Bytes) Measure(string folder, Copy copy, Work work)
    {
        var list = Path.Combine(folder, $"{copy}-{work.Name}.txt");
        OwnProcess.Run(
            [Switch, folder, copy.ToString(), work.Name],
            ("DOTNET_JitStdOutFile", list),
            ("DOTNET_JitDisasmSummary", "1"),
            ("DOTNET_TieredCompilation", work.IsLibrary ? "0" : "1"));

        var sizes = new Dictionary<string, int>();
        foreach (var line in File.ReadLines(list))
        {
            var match = Compiled().Match(line);
            if (match.Success && match.Groups["method"].Value.StartsWith(work.Namespace, StringComparison.Ordinal) && IsFinal(match.Groups["tier"].Value, work))
                sizes[match.Groups["method"].Value] = int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture);
        }

        var sum = 0;
        foreach (var size in sizes.Values)
            sum += size;
        return (sizes.Count, sum);
    }

    private static bool IsFinal(string tier, Work work) =>
        work.IsLibrary || (tier.StartsWith("Tier1", StringComparison.Ordinal) && !tier.StartsWith("Tier1-OSR", StringComparison.Ordinal));

    [GeneratedRegex(@"JIT compiled (?<method>.+) \[(?<tier>[^\[,]+)[^\[]*code size=(?<size>\d+)")]
    private static partial Regex Compiled();
}
