using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Language;

/// <summary>Reads the place of a probe in the short form: <c>Type.Method(types)</c>, an accessor, an operator, or <c>path:line</c>.</summary>
internal sealed class PlaceText
{
    private const int MaxLength = 2048;

    // Each name more is one more way to part type and member, and each way is kept with the probe.
    private const int MaxNames = 32;

    private static readonly string[] s_accessors = { "get", "set", "init", "add", "remove" };
    private static readonly string[] s_sources = { ".cs", ".vb", ".fs", ".razor", ".cshtml" };

    private readonly JsonNode _at;
    private readonly string _text;
    private readonly List<string> _warnings;

    private PlaceText(JsonNode at, List<string> warnings)
    {
        _at = at;
        _text = at.Text.Trim();
        _warnings = warnings;
    }

    /// <exception cref="LanguageException">The text names no method.</exception>
    /// <exception cref="LineNumberException">The text names a source file without a line.</exception>
    public static ProbeLocation Read(JsonNode at, List<string> warnings)
    {
        if (at.Kind != JsonKind.String || at.Text.Trim().Length == 0)
            throw JsonFields.Wrong(at, "at", "a text such as \"Shop.OrderService.Place\" or \"src/OrderService.cs:71\"");
        if (at.Text.Length > MaxLength)
            throw new LanguageException("The place is longer than " + MaxLength.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", at.Position);

        return new PlaceText(at, warnings).Read();
    }

    private ProbeLocation Read()
    {
        var op = OperatorText.Find(_text);
        if (op < 0 && ReadLine() is ProbeLocation line)
            return line;

        var open = OpenParenthesis(Math.Max(op, 0));
        var signature = open < 0 ? "" : ReadSignature(_text.Substring(open));
        var name = open < 0 ? _text : _text.Substring(0, open).Trim();
        if (op >= 0)
            return ReadOperator(name, op, signature);

        var segments = Segments(name);
        var indexer = segments.Count > 2 ? segments[segments.Count - 2] : default;
        if (indexer.Name == "this" && Array.IndexOf(s_accessors, segments[segments.Count - 1].Name) >= 0)
            return ReadIndexer(segments, indexer, signature);

        return ProbeLocation.Member(Readings(segments), signature);
    }

    private ProbeLocation? ReadLine()
    {
        var colon = _text.LastIndexOf(':');
        var tail = colon < 0 ? "" : _text.Substring(colon + 1).Trim();
        if (colon > 0 && ProbeReader.LineNumber(tail) is int number)
            return ProbeLocation.SourceLine(_text.Substring(0, colon).Trim(), number);

        if (colon > 0 && _text.IndexOf('(') < 0)
            throw new LineNumberException("The place \"" + _text + "\" does not end with a line number from 1. Write it as \"src/OrderService.cs:71\".", _at.Position);

        var isPath = _text.IndexOf('/') >= 0 || _text.IndexOf('\\') >= 0
            || Array.Exists(s_sources, end => _text.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return isPath
            ? throw new LineNumberException("The place \"" + _text + "\" names a source file but no line. Write it as \"src/OrderService.cs:71\".", _at.Position)
            : (ProbeLocation?)null;
    }

    // Parentheses within type arguments belong to tuples.
    private int OpenParenthesis(int start)
    {
        if (start > 0)
            return _text.IndexOf('(', start);

        var depth = 0;
        for (var i = 0; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == '(' && depth <= 0)
                return i;

            depth += c == '<' || c == '[' ? 1 : c == '>' || c == ']' ? -1 : 0;
        }

        return -1;
    }

    private string ReadSignature(string text)
    {
        var end = text.Trim();
        if (end[end.Length - 1] != ')')
            throw Fail("does not end with ')' after its parameter types. Write it as \"Shop.OrderService.Place(int, string)\"");

        var types = TypeTextReader.ReadList(end.Substring(1, end.Length - 2))
            ?? throw Fail("has parameter types that cannot be read. Write them as in C#, such as \"(int, List<string>, ref Order)\"");
        return types.Count == 0 ? SignatureText.NoParameters : "(" + string.Join(",", types) + ")";
    }

    private IReadOnlyList<PlaceSegment> Segments(string name)
    {
        var segments = PlaceSegments.Split(name);
        if (segments is null || segments.Count < 2)
            throw Fail("is no method. Write type and method as \"Shop.OrderService.Place\"");

        if (segments.Count > MaxNames)
            throw Fail("has " + segments.Count.ToString(CultureInfo.InvariantCulture) + " names, and at most " + MaxNames.ToString(CultureInfo.InvariantCulture) + " are read. Write namespace, type and method only");

        var last = segments[segments.Count - 1];
        if (last.Name == ".cctor")
            throw Fail("is a static constructor. It runs once, at a time that the runtime chooses, and is never changed by the weaver; use a line or a method that it calls");

        for (var i = 0; i < segments.Count - 1; i++)
            WarnOfArguments(segments[i]);
        return segments;
    }

    private void WarnOfArguments(PlaceSegment segment)
    {
        foreach (var part in segment.Arity == 0 ? Array.Empty<string>() : segment.Arguments.Split(','))
        {
            var name = part.Trim();
            if (name.IndexOf('.') >= 0 || TypeText.IsAlias(name))
            {
                _warnings.Add("The type '" + segment.Name + "' is watched with whatever type arguments; '" + name + "' does not narrow it.");
                return;
            }
        }
    }

    // What the author meant only the loaded types tell: the last name may be a method, or half of a name.
    private static List<MemberReading> Readings(IReadOnlyList<PlaceSegment> segments)
    {
        var count = segments.Count;
        var last = segments[count - 1];
        var arity = last.Arity == 0 ? -1 : last.Arity;
        var readings = new List<MemberReading> { new MemberReading(Join(segments, 0, count - 1), last.Name, arity: arity) };
        var isAccessor = count > 2 && last.Arity == 0 && Array.IndexOf(s_accessors, last.Name) >= 0;
        if (isAccessor)
        {
            var accessor = Accessor(last.Name) + segments[count - 2].Name;
            readings.Add(new MemberReading(Join(segments, 0, count - 2), accessor));
            for (var types = count - 3; types > 0; types--)
                readings.Add(new MemberReading(Join(segments, 0, types), Join(segments, types, count - 2) + "." + accessor, MemberKind.ExplicitMember));
        }

        if (segments[count - 2].Name == last.Name)
            readings.Add(new MemberReading(Join(segments, 0, count - 1), ".ctor"));

        readings.Add(new MemberReading(Join(segments, 0, count - 1), last.Name, MemberKind.ExplicitMember, arity));
        for (var types = count - 2; types > 0; types--)
            readings.Add(new MemberReading(Join(segments, 0, types), Join(segments, types, count - 1) + "." + last.Name, MemberKind.ExplicitMember, arity));

        if (count > 2)
            readings.Add(new MemberReading(Join(segments, 0, count - 2), last.Name, MemberKind.LocalFunction, container: segments[count - 2].Name));

        return readings;
    }

    private ProbeLocation ReadIndexer(IReadOnlyList<PlaceSegment> segments, PlaceSegment indexer, string signature)
    {
        var accessor = segments[segments.Count - 1].Name;
        if (indexer.Arguments.Trim().Length != 0)
        {
            if (signature.Length != 0)
                throw Fail("gives the types of the indexer twice. Write \"this[int].get\"");

            // The value that is set is one parameter more.
            signature = ReadSignature("(" + indexer.Arguments + (accessor == "get" ? ")" : ", _)"));
        }

        return ProbeLocation.Member(new[] { new MemberReading(Join(segments, 0, segments.Count - 2), Accessor(accessor) + "Item") }, signature);
    }

    private ProbeLocation ReadOperator(string name, int op, string signature)
    {
        var type = name.Substring(0, op).TrimEnd('.', ' ');
        if (PlaceSegments.Split(type) is not IReadOnlyList<PlaceSegment> segments || segments.Count > MaxNames)
            throw Fail("names no type before its operator. Write it as \"Shop.Money.operator +(Money, Money)\"");

        var names = OperatorText.Names(name.Substring(op), SignatureText.Split(signature)?.Count ?? -1)
            ?? throw Fail("names no operator that can be overloaded. Write it as \"Shop.Money.operator +(Money, Money)\", \"implicit operator\" or \"explicit operator\"");
        var readings = new List<MemberReading>();
        foreach (var each in names)
            readings.Add(new MemberReading(Join(segments, 0, segments.Count), each));
        return ProbeLocation.Member(readings, signature);
    }

    private static string Accessor(string word) => (word == "init" ? "set" : word) + "_";

    private static string Join(IReadOnlyList<PlaceSegment> segments, int start, int end)
    {
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
            text.Append(i == start ? "" : segments[i].IsNested ? "+" : ".").Append(segments[i].ToString());
        return text.ToString();
    }

    private LanguageException Fail(string trouble) => new LanguageException("The place \"" + _text + "\" " + trouble + ".", _at.Position);
}
