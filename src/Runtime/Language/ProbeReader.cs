using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>Reads one entry of a probe file. Fields it does not know are ignored.</summary>
internal sealed class ProbeReader
{
    private const string OwnLanguage = "dotnet";
    private const string KnownTypes = "LOG_PROBE, METRIC_PROBE, SPAN_PROBE, SPAN_DECORATION_PROBE, TRIGGER_PROBE or SERVICE_CONFIGURATION";

    private readonly JsonNode _entry;
    private readonly bool _isIdTooLong;

    /// <param name="entry">The entry.</param>
    /// <param name="type">What counts as the field <c>type</c> where it is missing; null: then it must be there.</param>
    public ProbeReader(JsonNode entry, string? type = null)
    {
        _entry = type is null || entry.Kind != JsonKind.Object || ShortProbeForm.IsUsed(entry) || entry.Find("type") is { IsNull: false } ? entry : WithType(entry, type);
        var id = entry.Find("id") is { Kind: JsonKind.String } text ? text.Text : "";
        _isIdTooLong = id.Length > ProbeBounds.MaxIdLength;
        Id = _isIdTooLong ? id.Substring(0, ProbeBounds.MaxIdLength) : id;
        Version = entry.Find("version")?.ToInt64() is long version && version >= 0 && version <= int.MaxValue ? (int)version : 0;
    }

    /// <summary>The id as far as it can be read and kept, else empty.</summary>
    public string Id { get; }

    public int Version { get; }

    /// <summary>The sentence that says why the entry is not for us, or null.</summary>
    public string? SkipReason()
    {
        var language = _entry.Find("language");
        return language is { Kind: JsonKind.String } && language.Text != OwnLanguage
            ? "The probe is for language \"" + LanguageError.Shorten(language.Text, 64) + "\"; only \"" + OwnLanguage + "\" and probes without a language run here."
            : null;
    }

    /// <summary>The probe; when there is an error, null.</summary>
    public Probe? Read(out ProbeError? error)
    {
        error = null;
        try
        {
            if (_entry.Kind != JsonKind.Object)
                throw new LanguageException("A probe must be a JSON object. Put its fields between { and }.", _entry.Position);

            var isShort = ShortProbeForm.IsUsed(_entry);
            var type = isShort ? ReadShortType() : ReadType();
            RequireId();
            if (type is null)
            {
                error = Error(ProbeErrorCode.UnsupportedType, "Probe \"" + Id + "\" has the unsupported probe type \"" + _entry.Find("type")!.Text + "\". Use " + KnownTypes + ".", _entry.Find("type")!.Position);
                return null;
            }

            var header = ReadHeader(type.Value, isShort);
            var probe = isShort ? ShortProbeForm.Read(_entry, header, type.Value) : ReadWireForm(type.Value, header);
            ProbeBounds.Check(probe);
            error = FirstExpressionError(probe);
            return error is null ? probe : null;
        }
        catch (LineNumberException e)
        {
            error = Error(ProbeErrorCode.InvalidLineNumber, e.Message, e.Position);
        }
        catch (LanguageException e)
        {
            error = Error(ProbeErrorCode.InvalidProbe, e.Error.Message, e.Error.Position);
        }

        return null;
    }

    private Probe ReadWireForm(ProbeType type, ProbeHeader header)
    {
        switch (type)
        {
            case ProbeType.Log: return LogProbeReader.Read(_entry, header);
            case ProbeType.Metric: return MetricProbeReader.Read(_entry, header);
            case ProbeType.Span: return SpanProbeReader.Read(_entry, header);
            case ProbeType.SpanDecoration: return SpanDecorationProbeReader.Read(_entry, header);
            case ProbeType.Trigger: return TriggerProbeReader.Read(_entry, header);
            default: return ServiceConfigurationReader.Read(_entry, header);
        }
    }

    private ProbeError? FirstExpressionError(Probe probe)
    {
        foreach (var expression in probe.Expressions())
        {
            if (expression.Error != null)
            {
                var path = expression.Error.Path.Length == 0 ? "" : " (at " + expression.Error.Path + ")";
                return new ProbeError(ProbeErrorCode.InvalidExpression, Id, Version,
                    "The expression \"" + LanguageError.Shorten(expression.Text, 512) + "\" of probe \"" + Id + "\" does not parse: " + expression.Error.Message + path, expression.Error.Position, probe);
            }
        }

        return null;
    }

    /// <summary>An error of this entry.</summary>
    public ProbeError Error(ProbeErrorCode code, string message, TextPosition position) =>
        new ProbeError(code, Id, Version, message, position, isServiceConfiguration: _entry.Find("type") is { Kind: JsonKind.String, Text: "SERVICE_CONFIGURATION" });

    private static JsonNode WithType(JsonNode entry, string type)
    {
        var properties = new List<KeyValuePair<string, JsonNode>>(entry.Properties)
        {
            new KeyValuePair<string, JsonNode>("type", JsonNode.OfText(type, null, entry.Position)),
        };
        return JsonNode.OfProperties(properties, entry.Position);
    }

