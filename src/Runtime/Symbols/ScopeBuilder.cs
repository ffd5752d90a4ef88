using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Contract;

namespace Weaver.Symbols;

/// <summary>Turns the manifest of an assembly, and what its metadata adds, into scopes: the assembly, its types, their methods.</summary>
internal sealed class ScopeBuilder(SymbolModule module)
{
    private readonly IReadOnlyDictionary<string, TypeFacts> _facts = AssemblyFacts.Read(module.Assembly());

    /// <summary>The assembly without its types.</summary>
    public SymbolScope Assembly()
    {
        var scope = new SymbolScope(ScopeKind.Assembly, module.Name);
        scope.Specifics["pdb_exist"] = module.Manifest.HasSymbols;
        return scope;
    }

    /// <summary>The types one by one, first those with methods that can be probed, made when they are asked for.</summary>
    public IEnumerable<SymbolScope> Classes()
    {
        var methods = module.Manifest.Methods.Where(static m => !m.Traits.HasFlag(MethodTraits.Part)).ToLookup(static m => OwnerOf(m.TypeName), StringComparer.Ordinal);
        foreach (var type in methods)
            yield return Class(type.Key, type);

        foreach (var type in _facts.Keys)
        {
            if (!methods.Contains(type))
                yield return Class(type, []);
        }
    }

    // Closures and state machines belong to the type in which somebody wrote them.
    private static string OwnerOf(string type)
    {
        var made = type.IndexOf("+<", StringComparison.Ordinal);
        return made < 0 ? type : type[..made];
    }

    private SymbolScope Class(string name, IEnumerable<ManifestMethod> methods)
    {
        var scope = new SymbolScope(ScopeKind.Class, name);
        var facts = _facts.GetValueOrDefault(name);
        if (facts is not null)
            Describe(scope, facts);

        var closures = new List<(ManifestMethod Method, SymbolScope Scope)>();
        foreach (var method in methods)
        {
            if (IsClosure(method))
                closures.Add((method, Method(ScopeKind.Closure, method, null)));
            else
                scope.Scopes.Add(Method(ScopeKind.Method, method, facts));
        }

        foreach (var (method, closure) in closures)
            (Encloser(scope, method.Name, closure) ?? scope).Scopes.Add(closure);

        var placed = scope.Scopes.Where(static s => s.StartLine != SymbolScope.UnknownStart).ToList();
        if (placed.Count != 0)
        {
            scope.SourceFile = placed[0].SourceFile;
            var here = placed.Where(s => s.SourceFile == scope.SourceFile).ToList();
            (scope.StartLine, scope.EndLine) = (here.Min(static s => s.StartLine), here.Max(static s => s.EndLine));
        }

        return scope;
    }

    private void Describe(SymbolScope scope, TypeFacts facts)
    {
        scope.Symbols.AddRange(facts.Fields);
        scope.Specifics["access_modifiers"] = facts.Modifiers;
        scope.Specifics["annotations"] = facts.Annotations;
        scope.Specifics["super_classes"] = Ancestors(facts);
        scope.Specifics["interfaces"] = facts.Interfaces;
    }

    // As far as they stand in this assembly, and the first one that does not. Metadata may lie in a circle.
    private List<string> Ancestors(TypeFacts facts)
    {
        const int most = 32;
        var names = new List<string>();
        for (var type = facts; type?.Base is { } ancestor && names.Count < most; type = _facts.GetValueOrDefault(ancestor.Split('[')[0]))
            names.Add(ancestor);

        return names;
    }

    private static bool IsClosure(ManifestMethod method) => method.Traits.HasFlag(MethodTraits.CompilerGenerated) && method.Name.StartsWith('<') && method.Name.Contains('>', StringComparison.Ordinal);

    // A closure is called <Place>b__0 or <Place>g__Local|1_0; inside another one that name stands between the brackets.
    private static SymbolScope? Encloser(SymbolScope type, string name, SymbolScope closure)
    {
        var author = name.TrimStart('<');
        author = author[..author.IndexOf('>', StringComparison.Ordinal)];
        var named = type.Scopes.Where(s => s.Kind == ScopeKind.Method && s.Name == author).ToList();
        return named.Find(s => s.SourceFile == closure.SourceFile && s.StartLine <= closure.StartLine && closure.EndLine <= s.EndLine) ?? named.FirstOrDefault();
    }

    private SymbolScope Method(ScopeKind kind, ManifestMethod method, TypeFacts? facts)
    {
        var scope = new SymbolScope(kind, method.Name) { SourceFile = method.Document < 0 ? null : module.Manifest.Documents[method.Document] };
        if (method.Sites.Length != 0)
        {
            (scope.StartLine, scope.EndLine) = (method.Sites.Min(static s => s.Line), method.Sites.Max(static s => s.EndLine));
            scope.InjectibleLines = Joined(method.Sites.Select(static s => s.Line));
            scope.Specifics["start_column"] = method.Sites[0].Column;
        }

        scope.Specifics["return_type"] = method.ReturnType;
        if (facts?.Methods[(method.Name, method.ParameterTypes.Length)].ToList() is [var only])
        {
            scope.Specifics["access_modifiers"] = only.Modifiers;
            scope.Specifics["annotations"] = only.Annotations;
        }

        AddVariables(scope, method);
        return scope;
    }

    // A local stands in the scope of the lines on which it lives; the compiler's order of instructions is not the author's.
    private static void AddVariables(SymbolScope scope, ManifestMethod method)
    {
        var locals = new SortedDictionary<(int Start, int End), SymbolScope>();
        for (var i = 0; i < method.Variables.Length; i++)
        {
            var variable = method.Variables[i];
            switch (variable.Kind)
            {
                case VariableKind.This or VariableKind.Argument:
                    scope.Symbols.Add(new Symbol(SymbolKind.Argument, variable.Name, variable.TypeName, scope.StartLine, []));
                    break;
                case VariableKind.Local when Lines(method, i) is { } lines:
                    if (!locals.TryGetValue(lines, out var place))
                        locals.Add(lines, place = new SymbolScope(ScopeKind.Local, "") { SourceFile = scope.SourceFile, StartLine = lines.Start, EndLine = lines.End });

                    place.Symbols.Add(new Symbol(SymbolKind.Local, variable.Name, variable.TypeName, lines.Start, []));
                    break;
            }
        }

        scope.Scopes.AddRange(locals.Values);
    }

    private static (int Start, int End)? Lines(ManifestMethod method, int variable)
    {
        (int Start, int End)? lines = null;
        foreach (var site in method.Sites)
        {
            if (BitSet.Has(site.Live, variable))
                lines = lines is { } known ? (Math.Min(known.Start, site.Line), Math.Max(known.End, site.EndLine)) : (site.Line, site.EndLine);
        }

        return lines;
    }

    private static List<(int Start, int End)> Joined(IEnumerable<int> lines)
    {
        var ranges = new List<(int Start, int End)>();
        foreach (var line in lines.Distinct().Order())
        {
            if (ranges.Count != 0 && ranges[^1].End == line - 1)
                ranges[^1] = (ranges[^1].Start, line);
            else
                ranges.Add((line, line));
        }

        return ranges;
    }
}
