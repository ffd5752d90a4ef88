using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>Prefixes stay with an instruction that can have them.</summary>
internal static class Prefixes
{
    public static string? FindProblem(BodyNumbers body)
    {
        var code = body.Code;
        for (var i = 0; i < body.Count; i++)
        {
            var prefix = code[i];
            if (!prefix.OpCode.IsPrefix())
                continue;
            if (i + 1 == body.Count)
                return "it ends in a prefix";
            if (body.IsTarget(i + 1))
                return $"a branch separates '{prefix}' from its instruction";

            var last = i + 1;
            while (code[last].OpCode.IsPrefix() && last + 1 < body.Count)
                last++;
            if (!Suits(prefix.OpCode.Code, code[last].OpCode.Code))
                return $"'{prefix}' stands before '{code[last]}', which cannot have it";
        }

        return null;
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
