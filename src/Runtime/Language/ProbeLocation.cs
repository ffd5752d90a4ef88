using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Where a probe wants to stand: a method, or one line of a source file. Immutable.</summary>
internal sealed class ProbeLocation
{
    private static readonly MemberReading[] s_noReadings = Array.Empty<MemberReading>();

    private ProbeLocation(IReadOnlyList<MemberReading> readings, string signature, string typeName, string sourceFile, int line)
    {
        Readings = readings;
        TypeName = typeName;
        MethodName = readings.Count == 0 ? "" : readings[0].Name;
        Signature = signature;
        SourceFile = sourceFile;
        Line = line;
    }

    /// <summary>
    /// What the place may mean, the likeliest first; one reading in the wire form, none for a line. The first that a loaded
    /// module has counts.
    /// </summary>
    public IReadOnlyList<MemberReading> Readings { get; }

    /// <summary>Full name of the type, or a name without a dot that the end of a full name must match; may be empty for a line.</summary>
    public string TypeName { get; }

    /// <summary>Simple method name; empty for a line.</summary>
    public string MethodName { get; }

    /// <summary>Parameter types as written; empty means any overload.</summary>
    public string Signature { get; }

    /// <summary>Source path or the end of one, as written; empty for a method.</summary>
    public string SourceFile { get; }

    /// <summary>Line from 1; 0 for a method.</summary>
    public int Line { get; }

    public bool IsLine => Line > 0;

    public static ProbeLocation Method(string typeName, string methodName, string signature = "") =>
        Member(new[] { new MemberReading(typeName, methodName) }, signature);

    /// <param name="readings">At least one.</param>
    /// <param name="signature">Parameter types; empty means any overload.</param>
    public static ProbeLocation Member(IReadOnlyList<MemberReading> readings, string signature) =>
        new ProbeLocation(readings, signature, readings[0].TypeName, "", 0);

    public static ProbeLocation SourceLine(string sourceFile, int line, string typeName = "") =>
        new ProbeLocation(s_noReadings, "", typeName, sourceFile, line);

    /// <summary>
    /// The parameter types that <see cref="Signature"/> names, white space removed and <c>&lt; &gt;</c> of generics written
    /// as <c>[ ]</c>; null when any overload will do, which an unreadable signature means too.
    /// </summary>
    public IReadOnlyList<string>? ParameterTypes() => SignatureText.Split(Signature);

    public override string ToString() => IsLine
        ? SourceFile + ":" + Line.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : TypeName.Length == 0 ? MethodName : TypeName + "." + MethodName;
}

/// <summary>
/// The signature of a location: comma-separated parameter types, parentheses around them optional. Nothing, and nothing
/// between parentheses, means any overload.
/// </summary>
internal static class SignatureText
{
    /// <summary>The signature of the overload that has no parameters.</summary>
    public const string NoParameters = "(void)";

    public static IReadOnlyList<string>? Split(string signature)
    {
        var text = Normalize(signature);
        if (text.Length >= 2 && text[0] == '(' && text[text.Length - 1] == ')')
            text = text.Substring(1, text.Length - 2);

        if (text.Length == 0)
            return null;
        if (text == "void")
            return Array.Empty<string>();

        var types = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' || text[i] == '(')
            {
                depth++;
            }
            else if (text[i] == ']' || text[i] == ')')
            {
                if (--depth < 0)
                    return null;
            }
            else if (text[i] == ',' && depth == 0)
            {
                types.Add(text.Substring(start, i - start));
                start = i + 1;
            }
        }

        types.Add(text.Substring(start));
        return depth == 0 ? types : null;
    }

    /// <summary>Without white space, generics in square brackets. The pair <c>&lt;&gt;</c> is part of compiler-made names and stays.</summary>
    public static string Normalize(string signature)
    {
        var text = new System.Text.StringBuilder(signature.Length);
        for (var i = 0; i < signature.Length; i++)
        {
            var c = signature[i];
            if (char.IsWhiteSpace(c))
                continue;

            if (c == '<' && i + 1 < signature.Length && signature[i + 1] == '>')
            {
                text.Append("<>");
                i++;
            }
            else
            {
                text.Append(c == '<' ? '[' : c == '>' ? ']' : c);
            }
        }

        return text.ToString();
    }
}
