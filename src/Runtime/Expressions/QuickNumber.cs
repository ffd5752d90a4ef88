using Weaver.Frames;

namespace Weaver.Expressions;

/// <summary>A value that is a variable or a member and a number as it lies there, read without copies, boxes or a clock.</summary>
/// <remarks>Safe for any number of threads. Whatever is out of the ordinary is left to the evaluator.</remarks>
internal sealed class QuickNumber
{
    private readonly QuickSource _source;

    private QuickNumber(QuickSource source) => _source = source;

    /// <summary>Null for a value of another form.</summary>
    public static QuickNumber? TryCreate(PreparedExpression value) =>
        QuickSource.TryCreate(value.Root, value.Rules, hasEnums: true) is { } source ? new QuickNumber(source) : null;

    /// <summary>False when it is no finite number, or not as simple as it looked.</summary>
    /// <param name="frame">The variables.</param>
    /// <param name="hasReturned">True at a normal exit, where there is a result.</param>
    /// <param name="number">The number.</param>
    public bool TryRead(in FrameView frame, bool hasReturned, out double number)
    {
        ref var at = ref _source.Find(in frame, hasReturned, out var kind);
        if (kind != QuickKind.Char && QuickComparison.TryRead(ref at, kind, out long whole))
        {
            number = whole;
            return true;
        }

        return QuickComparison.TryRead(ref at, kind, out number) && double.IsFinite(number);
    }
}
