using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

internal enum JsonKind
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}

/// <summary>One value of a JSON text, with its place in the text. Immutable.</summary>
internal sealed class JsonNode
{
    private static readonly JsonNode[] s_noItems = Array.Empty<JsonNode>();
    private static readonly KeyValuePair<string, JsonNode>[] s_noProperties = Array.Empty<KeyValuePair<string, JsonNode>>();

    // Of a string: for each escape its index in the value and how many characters more than the value the file has up to it.
    private readonly IReadOnlyList<KeyValuePair<int, int>>? _escapes;

    private JsonNode(
        JsonKind kind,
        string text,
        IReadOnlyList<JsonNode> items,
        IReadOnlyList<KeyValuePair<string, JsonNode>> properties,
        TextPosition position,
        IReadOnlyList<KeyValuePair<int, int>>? escapes = null)
    {
        _escapes = escapes;
        Kind = kind;
        Text = text;
        Items = items;
        Properties = properties;
        Position = position;
    }

    public JsonKind Kind { get; }

    /// <summary>A string without quotes and escapes, a number as it was written, else empty.</summary>
    public string Text { get; }

    public IReadOnlyList<JsonNode> Items { get; }

    /// <summary>In the order of the text, repeated names included.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode>> Properties { get; }

    public TextPosition Position { get; }

    public bool IsNull => Kind == JsonKind.Null;

    public static JsonNode Scalar(JsonKind kind, string text, TextPosition position) => new JsonNode(kind, text, s_noItems, s_noProperties, position);

    /// <param name="text">The value.</param>
    /// <param name="escapes">For each escape its index in the value and how many characters more than the value the file has up to its end; null without any.</param>
    /// <param name="position">Of the opening quote.</param>
    public static JsonNode OfText(string text, IReadOnlyList<KeyValuePair<int, int>>? escapes, TextPosition position) =>
        new JsonNode(JsonKind.String, text, s_noItems, s_noProperties, position, escapes);

    public static JsonNode OfItems(IReadOnlyList<JsonNode> items, TextPosition position) => new JsonNode(JsonKind.Array, "", items, s_noProperties, position);

    public static JsonNode OfProperties(IReadOnlyList<KeyValuePair<string, JsonNode>> properties, TextPosition position) =>
        new JsonNode(JsonKind.Object, "", s_noItems, properties, position);

    /// <summary>Where in the file a character of a string stands.</summary>
    /// <param name="index">Index in the value; its length for the closing quote.</param>
    public TextPosition PositionOf(int index)
    {
        var offset = index + 1 + Surplus(index);
        return new TextPosition(Position.Line, Position.Column + offset, Position.Offset + offset);
    }

    // Halving, because an expression may ask for thousands of places in a text of nothing but escapes.
    private int Surplus(int index)
    {
        if (_escapes is null)
            return 0;

        var low = 0;
        var high = _escapes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_escapes[middle].Key < index)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : _escapes[low - 1].Value;
    }

    /// <summary>The value of a property, or null when it is missing. Of a repeated name the last one counts.</summary>
    public JsonNode? Find(string name)
    {
        for (var i = Properties.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Properties[i].Key, name, StringComparison.Ordinal))
                return Properties[i].Value;
        }

        return null;
    }

    /// <summary>The number as an integer, or null when it is none or does not fit.</summary>
    public long? ToInt64() =>
        Kind == JsonKind.Number && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : (long?)null;

    /// <summary>The number as a double, or null when it is none.</summary>
    public double? ToDouble() =>
        Kind == JsonKind.Number && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : (double?)null;
}
