using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Weaver.Conformance.Tests.Values;

/// <summary>Writes a class as C#. Every member that only the program itself may run is a trap.</summary>
internal static partial class ClassSource
{
    private const string Traps = "global::Weaver.Conformance.Tests.Traps";

    public static string Write(ClassModel model)
    {
        var dot = model.Name.LastIndexOf('.');
        var simple = model.Name[(dot + 1)..];
        var body = model.Kind switch
        {
            "enum" => WriteEnum(model, simple),
            "interface" => $"public interface @{simple} {{ }}",
            "exception" => WriteException(model, simple),
            "collection" => WriteCollection(model, simple),
            _ => WriteClass(model, simple),
        };
        return dot < 0 ? body + "\n" : $"namespace {model.Name[..dot]} {{ {body} }}\n";
    }

    // A value of several members makes flags of them all.
    private static string WriteEnum(ClassModel model, string simple)
    {
        var members = model.Extras.SelectMany(m => m.Split(',', StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal).ToList();
        var areFlags = members.Count != model.Extras.Count;
        return (areFlags ? "[global::System.Flags] " : "") + $"public enum @{simple} {{ {string.Join(", ", members.Select((m, i) => areFlags ? $"{m} = {1 << i}" : m))} }}";
    }

    private static string WriteClass(ClassModel model, string simple)
    {
        var kind = model.Kind switch
        {
            "class" => "class",
            "struct" => "struct",
            "record" => "record class",
            "recordStruct" or "record struct" => "record struct",
            _ => throw new UnsupportedCaseException("the kind '" + model.Kind + "' of class " + model.Name),
        };
        var isRecord = kind.StartsWith("record", StringComparison.Ordinal);
        var text = new StringBuilder();
        var above = (model.Base is null ? [] : new[] { model.Base }).Concat(model.Interfaces).Select(t => TypeText.Parse(t).ToCSharp()).ToList();
        text.Append($"public {kind} @{simple}{(above.Count == 0 ? "" : " : " + string.Join(", ", above))}\n{{\n");
        foreach (var (name, type) in model.Fields)
        {
            var access = model.Private.Contains(name) ? "private" : "public";
            text.Append($"    {access} {TypeText.Parse(type).ToCSharp()} @{Identifier(name)}{(isRecord || model.AutoProperties.Contains(name) ? " { get; set; }" : ";")}\n");
        }

        foreach (var name in model.Computed)
            text.Append($"    public string @{Identifier(name)} => {Traps}.Spring(\"getter\", \"computed\");\n");

        foreach (var (name, type) in model.PlainStatics)
            text.Append($"    private static {TypeText.Parse(type).ToCSharp()} @{Identifier(name)};\n");

        foreach (var (name, description) in model.Statics)
            text.Append("    " + WriteStatic(Identifier(name), description, model.HasTypeInitializer) + "\n");

        text.Append($"    public override string ToString() => {Traps}.Spring(\"ToString\", \"text\");\n");
        if (!isRecord)
        {
            text.Append($"    public override bool Equals(object other) => {Traps}.Spring(\"Equals\", ReferenceEquals(this, other));\n");
            text.Append($"    public override int GetHashCode() => {Traps}.Spring(\"GetHashCode\", 1);\n");
        }

        return text.Append("}\n").ToString();
    }

    // The vectors describe a static member in words: its access, its type or form, and the value of a constant.
    private static string WriteStatic(string name, string description, bool? hasInitializer)
    {
        if (ConstantText().Match(description) is { Success: true } text)
            return $"public const string @{name} = \"{text.Groups[1].Value}\";";

        if (EnumConstant().Match(description) is { Success: true } member)
            return $"public enum {name}Values {{ {member.Groups[1].Value} = {member.Groups[2].Value} }} public const {name}Values @{name} = {name}Values.{member.Groups[1].Value};";

        if (description.Contains("computed", StringComparison.Ordinal))
            return $"public static string @{name} => {Traps}.Spring(\"getter\", \"computed\");";

        var access = description.StartsWith("protected", StringComparison.Ordinal) ? "protected" : description.StartsWith("private", StringComparison.Ordinal) ? "private" : "public";
        var type = StaticType().Match(description) is { Success: true } typed && !typed.Groups[1].ValueSpan.SequenceEqual("property") && !typed.Groups[1].ValueSpan.SequenceEqual("field")
            ? TypeText.Parse(typed.Groups[1].Value).ToCSharp()
            : "string";
        var initializer = hasInitializer == false ? "" : $" = {Traps}.Initialize({(type == "string" ? "\"value\"" : $"default({type})")})";
        return description.Contains("property", StringComparison.Ordinal)
            ? $"{access} static {type} @{name} {{ get; set; }}{initializer}{(initializer.Length == 0 ? "" : ";")}"
            : $"{access} static {type} @{name}{initializer};";
    }

    private static string WriteException(ClassModel model, string simple) =>
        $$"""
        public class @{{simple}} : global::System.Exception
        {
            public @{{simple}}(string message) : base(message) { }
            public @{{simple}}(string message, global::System.Exception inner) : base(message, inner) { }
            {{(model.Computed.Contains("Message") ? $"public override string Message => {Traps}.Spring(\"getter\", \"computed\");" : "")}}
            public override string ToString() => {{Traps}}.Spring("ToString", "text");
        }

        """;

    private static string WriteCollection(ClassModel model, string simple)
    {
        var item = TypeText.Parse(model.Extras[0]).ToCSharp();
        return $$"""
            public class @{{simple}} : global::System.Collections.Generic.ICollection<{{item}}>, global::System.Collections.ICollection
            {
                private readonly global::System.Collections.Generic.List<{{item}}> _items = new();
                public int Count => {{Traps}}.Spring("count", _items.Count);
                public bool IsReadOnly => {{Traps}}.Spring("getter", false);
                public bool IsSynchronized => {{Traps}}.Spring("getter", false);
                public object SyncRoot => {{Traps}}.Spring("getter", this);
                public void Add({{item}} item) => _items.Add(item);
                public void Clear() => _items.Clear();
                public bool Contains({{item}} item) => {{Traps}}.Spring("contains", false);
                public void CopyTo({{item}}[] array, int index) => {{Traps}}.Spring("copy", 0);
                public void CopyTo(global::System.Array array, int index) => {{Traps}}.Spring("copy", 0);
                public bool Remove({{item}} item) => _items.Remove(item);
                public global::System.Collections.Generic.IEnumerator<{{item}}> GetEnumerator() => {{Traps}}.Spring("enumerator", (global::System.Collections.Generic.IEnumerator<{{item}}>)_items.GetEnumerator());
                global::System.Collections.IEnumerator global::System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            }

            """;
    }

    private static string Identifier(string name) =>
        IdentifierForm().IsMatch(name) ? name : throw new UnsupportedCaseException("a member named '" + name + "'");

    [GeneratedRegex("^const string (.*)$")]
    private static partial Regex ConstantText();

    [GeneratedRegex(@"^const enum (\w+)\((\d+)\)$")]
    private static partial Regex EnumConstant();

    [GeneratedRegex(@"static (\w+)")]
    private static partial Regex StaticType();

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex IdentifierForm();
}
