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
    public static IReadOnlyList<string> Assemblies { get; } = [Work.Subjects, "Markdig", "Newtonsoft.Json", "Jint", "Acornima", "HtmlAgilityPack", "YamlDotNet", "AngleSharp", "NodaTime", "Superpower"];

    /// <summary>Writes every copy.</summary>
    /// <returns>What each weave did, by copy and assembly.</returns>
    public static Dictionary<(Copy Copy, string Assembly), WeaveResult> Fill(string folder)
    {
        var results = new Dictionary<(Copy, string), WeaveResult>();
        foreach (var copy in Enum.GetValues<Copy>())
        {
            var config = PolicyOf(copy) is { } policy ? new WeaverConfig { Policy = policy } : null;
            foreach (var (name, result) in FillOne(Path.Combine(folder, copy.ToString()), config))
                results[(copy, name)] = result;
        }

        return results;
    }

    /// <summary>Writes one copy into a folder of its own, unwoven where there are no options.</summary>
    /// <returns>What each weave did, by assembly.</returns>
    public static Dictionary<string, WeaveResult> FillOne(string folder, WeaverConfig? config)
    {
        var results = new Dictionary<string, WeaveResult>();
        var references = CompileSource.References.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")).ToList();
        Directory.CreateDirectory(folder);
        foreach (var name in Assemblies)
        {
            var source = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            var target = Path.Combine(folder, name + ".dll");
            if (config is null)
                File.Copy(source, target);
            else
                results[name] = WeavingEngine.Weave(source, target, config, references);
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
