using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;
using Weaver.Engine.Verification;

namespace Weaver.Tests.Support.Mutations;

/// <summary>One damaged method.</summary>
/// <param name="Token">Its number in the written file.</param>
/// <param name="Name">For messages.</param>
/// <param name="Problem">What the verifier says, or null.</param>
internal sealed record Mutant(int Token, string Name, string? Problem);

/// <summary>A copy of an assembly with each of its methods damaged in the same way.</summary>
internal sealed class MutantBatch
{
    private readonly string _original;
    private readonly string _path;

    private MutantBatch(string original, string path, IReadOnlyList<Mutant> mutants)
    {
        _original = original;
        _path = path;
        Mutants = mutants;
    }

    public IReadOnlyList<Mutant> Mutants { get; }

    public static MutantBatch Write(string original, string path, string kind, int seed)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        resolver.AddSearchDirectory(Path.GetDirectoryName(original));
        using var module = ModuleDefinition.ReadModule(original, new ReaderParameters { AssemblyResolver = resolver });
        var mutator = new BodyMutator(module, new Random(seed));
        var verifier = new BodyVerifier();
        var judged = new List<(MethodDefinition Method, string? Problem)>();
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(IsSubject))
        {
            if (mutator.TryMutate(method, kind))
                judged.Add((method, verifier.Check(method)));
        }

        module.Write(path);

        // Writing has numbered the methods anew.
        return new MutantBatch(original, path, [.. judged.Select(j => new Mutant(j.Method.MetadataToken.ToInt32(), j.Method.FullName, j.Problem))]);
    }

    /// <summary>Those that the verifier accepts and the JIT refuses.</summary>
    public IReadOnlyList<string> JudgeAccepted()
    {
        var context = new Context(_path, _original);
        try
        {
            var assembly = context.LoadFromAssemblyPath(_path);
            return [.. Mutants.Where(m => m.Problem == null).Select(m => (m.Name, Refusal: Compile(assembly, m.Token))).Where(r => r.Refusal != null).Select(r => $"{r.Name}: {r.Refusal}")];
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>What the JIT says about one method, or null when it compiles. It may crash on a body that is damaged badly.</summary>
    public static string? Compile(Assembly assembly, int token)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(assembly.ManifestModule.ResolveMethod(token)!.MethodHandle);
            return null;
        }
        catch (Exception e) when (e is InvalidProgramException or BadImageFormatException or TypeLoadException or MissingMethodException)
        {
            return e.GetType().Name + ": " + e.Message;
        }
    }

    /// <summary>Loads the damaged file beside the assemblies of the sound one.</summary>
    public static Assembly Load(string path, string original) => new Context(path, original).LoadFromAssemblyPath(path);

    private static bool IsSubject(MethodDefinition method)
        => method.HasBody && !method.HasGenericParameters && !method.DeclaringType.HasGenericParameters && method.Body.Instructions.Count > 1;

    private sealed class Context(string path, string original) : AssemblyLoadContext(path, isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name)
        {
            var beside = Path.Combine(Path.GetDirectoryName(original)!, name.Name + ".dll");
            return File.Exists(beside) ? Default.LoadFromAssemblyName(name) : null;
        }
    }
}
