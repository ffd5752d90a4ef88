using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Copies;

/// <summary>A folder with one folder for each copy, in which the subjects and libraries lie as that copy has them.</summary>
public static class CopyFolder
{
    /// <summary>What is woven; Acornima is what Jint parses with.</summary>
    public static IReadOnlyList<string> Assemblies { get; } = [Work.Subjects, "Markdig", "Newtonsoft.Json", "Jint", "Acornima", "HtmlAgilityPack"];

    /// <summary>Writes every copy.</summary>
    /// <returns>What each weave did, by copy and assembly.</returns>
    public static Dictionary<(Copy Copy, string Assembly), WeaveResult> Fill(string folder)
    {
        var results = new Dictionary<(Copy, string), WeaveResult>();
        var references = CompileSource.References.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")).ToList();
        foreach (var copy in Enum.GetValues<Copy>())
        {
            Directory.CreateDirectory(Path.Combine(folder, copy.ToString()));
            foreach (var name in Assemblies)
            {
                var source = Path.Combine(AppContext.BaseDirectory, name + ".dll");
                if (PolicyOf(copy) is { } policy)
                    results[(copy, name)] = WeavingEngine.Weave(source, PathOf(folder, copy, name), new WeaverConfig { Policy = policy }, references);
                else
                    File.Copy(source, PathOf(folder, copy, name));
            }
        }

        return results;
    }

    public static string PathOf(string folder, Copy copy, string assembly) => Path.Combine(folder, copy.ToString(), assembly + ".dll");

    private static WeaverPolicy? PolicyOf(Copy copy) => copy switch
    {
        Copy.Balanced => WeaverPolicy.Balanced,
        Copy.Exhaustive => WeaverPolicy.Exhaustive,
        Copy.Annotated => WeaverPolicy.Annotated,
        _ => null,
    };
}
