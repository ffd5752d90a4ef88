using System;
using System.Collections.Generic;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Signals;

/// <summary>A moment of a method at which variables are looked at.</summary>
internal enum Moment
{
    Entry,
    Line,
    Return,
    Throw,
}

/// <summary>One variable as a snapshot shows it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Slot">Slot in the frame, or -1.</param>
/// <param name="TypeName">Simple name of its type, for a value that cannot be read.</param>
/// <param name="Reason">Why it cannot be read, or null.</param>
internal sealed record ShownVariable(string Name, int Slot, string TypeName, string? Reason);

/// <summary>The variables that hold at one moment of one method, by the manifest's live sets. Immutable.</summary>
internal sealed class MethodVariables
{
    /// <param name="method">The method.</param>
    /// <param name="moment">When its variables are looked at.</param>
    /// <param name="site">The line's site, of a line.</param>
    /// <param name="rules">Tells the accessors of a property with a sensitive name, whose value goes by other names in them.</param>
    public MethodVariables(ManifestMethod method, Moment moment, int site, RedactionRules rules)
    {
        var isHiddenProperty = IsAccessorOfHidden(method.Name, rules);
        var (arguments, locals, named) = (new List<ShownVariable>(), new List<ShownVariable>(), new List<SiteVariable>());
        var hidden = new List<SiteVariable>();
        for (var i = 0; i < method.Variables.Length; i++)
        {
            var variable = method.Variables[i];
            var isSeen = IsSeen(method, variable, i, moment, site);
            var isSensitive = variable.IsSensitive || (isHiddenProperty && IsValueOfProperty(variable));
            var reason = isSensitive ? RedactedReason.Marked.WireName() : variable.Slot < 0 ? Reason(variable) : null;
            var name = variable.Kind switch { VariableKind.This => "this", VariableKind.Return => "@return", _ => variable.Name };
            if (isSeen)
            {
                var shown = new ShownVariable(name, variable.Slot, Simple(variable.TypeName), reason);
                (variable.Kind is VariableKind.This or VariableKind.Argument ? arguments : locals).Add(shown);
            }

            var bound = new SiteVariable(name, Kind(variable.Kind), variable.Slot, variable.TypeName, reason ?? (isSeen ? null : NotYet(name, variable, moment)), isSensitive);
            (isSeen ? named : hidden).Add(bound);
        }

        if (moment is Moment.Return or Moment.Throw)
            named.Add(SiteVariable.Exception);

        if (moment != Moment.Line)
            named.Add(SiteVariable.Duration);

        // Locals of different blocks may share a name: the one that holds here wins.
        foreach (var variable in hidden)
        {
            if (!named.Exists(n => n.Name == variable.Name))
                named.Add(variable);
        }

        (Arguments, Locals, Named) = (arguments, locals, named);
    }

    /// <summary><c>this</c> and the parameters.</summary>
    public IReadOnlyList<ShownVariable> Arguments { get; }

    /// <summary>Locals, and the result at a normal end.</summary>
    public IReadOnlyList<ShownVariable> Locals { get; }

    /// <summary>What expressions can name, those that cannot be read included, so that they give a reason instead of a riddle.</summary>
    public IReadOnlyList<SiteVariable> Named { get; }

    private static bool IsSeen(ManifestMethod method, ManifestVariable variable, int index, Moment moment, int site)
    {
        var isLive = moment switch
        {
            Moment.Line => BitSet.Has(method.Sites[site].Live, index),
            Moment.Return or Moment.Throw => BitSet.Has(method.ExitLive, index),
            _ => false,
        };
        return variable.Kind switch
        {
            VariableKind.This => true,
            VariableKind.Argument => !variable.IsOut || isLive,
            VariableKind.Local => isLive,
            _ => moment == Moment.Return && (method.Traits & MethodTraits.ReturnsVoid) == 0,
        };
    }

    private static bool IsAccessorOfHidden(string methodName, RedactionRules rules)
    {
        // That of an interface which is implemented explicitly has the interface's name before it.
        var name = methodName.AsSpan(methodName.LastIndexOf('.') + 1);
        return (name.StartsWith("get_") || name.StartsWith("set_")) && rules.IsRedactedName(name[4..]);
    }

    private static bool IsValueOfProperty(ManifestVariable variable) =>
        variable.Kind == VariableKind.Return || (variable.Kind == VariableKind.Argument && variable.Name == "value");

    private static SiteVariableKind Kind(VariableKind kind) => kind switch
    {
        VariableKind.This => SiteVariableKind.This,
        VariableKind.Argument => SiteVariableKind.Argument,
        VariableKind.Local => SiteVariableKind.Local,
        _ => SiteVariableKind.Return,
    };

    private static string NotYet(string name, ManifestVariable variable, Moment moment) => (variable.Kind, moment) switch
    {
        (VariableKind.Return, Moment.Throw) => "'@return' has no value because the method threw.",
        (VariableKind.Return, _) => "'@return' has a value only where the method returns. Set evaluateAt to EXIT.",
        (VariableKind.Argument, _) => $"The out parameter '{name}' is not assigned here. Set evaluateAt to EXIT or probe a later line.",
        (_, Moment.Entry) => $"The local '{name}' does not exist at the entry of the method. Set evaluateAt to EXIT or probe a line where it is in scope.",
        _ => $"The local '{name}' is not in scope here. Probe a line where it is.",
    };

    private static string Reason(ManifestVariable variable) => variable.Reason switch
    {
        UnreadableReason.RefStruct => $"'{variable.Name}' is a ref struct, which cannot be shown.",
        UnreadableReason.UnsafeReference => "ref, not read",
        UnreadableReason.NotKept => $"The compiler keeps '{variable.Name}' nowhere that can be read; a Debug build keeps every local.",
        _ => $"'{variable.Name}' has a type that cannot be shown.",
    };

    // The same short name that values have: no namespace, no outer type.
    private static string Simple(string typeName)
    {
        var generic = typeName.IndexOfAny(['[', '<']);
        var head = generic < 0 ? typeName : typeName[..generic];
        return head[(head.LastIndexOfAny(['.', '+', '/']) + 1)..];
    }
}
