using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Language;

/// <summary>
/// Writes JSON so that equal content gives equal text: no white space, properties sorted by name, of a repeated name the
/// last. Numbers keep their spelling.
/// </summary>
internal static class JsonCanonical
{
    public static string Write(JsonNode node)
    {
        var builder = new StringBuilder();
        Write(node, builder);
        return builder.ToString();
    }

    private static void Write(JsonNode node, StringBuilder builder)
    {
        switch (node.Kind)
        {
            case JsonKind.Null: builder.Append("null"); break;
            case JsonKind.True: builder.Append("true"); break;
            case JsonKind.False: builder.Append("false"); break;
            case JsonKind.Number: builder.Append(node.Text); break;
            case JsonKind.String: WriteString(node.Text, builder); break;
            case JsonKind.Array:
                builder.Append('[');
                for (var i = 0; i < node.Items.Count; i++)
                {
                    if (i > 0)
                        builder.Append(',');
                    Write(node.Items[i], builder);
                }

                builder.Append(']');
                break;
            default:
                WriteObject(node, builder);
                break;
        }
    }

    private static void WriteObject(JsonNode node, StringBuilder builder)
    {
        var properties = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var property in node.Properties)
            properties[property.Key] = property.Value;

        builder.Append('{');
        var first = true;
        foreach (var property in properties)
        {
            if (!first)
                builder.Append(',');
            first = false;
            WriteString(property.Key, builder);
            builder.Append(':');
            Write(property.Value, builder);
        }

        builder.Append('}');
    }

    /// <summary>Writes a text with escapes between quotes.</summary>
    public static void WriteString(string text, StringBuilder builder, char quote = '"')
    {
        builder.Append(quote);
        foreach (var c in text)
        {
            switch (c)
            {
                case '\\': builder.Append("\\\\"); break;
                case '\n': builder.Append("\\n"); break;
                case '\r': builder.Append("\\r"); break;
                case '\t': builder.Append("\\t"); break;
                default:
                    if (c == quote)
                        builder.Append('\\').Append(c);
                    else if (c < ' ')
                        builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    else
                        builder.Append(c);
                    break;
            }
        }

        builder.Append(quote);
    }
}
