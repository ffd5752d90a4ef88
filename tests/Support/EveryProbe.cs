using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Weaver.Contract;

namespace Weaver.Tests.Support;

/// <summary>Probe files that arm a whole woven assembly: every method, and every line that its symbols name.</summary>
internal static class EveryProbe
{
    /// <summary>The texts of the files: one, or as many as the limit of a file's size asks for.</summary>
    /// <param name="manifest">What the assembly offers.</param>
    /// <param name="snapshots">True to capture every variable at each hit that the limits let pass, else a plain message.</param>
    /// <param name="probesInFile">Most probes in one file.</param>
    public static IReadOnlyList<string> Of(Manifest manifest, bool snapshots, int probesInFile = int.MaxValue)
    {
        var rest = snapshots ? "\"captureSnapshot\":true" : "\"segments\":[{\"str\":\"hit\"}],\"sampling\":{\"snapshotsPerSecond\":20}";
        var probes = Places(manifest).Select((where, i) => $"{{\"id\":{Quote(manifest.AssemblyName + "-" + i)},\"type\":\"LOG_PROBE\",\"where\":{where},{rest}}}");
        return [.. probes.Chunk(probesInFile).Select(static chunk => new StringBuilder("[").AppendJoin(",\n", chunk).Append(']').ToString())];
    }

    private static IEnumerable<string> Places(Manifest manifest)
    {
        foreach (var method in manifest.Methods.Where(static m => (m.Traits & MethodTraits.Part) == 0))
            yield return $"{{\"typeName\":{Quote(method.TypeName)},\"methodName\":{Quote(method.Name)},\"signature\":{Quote(string.Join(',', method.ParameterTypes))}}}";

        foreach (var (document, line) in manifest.Methods.SelectMany(m => m.Sites.Select(s => (manifest.Documents[m.Document], s.Line))).Distinct())
            yield return $"{{\"sourceFile\":{Quote(document)},\"lines\":[\"{line}\"]}}";
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
