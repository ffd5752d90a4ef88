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
        var documents = modules.SelectMany(m => m.Manifest.Documents).ToList();
        var best = SourcePaths.Best(documents, location.SourceFile);
        if (best.Count == 0)
            return NoDocument(modules, documents, location.SourceFile);

        if (best.Count > 1)
        {
            return Resolution.Wrong("AmbiguousSourceFile",
                $"The source file '{location.SourceFile}' may be any of {Quoted(best)}. Give more of its path.");
        }

        var targets = new List<ProbeTarget>();
        var lines = new SortedSet<int>();
        foreach (var module in modules)
        {
            var document = Array.IndexOf(module.Manifest.Documents, best[0]);
            if (document >= 0)
                Collect(module, document, location, targets, lines);
        }

        return targets.Count != 0 ? Resolution.Found(targets) : NoStatement(best[0], location, lines);
    }

    private static void Collect(ProbeModule module, int document, ProbeLocation location, List<ProbeTarget> targets, SortedSet<int> lines)
    {
        var methods = module.Manifest.Methods;
        var found = new List<ProbeTarget>();
        for (var index = 0; index < methods.Length; index++)
        {
            var method = methods[index];
            if (method.Document != document)
                continue;

            if (location.TypeName.Length != 0 && TypeNames.Matching([method.TypeName], location.TypeName).Count == 0)
                continue;

            foreach (var site in method.Sites)
                lines.Add(site.Line);

            // Sites stand in the order of their offsets, so the first is where the line begins to run.
            var first = Array.FindIndex(method.Sites, s => s.Line == location.Line);
            if (first >= 0)
                found.Add(new ProbeTarget(module, index, first));
        }

        var authored = found.FindAll(t => !IsWithinAnother(t));
        targets.AddRange(authored.Count != 0 ? authored : found);
    }

    private static bool IsWithinAnother(ProbeTarget target) => (target.Method.Traits & MethodTraits.CompilerGenerated) != 0;

    private static Resolution NoDocument(IReadOnlyList<ProbeModule> modules, List<string> documents, string file)
    {
        var same = SourcePaths.SameName(documents, file);
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

    private static Resolution NoStatement(string document, ProbeLocation location, SortedSet<int> lines)
    {
        var line = location.Line.ToString(CultureInfo.InvariantCulture);
        if (lines.Count == 0)
        {
            return Resolution.Wrong("MissingSequencePoint",
                $"No line of '{document}' can be probed: none of its methods is gated. The weaver's report in the obj folder names the reason for each.");
        }

        var nearest = lines.OrderBy(l => Math.Abs((long)l - location.Line)).ThenBy(l => l).Take(NearestShown).Order();
        return Resolution.Wrong("MissingSequencePoint",
            $"No statement that can be probed starts at line {line} of '{document}'. The nearest lines that can be probed are {string.Join(", ", nearest.Select(l => l.ToString(CultureInfo.InvariantCulture)))}.");
    }

    private static string Quoted(List<string> documents) =>
        string.Join(", ", documents.Take(5).Select(d => "'" + d + "'")) + (documents.Count > 5 ? ", ..." : "");
}
