using Weaver.Language;

namespace Weaver.Expressions;

/// <summary>Where the evaluator reads the variables of a site. Implementations may be ref structs.</summary>
internal interface IEvaluationScope
{
    /// <summary>Reads a variable that the expression was bound to.</summary>
    /// <returns>False when it has no value at this hit, such as the result of a call that threw.</returns>
    bool TryLoad(SiteVariable variable, out Value value);
}