    private void RequireId()
    {
        if (Id.Length == 0)
            throw new LanguageException("A probe must have a field \"id\" with a text that is not empty.", _entry.Find("id")?.Position ?? _entry.Position);
        if (_isIdTooLong)
            throw new LanguageException("The id of a probe must not be longer than " + ProbeBounds.MaxIdLength.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", _entry.Find("id")!.Position);
    }

    private ProbeType? ReadType()
    {
        var type = _entry.Find("type");
        if (type is null || type.Kind != JsonKind.String)
        {
            throw new LanguageException(Id.Length == 0
                ? "A probe must have the fields type and id. Add \"type\": \"LOG_PROBE\" and an id."
                : "Probe \"" + Id + "\" has no type. Add \"type\": \"LOG_PROBE\", or \"at\" with a place for the short form.", type?.Position ?? _entry.Position);
        }

        switch (type.Text)
        {
            case "LOG_PROBE": return ProbeType.Log;
            case "METRIC_PROBE": return ProbeType.Metric;
            case "SPAN_PROBE": return ProbeType.Span;
            case "SPAN_DECORATION_PROBE": return ProbeType.SpanDecoration;
            case "TRIGGER_PROBE": return ProbeType.Trigger;
            case "SERVICE_CONFIGURATION": return ProbeType.ServiceConfiguration;
            default: return null;
        }
    }

    // A type beside the keys of the short form may stand there, if it says the same.
    private ProbeType? ReadShortType()
    {
        var type = ShortKeys.TypeOf(_entry);
        if (_entry.Find("type") is null or { IsNull: true } || ReadType() is not ProbeType given || given == type)
            return type;

        throw new LanguageException("The field \"type\" says \"" + _entry.Find("type")!.Text + "\", but the keys beside \"at\" make another kind of probe. Remove \"type\".", _entry.Find("type")!.Position);
    }

    private ProbeHeader ReadHeader(ProbeType type, bool isShort)
    {
        var header = new ProbeHeader
        {
            Id = Id,
            Version = ReadVersion(),
            Language = JsonFields.Text(_entry, "language"),
            Tags = isShort ? Array.Empty<string>() : JsonFields.Texts(_entry, "tags"),
            Position = _entry.Position,
            ContentKey = JsonCanonical.Write(_entry),
            EvaluateAt = ReadEvaluateAt(),
        };

        if (isShort)
            ShortHeader.Read(_entry, header);
        else if (type != ProbeType.ServiceConfiguration)
            header.Location = ReadLocation(header);

        return header;
    }

    private int ReadVersion()
    {
        var version = _entry.Find("version");
        if (version is null || version.IsNull)
            return 0;

        return version.ToInt64() is long number && number >= 0 && number <= int.MaxValue
            ? (int)number
            : throw new LanguageException("The field \"version\" must be a whole number from 0 to 2147483647.", version.Position);
    }

    private EvaluateAt ReadEvaluateAt()
    {
        var field = _entry.Find("evaluateAt");
        if (field is null || field.IsNull)
            return EvaluateAt.Default;

        switch (field.Kind == JsonKind.String ? field.Text.ToUpperInvariant() : "")
        {
            case "ENTRY": return EvaluateAt.Entry;
            case "EXIT": return EvaluateAt.Exit;
            case "DEFAULT": return EvaluateAt.Default;
            default: throw new LanguageException("The field \"evaluateAt\" must be \"ENTRY\", \"EXIT\" or \"DEFAULT\".", field.Position);
        }
    }

    private ProbeLocation ReadLocation(ProbeHeader header)
    {
        var where = _entry.Find("where");
        if (where is null || where.Kind != JsonKind.Object)
            throw new LanguageException("Probe \"" + Id + "\" has no place. Add an object \"where\" with typeName and methodName, or with sourceFile and lines.", where?.Position ?? _entry.Position);

        // The older names type and method win when both are given.
        var typeName = FirstText(JsonFields.Text(where, "type"), JsonFields.Text(where, "typeName"));
        var methodName = FirstText(JsonFields.Text(where, "method"), JsonFields.Text(where, "methodName"));
        var sourceFile = JsonFields.Text(where, "sourceFile");

        if (methodName.Length > 0)
        {
            if (sourceFile.Length > 0)
                header.Warnings.Add("Both methodName and sourceFile are given; the probe stands at method " + methodName + ", not at a line of " + sourceFile + ".");

            if (typeName.Length == 0)
                throw new LanguageException("The place of probe \"" + Id + "\" names the method \"" + methodName + "\" but no type. Add typeName.", where.Position);

            return ProbeLocation.Method(typeName, methodName, JsonFields.Text(where, "signature"));
        }

        if (sourceFile.Length > 0)
            return ProbeLocation.SourceLine(sourceFile, ReadLine(where), typeName);

        throw new LanguageException("The place of probe \"" + Id + "\" names neither a method nor a source file. Add typeName and methodName, or sourceFile and lines.", where.Position);
    }

    private int ReadLine(JsonNode where)
    {
        var lines = where.Find("lines");
        if (lines is null || lines.Kind != JsonKind.Array || lines.Items.Count == 0)
            throw new LineNumberException("The place of probe \"" + Id + "\" names a source file but no line. Add \"lines\" with one line number.", (lines ?? where).Position);

        if (lines.Items.Count > 1)
            throw new LineNumberException("The place of probe \"" + Id + "\" names " + lines.Items.Count.ToString(CultureInfo.InvariantCulture) + " lines. A probe stands at one line; write one probe a line.", lines.Position);

        var line = lines.Items[0];
        return LineNumber(line.Kind == JsonKind.String || line.Kind == JsonKind.Number ? line.Text : "")
            ?? throw new LineNumberException("The line of probe \"" + Id + "\" is not a whole number from 1. Write it as \"lines\": [\"71\"].", line.Position);
    }

    internal static int? LineNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0 ? line : (int?)null;

    private static string FirstText(string first, string second) => first.Length > 0 ? first : second;
}

/// <summary>A line number that is none; kept apart because statuses name it.</summary>
internal sealed class LineNumberException : Exception
{
    public LineNumberException(string message, TextPosition position)
        : base(message) => Position = position;

    public TextPosition Position { get; }
}
