using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Reads fields of an object with a complaint when they are of the wrong kind. Missing and null mean the default.</summary>
internal static class JsonFields
{
    private static readonly JsonNode[] s_noItems = Array.Empty<JsonNode>();

    /// <summary>A text; empty when missing.</summary>
    public static string Text(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null)
            return "";

        return field.Kind == JsonKind.String ? field.Text : throw Wrong(field, name, "a text");
    }

    public static bool Flag(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null || field.Kind == JsonKind.False)
            return false;

        return field.Kind == JsonKind.True ? true : throw Wrong(field, name, "true or false");
    }

    /// <summary>The objects of an array; empty when missing.</summary>
    public static IReadOnlyList<JsonNode> Items(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null)
            return s_noItems;

        if (field.Kind != JsonKind.Array)
            throw Wrong(field, name, "an array");

        foreach (var item in field.Items)
        {
            if (item.Kind != JsonKind.Object)
                throw new LanguageException("Each item of \"" + name + "\" must be an object.", item.Position);
        }

        return field.Items;
    }

    /// <summary>The texts of an array; empty when missing.</summary>
    public static IReadOnlyList<string> Texts(JsonNode owner, string name)
    {
        var texts = new List<string>();
        var field = Present(owner, name);
        if (field is null)
            return texts;

        if (field.Kind != JsonKind.Array)
            throw Wrong(field, name, "an array of texts");

        foreach (var item in field.Items)
            texts.Add(item.Kind == JsonKind.String ? item.Text : throw new LanguageException("Each item of \"" + name + "\" must be a text.", item.Position));

        return texts;
    }

    /// <summary>A limit from 0; null when missing or below 0, which mean the default.</summary>
    public static int? Limit(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null)
            return null;

        var value = field.ToInt64();
        if (value is null || value > int.MaxValue)
            throw Wrong(field, name, "a whole number up to 2147483647");

        return value < 0 ? (int?)null : (int)value.Value;
    }

    /// <summary>A rate from 0; null when missing.</summary>
    public static double? Rate(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null)
            return null;

        return field.ToDouble() is double rate && rate >= 0 && !double.IsInfinity(rate) ? rate : throw Wrong(field, name, "a number from 0");
    }

    /// <summary>Any number; null when missing.</summary>
    public static double? Number(JsonNode owner, string name)
    {
        var field = Present(owner, name);
        if (field is null)
            return null;

        return field.ToDouble() is double number && !double.IsNaN(number) && !double.IsInfinity(number) ? number : throw Wrong(field, name, "a number");
    }

    public static LanguageException Wrong(JsonNode field, string name, string wanted) =>
        new LanguageException("The field \"" + name + "\" must be " + wanted + ".", field.Position);

    private static JsonNode? Present(JsonNode owner, string name) => owner.Find(name) is { IsNull: false } field ? field : null;
}
