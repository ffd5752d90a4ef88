using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Weaver.Tests.Support;

namespace Weaver.Conformance.Tests.Values;

/// <summary>The name of a type as vectors write it, such as <c>list&lt;int&gt;</c>, <c>Guid?</c> or <c>Shop.Order[]</c>.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<TypeText> Arguments, string Suffix)
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "bool", "byte", "sbyte", "char", "decimal", "double", "float", "int", "uint", "long", "ulong", "short", "ushort",
        "object", "string", "nint", "nuint",
    };

    /// <summary>Names of the vectors for types of the framework.</summary>
    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["guid"] = "Guid", ["datetime"] = "DateTime", ["datetimeoffset"] = "DateTimeOffset", ["timespan"] = "TimeSpan",
        ["dateonly"] = "DateOnly", ["timeonly"] = "TimeOnly", ["uri"] = "Uri", ["version"] = "Version", ["intptr"] = "IntPtr",
        ["uintptr"] = "UIntPtr", ["type"] = "Type", ["stringbuilder"] = "StringBuilder", ["list"] = "List", ["dict"] = "Dictionary",
        ["dictionary"] = "Dictionary", ["hashset"] = "HashSet", ["queue"] = "Queue", ["stack"] = "Stack", ["linkedlist"] = "LinkedList",
        ["sortedset"] = "SortedSet", ["concurrentqueue"] = "ConcurrentQueue", ["concurrentstack"] = "ConcurrentStack",
        ["concurrentbag"] = "ConcurrentBag", ["blockingcollection"] = "BlockingCollection", ["arraylist"] = "ArrayList",
        ["hashtable"] = "Hashtable", ["sorteddictionary"] = "SortedDictionary", ["concurrentdictionary"] = "ConcurrentDictionary",
        ["sortedlist"] = "SortedList", ["genericsortedlist"] = "SortedList", ["lazy"] = "Lazy", ["task"] = "Task", ["arraysegment"] = "ArraySegment",
        ["half"] = "Half", ["int128"] = "Int128", ["uint128"] = "UInt128",
    };

    private static readonly string[] s_namespaces =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.Collections.Concurrent", "System.Text",
        "System.Threading.Tasks", "System.Runtime.CompilerServices", "System.Security", "System.Diagnostics", "System.Collections.ObjectModel",
    ];

    /// <summary>The assemblies of the framework, by the paths of their references.</summary>
    private static readonly Lazy<Assembly[]> s_framework = new(() =>
        [.. CompileSource.References.Select(Path.GetFileNameWithoutExtension).Where(n => n!.StartsWith("System", StringComparison.Ordinal)).Select(n => Assembly.Load(n!)).Prepend(typeof(object).Assembly)]);

    private static readonly ConcurrentDictionary<string, bool> s_isFramework = new(StringComparer.Ordinal);

    private int Arity => Arguments.Count;

    public static TypeText Parse(string text)
    {
        var position = 0;
        var type = Parse(text.Replace(" ", "", StringComparison.Ordinal), ref position);
        return position == text.Replace(" ", "", StringComparison.Ordinal).Length ? type : throw new UnsupportedCaseException("the type name '" + text + "'");
    }

    /// <summary>Names that are no type of the framework, so that the case must bring the class.</summary>
    public IEnumerable<string> OwnNames() =>
        (FrameworkName() is null ? [Name] : Enumerable.Empty<string>()).Concat(Arguments.SelectMany(a => a.OwnNames()));

    /// <summary>The type as C# names it.</summary>
    public string ToCSharp()
    {
        var name = FrameworkName() ?? "global::" + Name.Replace('+', '.');
        return (Arity == 0 ? name : name + "<" + string.Join(", ", Arguments.Select(a => a.ToCSharp())) + ">") + Suffix;
    }

    private string? FrameworkName()
    {
        if (s_keywords.Contains(Name))
            return Name;

        var name = s_aliases.GetValueOrDefault(Name, Name);
        var candidates = name.Contains('.', StringComparison.Ordinal) ? [name] : s_namespaces.Select(n => n + "." + name);
        foreach (var candidate in candidates)
        {
            var full = Arity == 0 ? candidate : candidate + "`" + Arity;
            if (s_isFramework.GetOrAdd(full, static name => s_framework.Value.Any(a => a.GetType(name) is { IsVisible: true })))
                return "global::" + candidate.Replace('+', '.');
        }

        return null;
    }

    private static TypeText Parse(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '.' or '+'))
            position++;

        if (position == start)
            throw new UnsupportedCaseException("the type name '" + text + "'");

        var name = text[start..position];
        var arguments = new List<TypeText>();
        if (position < text.Length && text[position] == '<')
        {
            do
            {
                position++;
                arguments.Add(Parse(text, ref position));
            }
            while (position < text.Length && text[position] == ',');

            if (position >= text.Length || text[position++] != '>')
                throw new UnsupportedCaseException("the type name '" + text + "'");
        }

        start = position;
        while (position < text.Length && text[position] is '[' or ']' or '?' && position < text.Length)
            position++;

        return new TypeText(name, arguments, text[start..position]);
    }
}
