using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>Prefixes stay with an instruction that can have them.</summary>
internal static class Prefixes
{
    public static string? FindProblem(MethodBody body, StackDepths depths)
    {
        bool[]? targets = null;
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            var prefix = body.Instructions[i];
            if (!prefix.OpCode.IsPrefix())
                continue;
            if (i + 1 == body.Instructions.Count)
                return "it ends in a prefix";
            if ((targets ??= Targets(body, depths))[i + 1])
                return $"a branch separates '{prefix}' from its instruction";

            var last = i + 1;
            while (body.Instructions[last].OpCode.IsPrefix() && last + 1 < body.Instructions.Count)
                last++;
            if (!Suits(prefix.OpCode.Code, body.Instructions[last].OpCode.Code))
                return $"'{prefix}' stands before '{body.Instructions[last]}', which cannot have it";
        }

        return null;
    }

    // A branch must not separate a prefix from its instruction.
    private static bool[] Targets(MethodBody body, StackDepths depths)
    {
        var targets = new bool[body.Instructions.Count];
        foreach (var instruction in body.Instructions)
        {
            foreach (var target in instruction.Targets())
            {
                var index = depths.IndexOf(target);
                if (index >= 0)
                    targets[index] = true;
            }
        }

        return targets;
    }

    private static bool Suits(Code prefix, Code code) => prefix switch
    {
        Code.Constrained => code is Code.Callvirt or Code.Call or Code.Ldftn,
        Code.Tail => code is Code.Call or Code.Callvirt or Code.Calli,
        Code.Readonly => code is Code.Ldelema or Code.Call or Code.Callvirt,
        Code.Volatile or Code.Unaligned => code is (>= Code.Ldind_I1 and <= Code.Stind_R8) or Code.Stind_I or Code.Ldobj or Code.Stobj
            or Code.Ldfld or Code.Stfld or Code.Ldsfld or Code.Stsfld or Code.Cpblk or Code.Initblk,
        _ => true,
    };
}
