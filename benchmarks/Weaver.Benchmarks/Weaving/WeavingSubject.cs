using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Weaver.Benchmarks.Copies;
using Weaver.Tests.Support;

namespace Weaver.Benchmarks.Weaving;

/// <summary>An assembly that is woven for the time it takes: other people's, and programs written by a loop, which have symbols at every size.</summary>
internal sealed record WeavingSubject(string Name, string Path)
{
    // Methods for about 0.1, 0.5, 1, 2 and 5 MB.
    private static readonly int[] s_generated = [200, 1_000, 2_000, 4_000, 10_000];

    private static readonly string[] s_libraries =
    [
        "Superpower", "HtmlAgilityPack", "Polly.Core", "NodaTime", "YamlDotNet", "Acornima", "Markdig", "Newtonsoft.Json", "AngleSharp",
        "System.Reactive", "FSharp.Core", "Jint", "BouncyCastle.Cryptography", "LanguageExt.Core",
    ];

    public static IReadOnlyList<string> References =>
        CompileSource.References.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")).ToList();

    public double Megabytes => new FileInfo(Path).Length / 1e6;

    public bool HasSymbols => File.Exists(System.IO.Path.ChangeExtension(Path, ".pdb"));

    /// <summary>All of them; those that are generated are written into the folder.</summary>
    public static List<WeavingSubject> All(string folder)
    {
        var subjects = s_libraries.Select(static name => new WeavingSubject(name, System.IO.Path.Combine(AppContext.BaseDirectory, name + ".dll"))).ToList();
        foreach (var methods in s_generated)
        {
            var name = "Generated" + methods;
            subjects.Add(new WeavingSubject(name, CompileSource.ToAssembly(folder, name, Source(methods), CompileMode.Release)));
        }

        return subjects.OrderBy(static subject => subject.Megabytes).ToList();
    }

    // Ordinary looking code: locals, a loop, a lambda that captures, an exception region, calls.
    private static string Source(int methods)
    {
        var text = new StringBuilder("using System; using System.Collections.Generic; using System.Linq;\n");
        for (var i = 0; i < methods; i++)
        {
            if (i % 20 == 0)
                text.Append(i == 0 ? "" : "}\n").Append("public class Service").Append(i / 20).Append("\n{\n    private readonly Dictionary<string, int> _seen = new();\n");

            text.Append(Template.Replace("METHOD", "Step" + i, StringComparison.Ordinal));
        }

        return text.Append("}\n").ToString();
    }

    private const string Template = """
            public int METHOD(string name, IReadOnlyList<int> values, int limit)
            {
                if (name is null)
                    throw new ArgumentNullException(nameof(name));

                var total = 0;
                for (var i = 0; i < values.Count; i++)
                {
                    var value = values[i];
                    if (value > limit)
                        continue;

                    total += value * 31;
                }

                var large = values.Where(v => v > limit).ToList();
                try
                {
                    _seen[name] = total + large.Count;
                }
                catch (InvalidOperationException error)
                {
                    Console.WriteLine($"{name} failed with {error.Message} after {total}");
                    throw;
                }

                return _seen.TryGetValue(name, out var known) ? known : total;
            }

        """;
}
