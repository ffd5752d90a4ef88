using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Weaver.Contract;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>
/// Source file and line to sites: in each method of the file the first statement that starts on the line. Lambdas and local
/// functions on the line of another statement belong to that statement and are not watched.
/// </summary>
internal static class LineResolver
{
    private const int NearestShown = 3;

    public static Resolution Resolve(IReadOnlyList<ProbeModule> modules, ProbeLocation location)
    {
        var best = SourcePaths.Best(modules.SelectMany(m => m.DocumentsNamed(location.SourceFile)), location.SourceFile);
        if (best.Count == 0)
            return NoDocument(modules, location.SourceFile);

        if (best.Count > 1)
        {
            return Resolution.Wrong("AmbiguousSourceFile",
                $"The source file '{location.SourceFile}' may be any of {Quoted(best)}. Give more of its path.");
        }

        var targets = new List<ProbeTarget>();
        foreach (var module in modules)
            Collect(module, best[0], location, targets);

        return targets.Count != 0 ? Resolution.Found(targets) : NoStatement(modules, best[0], location);
    }

    private static void Collect(ProbeModule module, string document, ProbeLocation location, List<ProbeTarget> targets)
    {
        var found = new List<ProbeTarget>();
        foreach (var index in MethodsOf(module, document, location))
        {
            // Sites stand in the order of their offsets, so the first is where the line begins to run.
            var first = Array.FindIndex(module.Manifest.Methods[index].Sites, s => s.Line == location.Line);
            if (first >= 0)
                found.Add(new ProbeTarget(module, index, first));
        }

        var authored = found.FindAll(t => !IsWithinAnother(t));
        targets.AddRange(authored.Count != 0 ? authored : found);
    }

    private static IEnumerable<int> MethodsOf(ProbeModule module, string document, ProbeLocation location)
    {
        var number = Array.IndexOf(module.Manifest.Documents, document);
        return number < 0
            ? []
            : module.MethodsIn(number).Where(i => location.TypeName.Length == 0 || TypeNames.Matching([module.Manifest.Methods[i].TypeName], location.TypeName).Count != 0);
    }

    private static bool IsWithinAnother(ProbeTarget target) => (target.Method.Traits & MethodTraits.CompilerGenerated) != 0;

    private static Resolution NoDocument(IReadOnlyList<ProbeModule> modules, string file)
    {
        var same = SourcePaths.SameName(modules.SelectMany(m => m.DocumentsNamed(file)), file);
        if (same.Count != 0)
        {
            return Resolution.Wrong("AmbiguousSourceFile",
                $"The source file '{file}' does not agree with any known path by more than its name. Did you mean {Quoted(same)}? Give at least the folder and the name.");
        }

        var blind = modules.Where(m => m.Error is null && !m.Manifest.HasSymbols).Select(m => m.Name).ToList();
        var text = $"No woven assembly that is loaded was built from a file '{file}'; the probe waits for one that was.";
        if (blind.Count != 0)
            text += $" Woven without symbols, so that their lines are unknown: {string.Join(", ", blind)}.";

        return Resolution.Pending(text);
    }

    private static Resolution NoStatement(IReadOnlyList<ProbeModule> modules, string document, ProbeLocation location)
    {
        var lines = modules.SelectMany(m => MethodsOf(m, document, location).SelectMany(i => m.Manifest.Methods[i].Sites)).Select(s => s.Line).ToHashSet();
        var line = location.Line.ToString(CultureInfo.InvariantCulture);
        if (lines.Count == 0)
        {
            return Resolution.Wrong("MissingSequencePoint",
                $"No line of '{document}' can be probed: none of its methods is gated, or the build left out the line hooks (WeaverLines). The weaver's report in the obj folder says which.");
        }

        var nearest = lines.OrderBy(l => Math.Abs((long)l - location.Line)).ThenBy(l => l).Take(NearestShown).Order();
        return Resolution.Wrong("MissingSequencePoint",
            $"No statement that can be probed starts at line {line} of '{document}'. The nearest lines that can be probed are {string.Join(", ", nearest.Select(l => l.ToString(CultureInfo.InvariantCulture)))}.");
    }

    private static string Quoted(List<string> documents) =>
        string.Join(", ", documents.Take(5).Select(d => "'" + d + "'")) + (documents.Count > 5 ? ", ..." : "");
}
