using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Mono.Cecil;
using Weaver.Engine.Verification;

namespace Weaver.Checks;

/// <summary>The weaver's own verifier over every method, unwoven and woven: what a compiler made is never refused.</summary>
internal static class VerifierCheck
{
    public static IReadOnlyList<string> Run(Subject subject)
    {
        var problems = new List<string>();
        var (before, timeBefore) = Check(subject, subject.Original, problems);
        var (after, timeAfter) = Check(subject, subject.Woven, problems);
        Console.WriteLine($"{subject.Name}: {before} methods in {timeBefore} ms, woven {after} in {timeAfter} ms, {problems.Count} refused");
        return problems;
    }

    private static (int Methods, long Milliseconds) Check(Subject subject, string path, List<string> problems)
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var folder in subject.Folders)
            resolver.AddSearchDirectory(folder);

        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
        var methods = module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.RVA != 0 && m.Body.Instructions.Count > 0).ToList();
        var verifier = new BodyVerifier();
        var watch = Stopwatch.StartNew();
        foreach (var method in methods)
        {
            if (verifier.Check(method) is { } problem)
                problems.Add($"{method.FullName}: {problem}");
        }

        return (methods.Count, watch.ElapsedMilliseconds);
    }
}
