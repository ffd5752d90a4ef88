using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Comparing;

/// <summary>Compares the value of an expression with a typed value: numbers by value, what a filter gave as a sequence, dictionaries by their entries.</summary>
internal static class ValueComparison
{
    public static bool Matches(in Value actual, JsonElement expected, ClassSet classes)
    {
        var name = TypedValue.Name(expected.Text("type") ?? throw new UnsupportedCaseException("an expected value without a type"));
        if (name == "null")
            return actual.IsNull;
        if (name == "string")
            return actual.Kind == ValueKind.String ? actual.Text == ScalarValue.Parse(expected, classes) as string : actual.Kind == ValueKind.Redacted && expected.Text("value") == RedactedReasonNames.MessageText;
        if (actual.IsNull || actual.Kind == ValueKind.Redacted)
            return false;
        if (TypedValue.IsScalar(name) || name == "enum")
            return MatchesScalar(actual, expected, classes);
        if (TypedValue.IsListLike(name) || name is "array" or "arraylist" or "arraySegment")
            return MatchesSequence(actual, expected, classes);
        if (TypedValue.IsDictionaryLike(name) || name is "hashtable" or "sortedlist")
            return MatchesEntries(actual, expected, classes);
        if (name == "object")
            return MatchesObject(actual, expected, classes);
        if (name == "exception")
            return actual.Type == classes.Find(expected.Text("class")!) && (expected.Text("message") is not { } text || MemberAccess.Find(actual.Type, "Message").Read(actual.Reference!).Text == text);

        throw new UnsupportedCaseException("an expected value of type '" + name + "'");
    }

    /// <summary>The value for a message about a difference.</summary>
    public static string Show(in Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Items => "[" + string.Join(", ", ((FilteredItems)value.Reference!).Items.Select(i => Show(i))) + "]",
        ValueKind.Pair => Show(((DictionaryPair)value.Reference!).Key) + ": " + Show(((DictionaryPair)value.Reference!).Value),
        ValueKind.Redacted => RedactedReasonNames.MessageText,
        ValueKind.Object => value.Type!.ToString(),
        _ => value.Type!.Name + " " + Convert.ToString(value.ToObject(), CultureInfo.InvariantCulture),
    };

    private static bool MatchesScalar(in Value actual, JsonElement expected, ClassSet classes)
    {
        var wanted = expected.Text("type") == "enum"
            ? Enum.Parse(classes.Find(expected.Text("class")!), expected.Text("value")!)
            : ScalarValue.Parse(expected, classes);
        var other = Value.OfObject(wanted);
        if (Numbers.IsNumber(actual) && Numbers.IsNumber(other) && wanted is not (char or Enum) && actual.Kind != ValueKind.Char)
            return IsSameNumber(actual, other);

        return Equals(actual.ToObject(), wanted);
    }

    // A float is the number that its text shows.
    private static bool IsSameNumber(in Value a, in Value b) =>
        Numbers.Compare(a, b) == 0 || a.ToObject() is float or double && b.ToObject() is float or double && (float)Numbers.ToDouble(a) == (float)Numbers.ToDouble(b);

    private static bool MatchesSequence(in Value actual, JsonElement expected, ClassSet classes)
    {
        if (!Elements.TryWalk(actual, out var elements))
            return false;

        var wanted = expected.Find("range") is { } range
            ? Enumerable.Range(range[0].GetInt32(), range[1].GetInt32() - range[0].GetInt32() + 1).Select(i => JsonDocument.Parse("{\"type\":\"int\",\"value\":" + i.ToString(CultureInfo.InvariantCulture) + "}").RootElement).ToList()
            : expected.Items("items").ToList();
        var count = 0;
        while (elements.MoveNext())
        {
            if (count >= wanted.Count || !Matches(elements.Item, wanted[count], classes))
                return false;
            count++;
        }

        return count == wanted.Count;
    }

    private static bool MatchesEntries(in Value actual, JsonElement expected, ClassSet classes)
    {
        if (!Elements.TryWalk(actual, out var elements) || !elements.IsDictionary)
            return false;

        var wanted = expected.Items("entries").ToList();
        while (elements.MoveNext())
        {
            var (key, value) = (elements.Key, elements.Item);
            var found = wanted.FindIndex(e => Matches(key, e[0], classes) && Matches(value, e[1], classes));
            if (found < 0)
                return false;
            wanted.RemoveAt(found);
        }

        return wanted.Count == 0;
    }

    private static bool MatchesObject(in Value actual, JsonElement expected, ClassSet classes)
    {
        if (actual.Type is not { } type || (expected.Text("class") is { } name && classes.Find(name) != type))
            return false;

        foreach (var field in expected.Members("fields"))
        {
            var member = MemberAccess.Find(type, field.Name);
            if (member.Refusal is not null || !Matches(member.Read(actual.ToObject()!), field.Value, classes))
                return false;
        }

        return true;
    }
}
