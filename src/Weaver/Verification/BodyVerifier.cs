using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>
/// Checks a woven body before it is written: stack depth on every path, branch targets, the nesting of protected
/// regions, who may leave them and how, that every value is of the kind that is wanted where it goes, and that Cecil's own
/// stack computation, which is what gets written, is not lower than the truth. It accepts all that compilers emit, unsafe
/// code included, and what depends on a type that cannot be resolved. One instance per module; not for several threads.
/// </summary>
public sealed class BodyVerifier
{
    private readonly TypeShapes _shapes = new();

    /// <summary>What is wrong with the body as a whole sentence's end, or null.</summary>
    public static string? FindProblem(MethodDefinition method) => new BodyVerifier().Check(method);

    /// <summary>The same, with what was learned about types by earlier calls.</summary>
    public string? Check(MethodDefinition method)
    {
        var body = method.Body;
        var depths = StackDepths.Compute(method, body.Instructions, body.ExceptionHandlers);
        return depths.Problem
            ?? Prefixes.FindProblem(body, depths)
            ?? ShortBranches.FindProblem(body, depths)
            ?? new Regions(body, depths).FindProblem()
            ?? StackTypes.FindProblem(method, depths, _shapes)
            ?? (MaxStack.Estimate(method) < depths.Max ? $"its stack goes {depths.Max} deep, but less would be written" : null);
    }
}
