using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Weaver.Conformance.Tests.Values;

/// <summary>Makes the values that a case describes.</summary>
internal sealed class ValueBuilder(ClassSet classes)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, object> _named = new(StringComparer.Ordinal);

    /// <summary>The type that a variable holding the value is declared with.</summary>
    public Type StaticType(JsonElement json) => classes.Find(TypedValue.StaticType(json));

    public object? Build(JsonElement json)
    {
        var name = TypedValue.Name(json.Text("type") ?? throw new UnsupportedCaseException("a value without a type"));
        if (TypedValue.IsScalar(name))
        {
            Allow(json, name == "string" ? ["value", "repeat"] : ["value"]);
            return ScalarValue.Parse(json, classes);
        }

        if (TypedValue.IsListLike(name))
            return BuildList(json, name);
        if (TypedValue.IsDictionaryLike(name))
            return BuildDictionary(json, classes.Find(TypedValue.OwnType(json)));

        switch (name)
        {
            case "null": Allow(json); return null;
            case "ref": Allow(json, "to"); return _named[json.Text("to")!];
            case "object": return BuildObject(json);
            case "array": return BuildArray(json);
            case "arraySegment": return Activator.CreateInstance(classes.Find(TypedValue.OwnType(json)), BuildArray(json));
            case "arraylist": return BuildList(json, name);
            case "hashtable" or "sortedlist": return BuildDictionary(json, classes.Find(name));
            case "enum": Allow(json, "class", "value"); return Enum.Parse(classes.Find(json.Text("class")!), json.GetProperty("value").ToString());
            case "exception": return BuildException(json);
            case "iterator" or "lazySelect": return BuildSequence(json, name);
            case "lazyRange": Allow(json, "from", "count"); return Enumerable.Range(json.GetProperty("from").GetInt32(), json.GetProperty("count").GetInt32());
            case "lazy": return BuildLazy(json);
            case "customICollection": return BuildOwnCollection(json);
            default: throw new UnsupportedCaseException("a value of type '" + name + "'");
        }
    }

    /// <summary>The items of a list-like value as objects.</summary>
    public List<object?> Items(JsonElement json) => [.. json.Items("items").Select(Build)];

    private static void Allow(JsonElement json, params ReadOnlySpan<string> keys) =>
        json.AllowKeys("a value of type " + json.Text("type"), [.. keys, "type", "declared", "id"]);

    private void Name(JsonElement json, object value)
    {
        if (json.Text("id") is { } id)
            _named.Add(id, value);
    }

    private object BuildList(JsonElement json, string name)
    {
        Allow(json, "elementType", "items", "range", "subclassTrap", "timeoutAfterItems", "mutatedConcurrently");
        var type = classes.Find(TypedValue.OwnType(json));
        if (json.Find("subclassTrap") is not null)
            type = name == "list" ? typeof(TrapList<>).MakeGenericType(type.GenericTypeArguments) : throw new UnsupportedCaseException("a trap in a subclass of " + name);

        var list = Activator.CreateInstance(type)!;
        Name(json, list);
        if (Range(json, "range") is var (first, last) && list is List<int> numbers)
        {
            // Millions of them are asked for at times.
            numbers.EnsureCapacity(last - first + 1);
            for (var i = first; i <= last; i++)
                numbers.Add(i);
            return list;
        }

        var add = AddOf(type, name);
        foreach (var item in ItemsOf(json))
        {
            if (list is IList plain and not Array)
                plain.Add(item);
            else
                add!.Invoke(list, [item]);
        }

        return list;
    }

    private static MethodInfo? AddOf(Type type, string name)
    {
        var method = name switch
        {
            "queue" or "concurrentqueue" => "Enqueue",
            "stack" or "concurrentstack" => "Push",
            "linkedlist" => "AddLast",
            _ => "Add",
        };
        return type.GetMethods().FirstOrDefault(m => m.Name == method && m.GetParameters().Length == 1 && m.ReturnType != typeof(void))
            ?? type.GetMethods().FirstOrDefault(m => m.Name == method && m.GetParameters().Length == 1);
    }

    private IEnumerable<object?> ItemsOf(JsonElement json) =>
        Range(json, "range") is var (first, last) ? Enumerable.Range(first, last - first + 1).Cast<object?>() : Items(json);

    private Array BuildArray(JsonElement json)
    {
        Allow(json, "elementType", "items", "range");
        var items = ItemsOf(json).ToList();
        var array = Array.CreateInstance(classes.Find(TypedValue.ElementType(json)), items.Count);
        Name(json, array);
        for (var i = 0; i < items.Count; i++)
            array.SetValue(items[i], i);
        return array;
    }

    private object BuildDictionary(JsonElement json, Type type)
    {
        Allow(json, "keyType", "valueType", "entries", "rangeEntries", "subclassTrap");
        if (json.Find("subclassTrap") is not null)
        {
            type = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
                ? typeof(TrapDictionary<,>).MakeGenericType(type.GenericTypeArguments)
                : throw new UnsupportedCaseException("a trap in a subclass of " + type.Name);
        }

        var dictionary = (IDictionary)Activator.CreateInstance(type)!;
        Name(json, dictionary);
        if (Range(json, "rangeEntries") is var (first, count))
        {
            for (var i = first; i < first + count; i++)
                dictionary.Add(i, i);
        }

        foreach (var entry in json.Items("entries"))
            dictionary.Add(Build(entry[0])!, Build(entry[1]));
        return dictionary;
    }

    private static (int First, int Second)? Range(JsonElement json, string key) =>
        json.Find(key) is { ValueKind: JsonValueKind.Array } range ? (range[0].GetInt32(), range[1].GetInt32()) : null;

    private object BuildObject(JsonElement json)
    {
        Allow(json, "class", "fields", "private", "traps", "kind", "autoProperties", "statics", "base", "definedIn", "hasTypeInitializer", "computedProperties");
        var type = classes.Find(json.Text("class")!);
        var value = RuntimeHelpers.GetUninitializedObject(type);
        Name(json, value);
        foreach (var field in json.Members("fields"))
        {
            if (field.Name != "...")
                FieldOf(type, field.Name).SetValue(value, Build(field.Value));
        }

        return value;
    }

    private static FieldInfo FieldOf(Type type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if ((current.GetField(name, Declared) ?? current.GetField("<" + name + ">k__BackingField", Declared)) is { } field)
                return field;
        }

        throw new InvalidOperationException("The class " + type + " was compiled without the field " + name + ".");
    }

    private Exception BuildException(JsonElement json)
    {
        Allow(json, "class", "message", "messageGetterThrows", "thrown", "inner");
        var message = json.Text("message") ?? "no message";
        var exception = (Exception)(json.Find("inner") is { ValueKind: JsonValueKind.Object } inner
            ? Activator.CreateInstance(classes.Find(json.Text("class")!), message, Build(inner))
            : Activator.CreateInstance(classes.Find(json.Text("class")!), message))!;
        if (!json.Flag("thrown"))
            return exception;

        try
        {
            throw exception;
        }
        catch (Exception e) when (e == exception)
        {
            return e;
        }
    }

    private object BuildSequence(JsonElement json, string name)
    {
        Allow(json, "elementType", "items");
        var items = BuildArray(json);
        var method = name == "iterator"
            ? typeof(TrapSequences).GetMethod(nameof(TrapSequences.Iterate))!
            : typeof(ValueBuilder).GetMethod(nameof(Select), BindingFlags.Static | BindingFlags.NonPublic)!;
        return method.MakeGenericMethod(items.GetType().GetElementType()!).Invoke(null, [items])!;
    }

    private static IEnumerable<T> Select<T>(T[] items) => items.Select(static item => Traps.Spring("enumerator", item));

    private object BuildLazy(JsonElement json)
    {
        Allow(json, "created", "value", "elementType");
        var type = classes.Find(TypedValue.OwnType(json));
        var value = json.Find("value") switch
        {
            { ValueKind: JsonValueKind.Object } made => Build(made),
            { ValueKind: JsonValueKind.Number } number => number.GetInt32(),
            { ValueKind: JsonValueKind.True or JsonValueKind.False } truth => truth.GetBoolean(),
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => (object?)null,
        };
        return json.Flag("created")
            ? Activator.CreateInstance(type, value)!
            : typeof(ValueBuilder).GetMethod(nameof(NotCreated), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, null)!;
    }

    private static Lazy<T?> NotCreated<T>() => new(static () => Traps.Spring("lazy", default(T)));

    private object BuildOwnCollection(JsonElement json)
    {
        Allow(json, "class", "items", "elementType");
        var collection = Activator.CreateInstance(classes.Find(json.Text("class")!))!;
        var add = collection.GetType().GetMethod("Add")!;
        foreach (var item in Items(json))
            add.Invoke(collection, [item]);
        return collection;
    }
}

