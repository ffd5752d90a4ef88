using System.Collections.Generic;

namespace Weaver.Language;

/// <summary>Puts a span around each call of a method. Stands at methods only.</summary>
internal sealed class SpanProbe : Probe
{
    public SpanProbe(ProbeHeader header, ExpressionSource? when)
        : base(ProbeType.Span, header) => When = when;

    /// <summary>The condition, asked at the entry; null means always.</summary>
    public ExpressionSource? When { get; }

    public override IEnumerable<ExpressionSource> Expressions()
    {
        if (When != null)
            yield return When;
    }
}
