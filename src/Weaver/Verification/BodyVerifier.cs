using System;
using Mono.Cecil;

namespace Weaver.Engine.Verification;

/// <summary>
/// Checks a woven body before it is written: stack depth on every path, branch targets, the nesting of protected
/// regions, who may leave them and how, that every value is of the kind that is wanted where it goes, and that Cecil's own
/// stack computation, which is what gets written, is not lower than the truth. It accepts all that compilers emit, unsafe
/// code included, and what depends on a type that cannot be resolved. One instance per module; not for several threads.
/// </summary>
public sealed class BodyVerifier
{
    private readonly BodyNumbers _numbers = new();
    private readonly StackDepths _depths;
    private readonly Regions _regions;
    private readonly StackTypes _types;
    private readonly Func<BodyNumbers, string?> _check;

    public BodyVerifier()
    {
        _depths = new StackDepths(_numbers);
        _regions = new Regions(_numbers, _depths);
        _types = new StackTypes(_numbers, new TypeShapes());
        _check = Check;
    }

    /// <summary>What is wrong with the body as a whole sentence's end, or null.</summary>
    public static string? FindProblem(MethodDefinition method) => new BodyVerifier().Check(method);

    /// <summary>The same, with what was learned about types by earlier calls.</summary>
    public string? Check(MethodDefinition method) => _numbers.Find(method, _check);

    private string? Check(BodyNumbers body)
        => _depths.FindProblem()
            ?? Prefixes.FindProblem(body)
            ?? ShortBranches.FindProblem(body)
            ?? _regions.FindProblem()
            ?? _types.FindProblem()
            ?? (MaxStack.Estimate(body) < _depths.Max ? $"its stack goes {_depths.Max} deep, but less would be written" : null);
}
