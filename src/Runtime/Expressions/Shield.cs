using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>Replaces what is sensitive before any operator sees it.</summary>
internal static class Shield
{
    /// <summary>A value as it may be used: values of sensitive types are hidden, the framework's pairs opened.</summary>
    public static Value Admit(in Value value, RedactionRules rules)
    {
        if (value.Kind != ValueKind.Object)
            return rules.HasTypes && value.Type is { } scalar && rules.IsRedactedType(scalar) ? Value.Redacted(scalar) : value;

        var type = value.Reference!.GetType();
        if (rules.IsRedactedType(type))
            return Value.Redacted(type);

        return Pairs.TryUnpack(value.Reference, type, out var key, out var item)
            ? Value.Of(new DictionaryPair(key, HideUnder(key, item, rules)))
            : value;
    }

    /// <summary>The value under a key of a dictionary.</summary>
    public static Value HideUnder(in Value key, in Value value, RedactionRules rules) =>
        key.Kind == ValueKind.String && rules.IsRedactedName(key.Text) ? Value.Redacted(value.Type) : Admit(value, rules);
}
