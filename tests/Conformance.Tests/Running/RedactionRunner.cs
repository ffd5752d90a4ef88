using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Weaver.Capture;
using Weaver.Capture.Policies;
using Weaver.Configuration;
using Weaver.Conformance.Tests.Comparing;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Names and types that are hidden, values captured under such rules, and which types are shown as text or by their elements.</summary>
internal sealed class RedactionRunner : ICaseRunner
{
    private const string Prefix = "DD_DYNAMIC_INSTRUMENTATION_";

    private static readonly string[] s_typeKinds = ["type", "rendersAsText", "supportedCollection", "supportedDictionary"];

    public IEnumerable<JsonElement> ValuesOf(VectorCase vector) =>
        vector.Json.GetProperty("input").Find("value") is { } value ? [value] : [];

    public IEnumerable<string> TypesOf(VectorCase vector)
    {
        var input = vector.Json.GetProperty("input");
        var types = Placeholders.TypesOf(vector).ToList();
        if (s_typeKinds.Contains(vector.Kind) && input.ValueKind == JsonValueKind.String)
            types.Add(input.GetString()!);
        if (vector.Kind == "reason" && input.Text("type") is { } type)
            types.Add(type);

        return types;
    }

    public void Run(VectorCase vector, ClassSet classes, Findings findings)
    {
        vector.AllowKeys("input", "config");
        var input = vector.Json.GetProperty("input");
        if (vector.Kind == "configList")
        {
            ReadList(vector, input.GetString()!, findings);
            return;
        }

        var rules = RulesOf(vector, new Placeholders(vector, classes));
        Traps.Disarm();
        switch (vector.Kind)
        {
            case "identifier": Check(vector, rules.IsRedactedName(input.GetString()), findings); break;
            case "type": Check(vector, rules.IsRedactedType(classes.Find(input.GetString()!)), findings); break;
            case "reason": Reason(vector, rules.ReasonFor(input.Text("name"), classes.Find(input.Text("type")!)), findings); break;
            case "capture": Capture(vector, input, rules, classes, findings); break;
            case "rendersAsText": Check(vector, SafeTypes.HasText(classes.Find(input.GetString()!)), findings); break;
            case "supportedCollection": Check(vector, IsCollection(classes.Find(input.GetString()!)), findings); break;
            case "supportedDictionary": Check(vector, IsDictionary(classes.Find(input.GetString()!)), findings); break;
            default: throw new UnsupportedCaseException("the kind '" + vector.Kind + "'");
        }
    }

    private static void Check(VectorCase vector, bool actual, Findings findings)
    {
        if (vector.Expect.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw new UnsupportedCaseException("an expectation that is neither true nor false");

        findings.Check(actual == vector.Expect.GetBoolean(), vector.Expect.ToString(), actual.ToString());
    }

    private static void Reason(VectorCase vector, RedactedReason actual, Findings findings) =>
        findings.Check(actual.WireName() == (vector.Expect.IsNull() ? null : vector.Expect.GetString()), vector.Expect.ToString(), actual.WireName() ?? "none");

    private static void Capture(VectorCase vector, JsonElement input, RedactionRules rules, ClassSet classes, Findings findings)
    {
        input.AllowKeys("the input", ["name", "value"]);
        var builder = new ValueBuilder(classes);
        var value = input.GetProperty("value");
        var variable = Variable.Of(builder.Build(value), builder.StaticType(value));
        var name = input.Text("name")!;
        Traps.Arm();
        var run = CaptureRun.Of(CaptureGroup.Locals, CaptureLimits.Default, new CaptureOptions { Timeout = TimeSpan.Zero, Redaction = rules }, writer => variable.Write(writer, name));
        if (SnapshotMatch.Difference(run.Json.GetProperty("locals").GetProperty(name), vector.Expect, isUnordered: true) is { } difference)
            findings.Add(vector.Expect.ToString(), difference);

        findings.Check(Traps.Describe().Length == 0, "that nothing of the program runs", Traps.Describe());
    }

    // Snapshots and expressions must agree on what is read element by element.
    private static bool IsCollection(Type type) =>
        CapturePolicies.For(type) is ItemsPolicy and not DictionaryPolicy && CollectionKinds.Of(type) is CollectionKind.List or CollectionKind.Collection;

    private static bool IsDictionary(Type type) => CapturePolicies.For(type) is DictionaryPolicy && CollectionKinds.Of(type) == CollectionKind.Dictionary;

    private static RedactionRules RulesOf(VectorCase vector, Placeholders placeholders)
    {
        var config = vector.Json.Find("config") ?? default;
        config.AllowKeys("config", ["redactedIdentifiers", "excludedIdentifiers", "redactedTypes", "replaceDefaults"]);
        return new RedactionRules(
            config.Texts("redactedIdentifiers"),
            config.Texts("excludedIdentifiers"),
            config.Texts("redactedTypes").Select(placeholders.Fill),
            withDefaults: !config.Flag("replaceDefaults"));
    }

    private static void ReadList(VectorCase vector, string text, Findings findings)
    {
        var config = vector.Json.GetProperty("config");
        config.AllowKeys("config", ["setting"]);
        var setting = config.Text("setting")!;
        var settings = SettingsReader.Read(new WeaverOptions(), name => name == Prefix + setting ? text : null);
        IReadOnlyList<string> list = setting switch
        {
            "REDACTED_IDENTIFIERS" => settings.RedactedIdentifiers,
            "REDACTED_TYPES" => settings.RedactedTypes,
            "REDACTION_EXCLUDED_IDENTIFIERS" or "REDACTED_EXCLUDED_IDENTIFIERS" => settings.RedactionExcludedIdentifiers,
            _ => throw new UnsupportedCaseException("the setting '" + setting + "'"),
        };
        if (vector.Expect.Flag("error"))
            findings.Check(settings.Complaints.Count != 0 || settings.RedactedTypes.Any(t => !RedactionRules.IsTypePattern(t)), "a complaint", "no complaint, and the list " + string.Join(",", list));
        else
            findings.Check(settings.Complaints.Count == 0 && list.SequenceEqual(vector.Expect.EnumerateArray().Select(i => i.GetString()!)), vector.Expect.ToString(), string.Join(",", list.Concat(settings.Complaints)));
    }
}
