using Weaver.Rules;

namespace Weaver.Engine.Eligibility;

/// <summary>Why one method has no gate: the rule and what is particular to this method.</summary>
internal sealed class LeftOutReason(Rule rule, string detail = "")
{
    public Rule Rule { get; } = rule;

    public string Detail { get; } = detail;
}
