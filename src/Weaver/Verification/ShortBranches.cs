using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>Short branches reach their targets. Cecil cuts off a distance that is too long for its byte without a word.</summary>
internal static class ShortBranches
{
    public static string? FindProblem(BodyNumbers body)
    {
        int[]? offsets = null;
        for (var i = 0; i < body.Count; i++)
        {
            var branch = body.Code[i];
            if (branch.OpCode.OperandType != OperandType.ShortInlineBrTarget)
                continue;

            offsets ??= body.Offsets();
            var target = body.IndexOf(branch.Operand as Instruction);
            if (target >= 0 && offsets[target] - offsets[i + 1] is < sbyte.MinValue or > sbyte.MaxValue)
                return $"'{branch.OpCode}' cannot reach its target {offsets[target] - offsets[i + 1]} bytes away";
        }

        return null;
    }
}
