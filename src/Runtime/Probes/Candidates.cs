using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Contract;
using Weaver.Language;

namespace Weaver.Probes;

/// <summary>The methods that one reading of a place leads to, gated or left out.</summary>
internal sealed class Candidates
{
    private readonly List<(ProbeModule Module, string Type)> _types;

    private Candidates(MemberReading reading, List<(ProbeModule, string)> types, List<ProbeTarget> targets, List<LeftOutMethod> leftOut)
    {
        Reading = reading;
        _types = types;
        Targets = targets;
        LeftOut = leftOut;
    }

    public MemberReading Reading { get; }

    public List<ProbeTarget> Targets { get; }

    public List<LeftOutMethod> LeftOut { get; }

    public int Count => Targets.Count + LeftOut.Count;

    /// <summary>True when a loaded module has the type, with or without such a method.</summary>
    public bool HasType => _types.Count != 0;

    public string FirstType => _types[0].Type;

    public string FirstName => Targets.Count != 0 ? Targets[0].ToString() : LeftOut[0].TypeName + "." + LeftOut[0].Name;

    public static Candidates Of(IReadOnlyList<ProbeModule> modules, MemberReading reading)
    {
        var types = new List<(ProbeModule Module, string Type)>();
        foreach (var module in modules)
        {
            foreach (var type in module.TypesMatching(reading.TypeName))
                types.Add((module, type));
        }

        var targets = new List<ProbeTarget>();
        var leftOut = new List<LeftOutMethod>();
        foreach (var (module, type) in types.SelectMany(t => Holders(t.Module, t.Type, reading)))
        {
            foreach (var index in module.MethodsOf(type))
            {
                var method = module.Manifest.Methods[index];
                if ((method.Traits & MethodTraits.Part) == 0 && reading.Means(method.Name, method.GenericArity))
                    targets.Add(new ProbeTarget(module, index, -1));
            }

            leftOut.AddRange(module.LeftOutOf(type).Where(m => reading.Means(m.Name, -1)));
        }

        return new Candidates(reading, types, targets, leftOut);
    }

    /// <summary>Those whose parameters fit; null when there are none.</summary>
    public Candidates? Where(Signatures wanted, bool isLenient)
    {
        var fitting = new Candidates(
            Reading,
            _types,
            Targets.FindAll(t => wanted.Match(t.Method.ParameterTypes, isLenient)),
            LeftOut.FindAll(m => wanted.Match(m.ParameterTypes, isLenient)));
        return fitting.Count == 0 ? null : fitting;
    }

    public IEnumerable<string> Signatures() =>
        Targets.Select(t => Probes.Signatures.Show(t.Method.ParameterTypes))
            .Concat(LeftOut.Select(m => Probes.Signatures.Show(m.ParameterTypes)))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The names that the types have, for suggestions.</summary>
    public IEnumerable<string> MethodNames() =>
        _types.SelectMany(t => t.Module.MethodsOf(t.Type).Select(i => t.Module.Manifest.Methods[i].Name)
            .Concat(t.Module.LeftOutOf(t.Type).Select(m => m.Name))).Distinct(StringComparer.Ordinal);

    // A local function that captures variables stands in a class that the compiler made within the type.
    private static IEnumerable<(ProbeModule Module, string Type)> Holders(ProbeModule module, string type, MemberReading reading) =>
        reading.Kind == MemberKind.LocalFunction
            ? module.TypeNames.Where(t => t.StartsWith(type + "+<", StringComparison.Ordinal)).Prepend(type).Select(t => (module, t))
            : [(module, type)];
}
