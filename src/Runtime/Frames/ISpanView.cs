namespace Weaver.Frames;

/// <summary>What is read of a span, whatever its elements.</summary>
internal interface ISpanView
{
    int Count { get; }
}
