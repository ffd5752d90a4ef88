using System;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weaver.Conformance.Tests.Values;

/// <summary>Fills in what stands in angle brackets: names of the classes that a case describes.</summary>
internal sealed partial class Placeholders(VectorCase vector, ClassSet classes)
{
    // A type name in a placeholder may have angle brackets of its own.
    private const string Form = "<(full type name|full name|assembly-free type name|assembly simple name|assembly qualified name)(?: of ((?:[^<>]|<[^<>]*>)+))?>";

    /// <summary>The text with every placeholder filled in.</summary>
    public string Fill(string text) => Placeholder().Replace(text, Name);

    /// <summary>Type names that the placeholders of a case ask for.</summary>
    public static string[] TypesOf(VectorCase vector) =>
        [.. Placeholder().Matches(vector.Json.ToString()).Select(m => Unescape(m.Groups[2].Value)).Where(t => t.Length != 0).Distinct()];

    private string Name(Match match)
    {
        var type = match.Groups[2].Success ? classes.Find(Unescape(match.Groups[2].Value)) : OnlyClass();
        return match.Groups[1].Value switch
        {
            "assembly-free type name" => type.ToString(),
            "assembly simple name" => type.Assembly.GetName().Name!,
            "assembly qualified name" => type.AssemblyQualifiedName!,
            _ => type.FullName!,
        };
    }

    // Without a name the class of the first object of the environment is meant.
    private Type OnlyClass()
    {
        foreach (var variable in vector.Json.Members("env"))
        {
            if (variable.Value.Text("class") is { } name)
                return classes.Find(name);
        }

        throw new UnsupportedCaseException("whose name a placeholder stands for");
    }

    private static string Unescape(string text) => text.Replace("\\u003C", "<", StringComparison.OrdinalIgnoreCase).Replace("\\u003E", ">", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text as it stands in JSON.</summary>
    public static string InJson(string text) => JsonEncodedText.Encode(text).ToString();

    [GeneratedRegex(Form)]
    private static partial Regex Placeholder();
}
