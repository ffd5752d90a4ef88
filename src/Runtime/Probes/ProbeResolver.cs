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
        var wanted = location.ParameterTypes() is { } types ? new Signatures(types) : null;
        Candidates? known = null;
        foreach (var reading in location.Readings)
        {
            var candidates = Candidates.Of(store.Modules, reading);
            if (candidates.Count != 0)
                return Choose(candidates, location, wanted);

            // The first reading says what was written; an accessor's can hardly be meant otherwise.
            known ??= candidates.HasType ? candidates : null;
        }

        var first = location.Readings[0];
        if (known is null)
            return Resolution.Pending(UnknownType(store.Modules, location.TypeName));

        return known.Reading == first || known.Reading.Kind == MemberKind.Method
            ? Resolution.Wrong("UnknownMethod", UnknownMethod(known))
            : Resolution.Pending($"{UnknownType(store.Modules, location.TypeName)} {UnknownMethod(known)}");
    }

    private static Resolution Choose(Candidates candidates, ProbeLocation location, Signatures? wanted)
    {
        var fitting = wanted is null ? candidates : candidates.Where(wanted, isLenient: false) ?? candidates.Where(wanted, isLenient: true);
        if (fitting is null)
        {
            return Resolution.Wrong("UnknownSignature",
                $"'{candidates.FirstName}' has no overload with the signature '{(location.Signature == SignatureText.NoParameters ? "()" : location.Signature)}'. It has: {string.Join("; ", candidates.Signatures())}.");
        }

        return fitting.Targets.Count != 0
            ? Resolution.Found(fitting.Targets, Notes(fitting.Targets, fitting.LeftOut))
            : Resolution.Wrong("MethodLeftOut", string.Join(" ", fitting.LeftOut.Select(LeftOutText.Describe).Distinct(StringComparer.Ordinal)));
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

    private static string UnknownMethod(Candidates known) =>
        $"The type '{known.FirstType}' has no method '{known.Reading.Name}'. {Suggestion.DidYouMean(known.Reading.Name, known.MethodNames())}";
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
