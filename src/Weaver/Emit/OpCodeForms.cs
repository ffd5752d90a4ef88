using System.Collections.Generic;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Emit;

/// <summary>Short and long forms of the branches.</summary>
internal static class OpCodeForms
{
    private static readonly Dictionary<Code, OpCode> Longs = new()
    {
        [Code.Br_S] = OpCodes.Br,
        [Code.Brfalse_S] = OpCodes.Brfalse,
        [Code.Brtrue_S] = OpCodes.Brtrue,
        [Code.Beq_S] = OpCodes.Beq,
        [Code.Bge_S] = OpCodes.Bge,
        [Code.Bgt_S] = OpCodes.Bgt,
        [Code.Ble_S] = OpCodes.Ble,
        [Code.Blt_S] = OpCodes.Blt,
        [Code.Bne_Un_S] = OpCodes.Bne_Un,
        [Code.Bge_Un_S] = OpCodes.Bge_Un,
        [Code.Bgt_Un_S] = OpCodes.Bgt_Un,
        [Code.Ble_Un_S] = OpCodes.Ble_Un,
        [Code.Blt_Un_S] = OpCodes.Blt_Un,
        [Code.Leave_S] = OpCodes.Leave,
    };

    private static readonly Dictionary<Code, OpCode> Shorts = new()
    {
        [Code.Br] = OpCodes.Br_S,
        [Code.Brfalse] = OpCodes.Brfalse_S,
        [Code.Brtrue] = OpCodes.Brtrue_S,
        [Code.Beq] = OpCodes.Beq_S,
        [Code.Bge] = OpCodes.Bge_S,
        [Code.Bgt] = OpCodes.Bgt_S,
        [Code.Ble] = OpCodes.Ble_S,
        [Code.Blt] = OpCodes.Blt_S,
        [Code.Bne_Un] = OpCodes.Bne_Un_S,
        [Code.Bge_Un] = OpCodes.Bge_Un_S,
        [Code.Bgt_Un] = OpCodes.Bgt_Un_S,
        [Code.Ble_Un] = OpCodes.Ble_Un_S,
        [Code.Blt_Un] = OpCodes.Blt_Un_S,
        [Code.Leave] = OpCodes.Leave_S,
    };

    private static readonly OpCode?[] LongOf = Table(Longs);
    private static readonly OpCode?[] ShortOf = Table(Shorts);

    public static bool TryLong(OpCode opcode, out OpCode longForm) => TryFind(LongOf, opcode, out longForm);

    public static bool TryShort(OpCode opcode, out OpCode shortForm) => TryFind(ShortOf, opcode, out shortForm);

    // Every instruction of every twin is asked about.
    private static bool TryFind(OpCode?[] table, OpCode opcode, out OpCode found)
    {
        var form = table[(int)opcode.Code];
        found = form.GetValueOrDefault();
        return form.HasValue;
    }

    private static OpCode?[] Table(Dictionary<Code, OpCode> forms)
    {
        var table = new OpCode?[(int)Code.Readonly + 1];
        foreach (var form in forms)
            table[(int)form.Key] = form.Value;

        return table;
    }
}
