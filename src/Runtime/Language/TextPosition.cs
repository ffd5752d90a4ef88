namespace Weaver.Language;

/// <summary>A place in a text: line and column count from 1, the offset from 0. All zero means unknown.</summary>
internal readonly struct TextPosition
{
    public TextPosition(int line, int column, int offset)
    {
        Line = line;
        Column = column;
        Offset = offset;
    }

    public int Line { get; }

    public int Column { get; }

    public int Offset { get; }

    public override string ToString() => "line " + Line.ToString(System.Globalization.CultureInfo.InvariantCulture)
        + ", column " + Column.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
