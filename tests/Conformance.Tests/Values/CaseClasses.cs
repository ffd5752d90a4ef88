using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Values;

/// <summary>The classes and the types that the values of one case need.</summary>
internal sealed class CaseClasses
{
    /// <summary>By their full names.</summary>
    public SortedDictionary<string, ClassModel> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>Every type that building the values asks for, as vectors write it.</summary>
    public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

    public static CaseClasses Of(IEnumerable<JsonElement> values, IEnumerable<string> types)
    {
        var found = new CaseClasses();
        foreach (var value in values)
            found.Walk(value);
        foreach (var type in types)
            found.AddType(type);

        foreach (var model in found.Classes.Values)
            found.Inherit(model);

        return found;
    }

    private void Inherit(ClassModel model)
    {
        if (model.Base is null || !Classes.TryGetValue(model.Base, out var from))
            return;

        model.Inherit(from);
    }

    private void Walk(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                Walk(item);
            return;
        }

        if (json.ValueKind != JsonValueKind.Object)
            return;

        if (TypedValue.IsOne(json))
            Add(json);

        foreach (var member in json.EnumerateObject())
            Walk(member.Value);
    }

    private void Add(JsonElement json)
    {
        AddType(TypedValue.StaticType(json));
        AddType(TypedValue.OwnType(json));
        foreach (var key in (ReadOnlySpan<string>)["elementType", "keyType", "valueType", "declared"])
        {
            if (json.Text(key) is { } type)
                AddType(type);
        }

        switch (json.Text("type"))
        {
            case "object":
                AddObject(json);
                break;
            case "type":
                AddType(json.Text("value")!);
                break;
            case "enum":
                if (Own(json) is { } constants)
                {
                    constants.Kind = "enum";
                    if (json.Text("value") is { } member && !constants.Extras.Contains(member))
                        constants.Extras.Add(member);
                }

                break;
            case "exception":
                if (Own(json) is { } exception)
                {
                    exception.Kind = "exception";
                    if (json.Flag("messageGetterThrows"))
                        exception.Computed.Add("Message");
                }

                break;
            case "customICollection":
                if (Own(json) is { } collection)
                {
                    collection.Kind = "collection";
                    if (collection.Extras.Count == 0)
                        collection.Extras.Add(TypedValue.ElementType(json));
                }

                break;
            case "statics":
                AddStatics(json);
                break;
        }
    }

    private ClassModel? Own(JsonElement json) => json.Text("class") is { } name && Classes.TryGetValue(name, out var model) ? model : null;

    private void AddObject(JsonElement json)
    {
        if (Own(json) is not { } model)
            return;

        model.Merge(json);
        Widen(model, json.Text("declared"));
        if (model.Base is { } from)
            AddType(from);

        foreach (var field in json.Members("fields"))
        {
            // Three dots stand for the fields that another object of the class has.
            if (field.Name != "...")
                model.AddField(field.Name, TypedValue.StaticType(field.Value), !(field.Value.Text("type") == "null" && field.Value.Text("declared") is null));
        }

        foreach (var name in model.AutoProperties)
            model.AddField(name, "string", isCertain: false);
    }

    // A class that a variable is declared with, and that is not the object's own, is above it.
    private void Widen(ClassModel model, string? declared)
    {
        if (declared is null || declared == model.Name || !Classes.TryGetValue(declared, out var wider))
            return;

        if (declared.Length > 1 && declared[0] == 'I' && char.IsUpper(declared[1]))
        {
            wider.Kind = "interface";
            model.Interfaces.Add(declared);
        }
        else
        {
            model.Base ??= declared;
        }
    }

    private void AddStatics(JsonElement json)
    {
        AddType(TypedValue.StaticsClass);
        var model = Classes[TypedValue.StaticsClass];
        model.Merge(json);
        foreach (var field in json.Members("fields"))
        {
            if (model.HasTypeInitializer == true)
                model.Statics.TryAdd(field.Name, "static " + TypedValue.StaticType(field.Value));
            else
                model.PlainStatics.TryAdd(field.Name, TypedValue.StaticType(field.Value));
        }
    }

    private void AddType(string text)
    {
        if (!Types.Add(text))
            return;

        foreach (var name in TypeText.Parse(text).OwnNames())
        {
            if (!Classes.ContainsKey(name))
                Classes.Add(name, new ClassModel(name));
        }
    }
}
