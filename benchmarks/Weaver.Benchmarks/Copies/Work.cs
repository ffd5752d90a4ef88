using System;
using System.Collections.Generic;
using System.Linq;

namespace Weaver.Benchmarks.Copies;

/// <summary>One piece of work: a static method without parameters in the subjects assembly.</summary>
/// <param name="Type">Name of its type, without the namespace.</param>
/// <param name="Name">Name of the method.</param>
/// <param name="Assembly">Simple name of the assembly whose code it spends its time in.</param>
/// <param name="Namespace">What the full names of that assembly's types start with.</param>
public sealed record Work(string Type, string Name, string Assembly, string Namespace)
{
    public const string Subjects = "Weaver.Benchmarks.Subjects";

    public static IReadOnlyList<Work> All { get; } =
    [
        new("Calls", "Fibonacci", Subjects, Subjects + ".Calls"),
        new("Calls", "SmallCalls", Subjects, Subjects + ".Calls"),
        new("Calls", "LoopCalls", Subjects, Subjects + ".Calls"),
        new("Accessors", "Inlined", Subjects, Subjects + ".Accessors"),
        new("Libraries", "MarkdigReadme", "Markdig", "Markdig."),
        new("Libraries", "NewtonsoftJson", "Newtonsoft.Json", "Newtonsoft.Json."),
        new("Libraries", "JintScript", "Jint", "Jint."),
        new("Libraries", "HtmlPage", "HtmlAgilityPack", "HtmlAgilityPack."),
        new("Formats", "YamlText", "YamlDotNet", "YamlDotNet."),
        new("Formats", "HtmlDom", "AngleSharp", "AngleSharp."),
        new("Formats", "TimeZones", "NodaTime", "NodaTime."),
        new("Formats", "JsonGrammar", "Superpower", "Superpower."),
    ];

    public bool IsLibrary => Assembly != Subjects;

    public static Work Named(string name) =>
        All.FirstOrDefault(work => work.Name == name)
        ?? throw new ArgumentException($"There is no work '{name}'. There are {string.Join(", ", All.Select(static work => work.Name))}.", nameof(name));

    public override string ToString() => Name;
}
