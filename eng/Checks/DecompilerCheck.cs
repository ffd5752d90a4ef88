using System;
using System.Collections.Generic;
using Weaver.Tests.Support.Decompiling;

namespace Weaver.Checks;

/// <summary>Every twin back into C#, without a complaint that its original does not have.</summary>
internal static class DecompilerCheck
{
    public static IReadOnlyList<string> Run(Subject subject)
    {
        var problems = new List<string>();
        var twins = TwinDecompilation.Run(subject.Woven, subject.Folders, problems);
        Console.WriteLine($"{subject.Name}: {twins} twins decompiled, {problems.Count} worse than their originals");
        return problems;
    }
}
