using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Weaver.Symbols;

/// <summary>Scopes in their wire form.</summary>
internal static class ScopeJson
{
    public static void Write(Utf8JsonWriter json, SymbolScope scope)
    {
        WriteHead(json, scope);
        foreach (var inner in scope.Scopes)
            Write(json, inner);

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Everything up to and with the opening of the array <c>scopes</c>.</summary>
    public static void WriteHead(Utf8JsonWriter json, SymbolScope scope)
    {
        json.WriteStartObject();
        json.WriteString("scope_type", NameOf(scope.Kind));
        json.WriteString("name", scope.Name);
        if (scope.SourceFile is not null)
            json.WriteString("source_file", scope.SourceFile);

        json.WriteNumber("start_line", scope.StartLine);
        json.WriteNumber("end_line", scope.EndLine);
        json.WriteBoolean("has_injectible_lines", scope.InjectibleLines.Count != 0);
        if (scope.InjectibleLines.Count != 0)
            WriteLines(json, scope.InjectibleLines);

        WriteSpecifics(json, scope.Specifics);
        WriteSymbols(json, scope.Symbols);
        json.WriteStartArray("scopes");
    }

    private static void WriteLines(Utf8JsonWriter json, IReadOnlyList<(int Start, int End)> lines)
    {
        json.WriteStartArray("injectible_lines");
        foreach (var (start, end) in lines)
        {
            json.WriteStartObject();
            json.WriteNumber("start", start);
            json.WriteNumber("end", end);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSymbols(Utf8JsonWriter json, List<Symbol> symbols)
    {
        json.WriteStartArray("symbols");
        foreach (var symbol in symbols)
        {
            json.WriteStartObject();
            json.WriteString("symbol_type", NameOf(symbol.Kind));
            json.WriteString("name", symbol.Name);
            json.WriteString("type", symbol.Type);
            json.WriteNumber("line", symbol.Line);
            if (symbol.Modifiers.Count != 0)
                WriteSpecifics(json, new Dictionary<string, object> { ["access_modifiers"] = symbol.Modifiers });

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpecifics(Utf8JsonWriter json, Dictionary<string, object> specifics)
    {
        if (specifics.Count == 0)
            return;

        json.WriteStartObject("language_specifics");
        foreach (var (name, value) in specifics)
        {
            switch (value)
            {
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case string text:
                    json.WriteString(name, text);
                    break;
                case IReadOnlyList<string> texts:
                    json.WriteStartArray(name);
                    foreach (var item in texts)
                        json.WriteStringValue(item);

                    json.WriteEndArray();
                    break;
                default:
                    throw new InvalidOperationException($"'{name}' has a value of type {value.GetType()}, which has no form in JSON.");
            }
        }

        json.WriteEndObject();
    }

    private static string NameOf(ScopeKind kind) => kind switch
    {
        ScopeKind.Assembly => "ASSEMBLY",
        ScopeKind.Class => "CLASS",
        ScopeKind.Method => "METHOD",
        ScopeKind.Closure => "CLOSURE",
        ScopeKind.Local => "LOCAL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string NameOf(SymbolKind kind) => kind switch
    {
        SymbolKind.Field => "FIELD",
        SymbolKind.StaticField => "STATIC_FIELD",
        SymbolKind.Argument => "ARG",
        SymbolKind.Local => "LOCAL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
