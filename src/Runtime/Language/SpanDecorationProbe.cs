using System.Collections.Generic;

namespace Weaver.Language;

internal enum TargetSpan
{
    /// <summary>The span that is current where the probe stands.</summary>
    Active,

    /// <summary>The outermost span of this process above the current one.</summary>
    Root,
}

/// <summary>Sets tags on a span that is there already.</summary>
internal sealed class SpanDecorationProbe : Probe
{
    public SpanDecorationProbe(ProbeHeader header, TargetSpan target, IReadOnlyList<SpanDecoration> decorations)
        : base(ProbeType.SpanDecoration, header)
    {
        Target = target;
        Decorations = decorations;
    }

    public TargetSpan Target { get; }

    /// <summary>At least one; each decides for itself.</summary>
    public IReadOnlyList<SpanDecoration> Decorations { get; }

    public override IEnumerable<ExpressionSource> Expressions()
    {
        foreach (var decoration in Decorations)
        {
            if (decoration.When != null)
                yield return decoration.When;

            foreach (var tag in decoration.Tags)
            {
                foreach (var segment in tag.Segments)
                {
                    if (segment.Expression != null)
                        yield return segment.Expression;
                }
            }
        }
    }
}

/// <summary>Tags that are set together when a condition holds.</summary>
internal sealed class SpanDecoration
{
    public SpanDecoration(ExpressionSource? when, IReadOnlyList<DecorationTag> tags)
    {
        When = when;
        Tags = tags;
    }

    /// <summary>The condition; null means always.</summary>
    public ExpressionSource? When { get; }

    public IReadOnlyList<DecorationTag> Tags { get; }
}

/// <summary>One tag and the text it gets.</summary>
internal sealed class DecorationTag
{
    public DecorationTag(string name, string template, IReadOnlyList<TemplateSegment> segments)
    {
        Name = name;
        Template = template;
        Segments = segments;
    }

    /// <summary>Never empty.</summary>
    public string Name { get; }

    /// <summary>The text as written; rendering uses <see cref="Segments"/>.</summary>
    public string Template { get; }

    public IReadOnlyList<TemplateSegment> Segments { get; }
}
