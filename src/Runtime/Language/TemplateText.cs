using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Weaver.Language;

/// <summary>Splits a message such as <c>x={a.b}</c> into segments. Double braces stand for themselves.</summary>
internal static class TemplateText
{
    /// <summary>No message has more segments.</summary>
    public const int MaxSegments = 256;

    /// <summary>No message is longer, in characters.</summary>
    public const int MaxLength = Expression.MaxTextLength;

    /// <param name="template">The message.</param>
    /// <param name="origin">Where it stands in its file.</param>
    /// <exception cref="LanguageException">A brace is not closed or not opened, or the message is too long.</exception>
    public static IReadOnlyList<TemplateSegment> Split(string template, TextOrigin origin)
    {
        if (template.Length > MaxLength)
            throw new LanguageException("The message is longer than " + MaxLength.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", origin.At(0));

        var segments = new List<TemplateSegment>();
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if ((c == '{' || c == '}') && i + 1 < template.Length && template[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = FindEnd(template, i + 1);
                if (end < 0)
                    throw new LanguageException("The message opens '{' without closing it. Add '}', or write '{{' for a brace.", origin.At(i));

                Flush(literal, segments);
                segments.Add(TemplateSegment.Value(ExpressionText.Parse(template.Substring(i + 1, end - i - 1), origin.After(i + 1))));
                i = end;
            }
            else if (c == '}')
            {
                throw new LanguageException("The message closes '}' without opening it. Add '{', or write '}}' for a brace.", origin.At(i));
            }
            else
            {
                literal.Append(c);
            }

            if (segments.Count > MaxSegments)
                throw new LanguageException("The message has more than " + MaxSegments.ToString(CultureInfo.InvariantCulture) + " parts. Shorten it.", origin.At(i));
        }

        Flush(literal, segments);
        return segments;
    }

    // A brace inside a quoted string or name of the expression does not close it.
    private static int FindEnd(string template, int start)
    {
        var quote = '\0';
        for (var i = start; i < template.Length; i++)
        {
            var c = template[i];
            if (quote != '\0')
            {
                if (c == '\\')
                    i++;
                else if (c == quote)
                    quote = '\0';
            }
            else if (c == '"' || c == '\'' || c == '`')
            {
                quote = c;
            }
            else if (c == '}')
            {
                return i;
            }
        }

        return -1;
    }

    private static void Flush(StringBuilder literal, List<TemplateSegment> segments)
    {
        if (literal.Length == 0)
            return;

        segments.Add(TemplateSegment.Literal(literal.ToString()));
        literal.Clear();
    }
}
