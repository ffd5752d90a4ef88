using System;
using System.Collections.Generic;
using System.Linq;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Rules;

namespace Weaver.Probes;

/// <summary>Turns a probe's location into methods and lines of the loaded woven modules.</summary>
internal sealed class ProbeResolver(ManifestStore store)
{
    public Resolution Resolve(ProbeLocation location) =>
        location.IsLine ? LineResolver.Resolve(store.Modules, location) : ResolveMethod(location);

    private Resolution ResolveMethod(ProbeLocation location)
    {
        var modules = store.Modules;
        var types = new List<(ProbeModule Module, string Type)>();
        foreach (var module in modules)
        {
            foreach (var type in module.TypesMatching(location.TypeName))
                types.Add((module, type));
        }

        if (types.Count == 0)
            return Resolution.Pending(UnknownType(modules, location.TypeName));

        var wanted = location.ParameterTypes();
        var targets = new List<ProbeTarget>();
        var otherSignatures = new List<string>();
        var leftOut = new List<LeftOutMethod>();
        foreach (var (module, type) in types)
        {
            foreach (var index in module.MethodsOf(type))
            {
                var method = module.Manifest.Methods[index];
                if (method.Name != location.MethodName || (method.Traits & MethodTraits.Part) != 0)
                    continue;

                if (wanted is null || Signatures.Match(wanted, method.ParameterTypes))
                    targets.Add(new ProbeTarget(module, index, -1));
                else
                    otherSignatures.Add(Signatures.Show(method.ParameterTypes));
            }

            foreach (var method in module.LeftOutOf(type))
            {
                if (method.Name != location.MethodName)
                    continue;

                if (wanted is null || Signatures.Match(wanted, method.ParameterTypes))
                    leftOut.Add(method);
                else
                    otherSignatures.Add(Signatures.Show(method.ParameterTypes));
            }
        }

        if (targets.Count != 0)
            return Resolution.Found(targets, Notes(targets, leftOut));

        if (leftOut.Count != 0)
            return Resolution.Wrong("MethodLeftOut", string.Join(" ", leftOut.Select(LeftOutText.Describe).Distinct(StringComparer.Ordinal)));

        if (otherSignatures.Count != 0)
        {
            return Resolution.Wrong("UnknownSignature",
                $"'{types[0].Type}.{location.MethodName}' has no overload with the signature '{location.Signature}'. It has: {string.Join("; ", otherSignatures.Distinct(StringComparer.Ordinal))}.");
        }

        return Resolution.Wrong("UnknownMethod", UnknownMethod(types, location.MethodName));
    }

    private static string Notes(List<ProbeTarget> targets, List<LeftOutMethod> leftOut)
    {
        var notes = new List<string>();
        if (targets.Count > 1)
            notes.Add($"The location fits {targets.Count} methods, and all of them are watched; give a full type name or a signature to choose one.");

        notes.AddRange(leftOut.Select(LeftOutText.Describe).Distinct(StringComparer.Ordinal));
        return string.Join(" ", notes);
    }

    private static string UnknownType(IReadOnlyList<ProbeModule> modules, string type)
    {
        var woven = modules.Where(m => m.Error is null).Select(m => m.Name).ToList();
        var broken = modules.Where(m => m.Error is not null).Select(m => m.Error!);
        var text = woven.Count == 0
            ? $"No woven assembly is loaded yet; the probe waits for the type '{type}'."
            : $"No woven assembly that is loaded ({string.Join(", ", woven.Take(8))}{(woven.Count > 8 ? ", ..." : "")}) has a type '{type}'; the probe waits for one that has.";
        var simple = TypeNames.Simple(type);
        var names = modules.SelectMany(m => m.TypeNames).ToLookup(TypeNames.Simple, StringComparer.Ordinal);
        if (Suggestion.Nearest(simple, names.Select(n => n.Key)) is { } near)
            text += $" Did you mean '{names[near].First()}'?";

        return string.Join(" ", [text, .. broken]);
    }

    private static string UnknownMethod(List<(ProbeModule Module, string Type)> types, string name)
    {
        var known = types.SelectMany(t => t.Module.MethodsOf(t.Type).Select(i => t.Module.Manifest.Methods[i].Name)
            .Concat(t.Module.LeftOutOf(t.Type).Select(m => m.Name))).Distinct(StringComparer.Ordinal).ToList();
        return $"The type '{types[0].Type}' has no method '{name}'. {Suggestion.DidYouMean(name, known)}";
    }
}

/// <summary>Why a method was left out, in the words of the rule that left it out.</summary>
internal static class LeftOutText
{
    public static string Describe(LeftOutMethod method)
    {
        var name = method.TypeName + "." + method.Name;
        if (RuleTable.Find(method.RuleId) is not { } rule)
            return $"'{name}' cannot be probed: the weaver left it out under rule {method.RuleId}{(method.Detail.Length == 0 ? "" : " (" + method.Detail + ")")}.";

        var reason = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.Message, name, method.Detail);
        return $"{rule.Id}: {reason} {rule.Remedy}".TrimEnd();
    }
}