/// <summary>Numbers, texts, dates and the like.</summary>
internal static class ScalarValue
{
    public static object Parse(JsonElement json, ClassSet classes)
    {
        var type = json.Text("type")!;
        if (type == "string" && json.Find("repeat") is { ValueKind: JsonValueKind.Array } repeat)
            return string.Concat(Enumerable.Repeat(repeat[0].GetString(), repeat[1].GetInt32()));

        var value = json.GetProperty("value");
        var text = value.ToString();
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            "int" => int.Parse(text, culture),
            "long" => long.Parse(text, culture),
            "byte" => byte.Parse(text, culture),
            "sbyte" => sbyte.Parse(text, culture),
            "short" => short.Parse(text, culture),
            "ushort" => ushort.Parse(text, culture),
            "uint" => uint.Parse(text, culture),
            "ulong" => ulong.Parse(text, culture),
            "double" => double.Parse(text, culture),
            "float" => float.Parse(text, culture),
            "half" => Half.Parse(text, culture),
            "decimal" => decimal.Parse(text, NumberStyles.Float, culture),
            "bool" => value.ValueKind == JsonValueKind.True || text == "true",
            "char" => text[0],
            "string" => text,
            "guid" => Guid.Parse(text),
            "datetime" => DateTime.Parse(text, culture, DateTimeStyles.RoundtripKind),
            "datetimeoffset" => DateTimeOffset.Parse(text, culture),
            "timespan" => TimeSpan.Parse(text, culture),
            "dateonly" => DateOnly.Parse(text, culture),
            "timeonly" => TimeOnly.Parse(text, culture),
            "intptr" => (nint)long.Parse(text, culture),
            "uintptr" => (nuint)ulong.Parse(text, culture),
            "stringbuilder" => new System.Text.StringBuilder(text),
            "uri" => new Uri(text, UriKind.RelativeOrAbsolute),
            "version" => Version.Parse(text),
            "type" => classes.Find(text),
            _ => throw new UnsupportedCaseException("a value of type '" + type + "'"),
        };
    }
}
