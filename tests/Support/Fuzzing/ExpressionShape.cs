using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using Weaver.Language;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>All that an expression says, positions in its text apart: two with one shape mean the same.</summary>
internal static class ExpressionShape
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    public static string Of(Expression expression)
    {
        var builder = new StringBuilder();
        Write(expression, builder);
        return builder.ToString();
    }

    private static void Write(object? value, StringBuilder builder)
    {
        switch (value)
        {
            case null:
                builder.Append('-');
                break;
            case string text:
                builder.Append(text.Length).Append(':').Append(text);
                break;
            case double number:
                builder.Append(BitConverter.DoubleToInt64Bits(number));
                break;
            case Expression:
                builder.Append('(').Append(value.GetType().Name);
                foreach (var property in s_properties.GetOrAdd(value.GetType(), static type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                    .Where(static p => p.GetIndexParameters().Length == 0 && p.PropertyType != typeof(TextPosition) && p.Name != nameof(Expression.Depth))
                    .OrderBy(static p => p.Name, StringComparer.Ordinal)]))
                {
                    Write(property.GetValue(value), builder.Append(' '));
                }

                builder.Append(')');
                break;
            case IEnumerable items:
                builder.Append('[');
                foreach (var item in items)
                    Write(item, builder.Append(' '));

                builder.Append(']');
                break;
            default:
                builder.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
