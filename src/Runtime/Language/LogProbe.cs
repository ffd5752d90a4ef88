using System;
using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Emits a message, and a snapshot or captured expressions when it asks for them.</summary>
internal sealed class LogProbe : Probe
{
    public LogProbe(ProbeHeader header, LogProbeContent content)
        : base(ProbeType.Log, header)
    {
        Template = content.Template;
        Segments = content.Segments;
        When = content.When;
        CaptureSnapshot = content.CaptureSnapshot;
        CaptureExpressions = content.CaptureExpressions;
        Capture = content.Capture;
        SnapshotsPerSecond = content.SnapshotsPerSecond;
    }

    /// <summary>The message as written; rendering uses <see cref="Segments"/>.</summary>
    public string Template { get; }

    public IReadOnlyList<TemplateSegment> Segments { get; }

    /// <summary>The condition; null means always.</summary>
    public ExpressionSource? When { get; }

    public bool CaptureSnapshot { get; }

    /// <summary>Named values to capture; not used when <see cref="CaptureSnapshot"/> is set.</summary>
    public IReadOnlyList<CaptureExpression> CaptureExpressions { get; }

    public CaptureSettings Capture { get; }

    /// <summary>Signals a second as the file says, 0 or more; null when it does not.</summary>
    public double? SnapshotsPerSecond { get; }

    /// <summary>Signals a second: as given, else 1 with a snapshot or captured expressions and 5000 without.</summary>
    public double Rate => SnapshotsPerSecond ?? (CaptureSnapshot || CaptureExpressions.Count > 0 ? 1 : 5000);

    public override IEnumerable<ExpressionSource> Expressions()
    {
        if (When != null)
            yield return When;

        foreach (var segment in Segments)
        {
            if (segment.Expression != null)
                yield return segment.Expression;
        }

        foreach (var capture in CaptureExpressions)
            yield return capture.Expression;
    }
}

/// <summary>The fields of a log probe while it is being read.</summary>
internal sealed class LogProbeContent
{
    public string Template { get; set; } = "";

    public IReadOnlyList<TemplateSegment> Segments { get; set; } = Array.Empty<TemplateSegment>();

    public ExpressionSource? When { get; set; }

    public bool CaptureSnapshot { get; set; }

    public IReadOnlyList<CaptureExpression> CaptureExpressions { get; set; } = Array.Empty<CaptureExpression>();

    public CaptureSettings Capture { get; set; } = CaptureSettings.Default;

    public double? SnapshotsPerSecond { get; set; }
}

/// <summary>One piece of a message: literal text or an expression.</summary>
internal sealed class TemplateSegment
{
    private TemplateSegment(string text, ExpressionSource? expression)
    {
        Text = text;
        Expression = expression;
    }

    /// <summary>The literal text; empty for an expression.</summary>
    public string Text { get; }

    /// <summary>Null for literal text.</summary>
    public ExpressionSource? Expression { get; }

    public static TemplateSegment Literal(string text) => new TemplateSegment(text, null);

    public static TemplateSegment Value(ExpressionSource expression) => new TemplateSegment("", expression);
}

/// <summary>An expression as a probe carries it: its text for people and what parsing it gave.</summary>
internal sealed class ExpressionSource
{
    public ExpressionSource(string text, Expression? expression, LanguageError? error)
    {
        Text = text;
        Expression = expression;
        Error = error;
    }

    /// <summary>What to show in messages: the text as its author wrote it.</summary>
    public string Text { get; }

    /// <summary>Null when it does not parse.</summary>
    public Expression? Expression { get; }

    /// <summary>Null when it parses.</summary>
    public LanguageError? Error { get; }
}

/// <summary>A named value that a log probe captures.</summary>
internal sealed class CaptureExpression
{
    public CaptureExpression(string name, ExpressionSource expression, CaptureSettings capture)
    {
        Name = name;
        Expression = expression;
        Capture = capture;
    }

    public string Name { get; }

    public ExpressionSource Expression { get; }

    public CaptureSettings Capture { get; }
}

/// <summary>Limits of a capture as a probe gives them; null means the default. 0 is a limit like any other.</summary>
internal sealed class CaptureSettings
{
    public static readonly CaptureSettings Default = new CaptureSettings(null, null, null, null);

    public CaptureSettings(int? maxReferenceDepth, int? maxCollectionSize, int? maxLength, int? maxFieldCount)
    {
        MaxReferenceDepth = maxReferenceDepth;
        MaxCollectionSize = maxCollectionSize;
        MaxLength = maxLength;
        MaxFieldCount = maxFieldCount;
    }

    /// <summary>Levels of objects whose fields are shown.</summary>
    public int? MaxReferenceDepth { get; }

    public int? MaxCollectionSize { get; }

    /// <summary>Characters of a string.</summary>
    public int? MaxLength { get; }

    public int? MaxFieldCount { get; }
}
