namespace Weaver.Rules;

/// <summary>How serious a finding is. The names are those of the compiler's severities.</summary>
internal enum RuleSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>
/// One thing that Weaver may report. The weaver's build message, the manifest's reason and the analyzer's squiggle are
/// the same rule, and each rule has a page under <c>docs/diagnostics</c>.
/// </summary>
internal sealed class Rule
{
    public Rule(string id, RuleSeverity severity, string title, string message, string remedy)
    {
        Id = id;
        Severity = severity;
        Title = title;
        Message = message;
        Remedy = remedy;
    }

    /// <summary>WVR1xxx weaving, WVR2xxx generators, WVR3xxx usage and probe files. Never reused.</summary>
    public string Id { get; }

    public RuleSeverity Severity { get; }

    public string Title { get; }

    /// <summary>A whole sentence; {0} is the name of the method or assembly, {1} a detail.</summary>
    public string Message { get; }

    /// <summary>What the user can do about it, as a whole sentence.</summary>
    public string Remedy { get; }

    public string HelpLink => "docs/diagnostics/" + Id + ".md";
}
