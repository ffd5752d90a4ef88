namespace Weaver.Language;

/// <summary>Where the characters of a text stand in the file that holds the text. The default counts from line 1, column 1.</summary>
internal readonly struct TextOrigin
{
    private readonly JsonNode? _node;
    private readonly int _start;

    private TextOrigin(JsonNode? node, int start)
    {
        _node = node;
        _start = start;
    }

    /// <param name="node">A JSON string.</param>
    /// <param name="start">Index in its value at which the text begins.</param>
    public static TextOrigin Of(JsonNode node, int start = 0) => new TextOrigin(node, start);

    /// <summary>The origin of a part of the text.</summary>
    public TextOrigin After(int count) => new TextOrigin(_node, _start + count);

    public TextPosition At(int index) => _node is null ? new TextPosition(1, _start + index + 1, _start + index) : _node.PositionOf(_start + index);
}
