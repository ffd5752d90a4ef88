using System;
using System.Text;
using Weaver.Common;
using Weaver.Frames;
using Weaver.Redaction;

namespace Weaver.Expressions;

/// <summary>Writes values the way messages show them. Runs no code of the program and hides what is sensitive.</summary>
internal static class ValueText
{
    /// <summary>Elements that a message shows of a collection.</summary>
    public const int MaxItems = 3;

    /// <summary>Fields that a message shows of an object.</summary>
    public const int MaxFields = 5;

    // Stands for a field that could only be read by running the static constructor of its type.
    private const string NotRead = "{typeInitializer}";

    /// <summary>A value as an expression of a message gave it.</summary>
    public static void Write(in Value value, RedactionRules rules, TextBuffer output)
    {
        if (TryWriteSimple(value, rules, output) || TryWriteCollection(value, rules, output))
            return;

        var target = value.Reference!;
        if (target is Exception exception && SafeTypes.IsFramework(target.GetType()))
            WriteException(exception, rules, output);
        else
            WriteFields(target, rules, output);
    }

    private static bool TryWriteSimple(in Value value, RedactionRules rules, TextBuffer output)
    {
        if (rules.HasTypes && value.Type is { } type && rules.IsRedactedType(type))
        {
            output.Append(RedactedReasonNames.MessageText);
            return true;
        }

        switch (value.Kind)
        {
            case ValueKind.Null: output.Append("null"); return true;
            case ValueKind.Redacted: output.Append(RedactedReasonNames.MessageText); return true;
            case ValueKind.Boolean: output.Append(value.Boolean ? "True" : "False"); return true;
            case ValueKind.Char: output.Append((char)value.Bits); return true;
            case ValueKind.UInt64: output.Append(unchecked((ulong)value.Bits)); return true;
            case ValueKind.Single: output.Append((float)value.Double); return true;
            case ValueKind.Double: output.Append(value.Double); return true;
            case ValueKind.String: output.Append(value.Text); return true;
            case ValueKind.Object: return TryWriteObject(value.Reference!, rules, output);
            case ValueKind.Items or ValueKind.Pair: return false;
            default: output.Append(value.Bits); return true;
        }
    }

    private static bool TryWriteObject(object target, RedactionRules rules, TextBuffer output)
    {
        var type = target.GetType();
        if (rules.IsRedactedType(type))
        {
            output.Append(RedactedReasonNames.MessageText);
            return true;
        }

        if (!SafeTypes.HasText(type))
            return false;

        switch (target)
        {
            case StringBuilder builder:
                foreach (var chunk in builder.GetChunks())
                    output.Append(chunk.Span);
                break;
            case ISpanFormattable formattable and not Enum: output.Append(formattable); break;
            default: output.Append(target.ToString()); break;
        }

        return true;
    }

    private static bool TryWriteCollection(in Value value, RedactionRules rules, TextBuffer output)
    {
        if (value.Reference is DictionaryPair pair)
        {
            WritePair(pair.Key, pair.Value, rules, output);
            return true;
        }

        // In a message of its own it is an error; within an object it is shown as its type.
        if (BagSize.IsTooLarge(value.Reference) || !Elements.TryWalk(value, out var elements))
            return false;

        output.Append(elements.IsDictionary ? '{' : '[');
        try
        {
            for (var count = 0; elements.MoveNext(); count++)
            {
                if (count > 0)
                    output.Append(", ");
                if (count == MaxItems)
                {
                    output.Append("...");
                    break;
                }

                if (elements.IsDictionary)
                    WritePair(elements.Key, elements.Item, rules, output);
                else
                    WriteNested(elements.Item, rules, output);
            }
        }
        finally
        {
            elements.Dispose();
        }

        output.Append(elements.IsDictionary ? '}' : ']');
        return true;
    }

    private static void WritePair(in Value key, in Value value, RedactionRules rules, TextBuffer output)
    {
        output.Append('[');
        WriteNested(key, rules, output);
        output.Append(", ");
        if (key.Kind == ValueKind.String && rules.IsRedactedName(key.Text))
            output.Append(RedactedReasonNames.MessageText);
        else
            WriteNested(value, rules, output);
        output.Append(']');
    }

    // What lies inside something shown is shown by its text or, without one, by its type.
    private static void WriteNested(in Value value, RedactionRules rules, TextBuffer output)
    {
        if (TryWriteSimple(value, rules, output))
            return;

        var type = value.Reference!.GetType();
        if (value.Reference is DictionaryPair pair)
            WritePair(pair.Key, pair.Value, rules, output);
        else if (Pairs.TryUnpack(value.Reference, type, out var key, out var item))
            WritePair(key, item, rules, output);
        else
            output.Append(type.ToString());
    }

    private static void WriteFields(object target, RedactionRules rules, TextBuffer output)
    {
        var type = target.GetType();
        var fields = FieldSlot.Of(type);
        if (fields.Length == 0)
        {
            output.Append(type.ToString());
            return;
        }

        for (var i = 0; i < fields.Length && i < MaxFields; i++)
        {
            if (i > 0)
                output.Append(", ");
            WriteField(fields[i], target, rules, output);
        }

        if (fields.Length > MaxFields)
            output.Append(", ...");
    }

    // A field is judged by its declared type: a collection is shown without its name, another object as a type.
    private static void WriteField(FieldSlot field, object target, RedactionRules rules, TextBuffer output)
    {
        var name = field.Name;
        var declared = field.Type;
        if (rules.IsRedactedName(name) || rules.IsRedactedType(declared) || IsHidden(field, target, rules))
        {
            output.Append(name);
            output.Append('=');
            output.Append(RedactedReasonNames.MessageText);
            return;
        }

        if (!field.IsReadable)
        {
            output.Append(name);
            output.Append('=');
            output.Append(NotRead);
            return;
        }

        if (CollectionKinds.Of(declared) != CollectionKind.None && TryWriteCollection(ValueLoader.Load(field, target), rules, output))
            return;

        output.Append(name);
        output.Append('=');
        if (SafeTypes.HasText(declared))
            WriteNested(ValueLoader.Load(field, target), rules, output);
        else
            output.Append(declared.ToString());
    }

    private static bool IsHidden(FieldSlot field, object target, RedactionRules rules) =>
        field.IsSensitive
        || (field.NamedBy is { } named && rules.IsRedactedName(named.Text(target)))
        || (target is Exception exception && rules.HidesInException(exception, field.Type));

    // Not the exception's own members: some of the framework's ask the exceptions and values within, which may be the program's.
    private static void WriteException(Exception exception, RedactionRules rules, TextBuffer output)
    {
        var hidesText = rules.HidesTextOf(exception);
        output.Append(exception.GetType().ToString());
        output.Append(", ");
        output.Append(hidesText ? RedactedReasonNames.MessageText : ExceptionFields.Message(exception));
        output.Append(", ");
        output.Append(hidesText ? RedactedReasonNames.MessageText : ExceptionFields.StackText(exception));
    }
}
