using Weaver.Rules;

namespace Weaver.Engine;

/// <summary>One finding of a weave that the user should see, at its place in the source where one is known.</summary>
internal sealed class WeaverMessage
{
    public WeaverMessage(Rule rule, string text, string? file = null, int line = 0, int column = 0)
    {
        Rule = rule;
        Text = text;
        File = file;
        Line = line;
        Column = column;
    }

    public Rule Rule { get; }

    public string Text { get; }

    public string? File { get; }

    public int Line { get; }

    public int Column { get; }
}
