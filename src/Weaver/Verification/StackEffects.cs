using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>How many values an instruction takes from the evaluation stack and puts on it (ECMA-335, partition III).</summary>
internal static class StackEffects
{
    /// <summary>Values taken; -1 for "all of them" (leave, throw and the ends of handlers empty the stack).</summary>
    public static int Pops(Instruction instruction, MethodDefinition method)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ret:
                return method.ReturnType.IsVoid() ? 0 : 1;
            case Code.Call or Code.Callvirt:
                var called = (MethodReference)instruction.Operand;
                return CountOf(called) + (called.HasThis && !called.ExplicitThis ? 1 : 0);
            case Code.Newobj:
                return CountOf((MethodReference)instruction.Operand);
            case Code.Calli:
                var site = (IMethodSignature)instruction.Operand;
                return site.Parameters.Count + (site.HasThis && !site.ExplicitThis ? 1 : 0) + 1;
        }

        return instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
            StackBehaviour.PopAll => -1,
            _ => 0,
        };
    }

    public static int Pushes(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Call or Code.Callvirt:
                return ((MethodReference)instruction.Operand).ReturnType.IsVoid() ? 0 : 1;
            case Code.Calli:
                return ((IMethodSignature)instruction.Operand).ReturnType.IsVoid() ? 0 : 1;
        }

        return instruction.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Push1 or StackBehaviour.Pushi or StackBehaviour.Pushi8 or StackBehaviour.Pushr4
                or StackBehaviour.Pushr8 or StackBehaviour.Pushref => 1,
            StackBehaviour.Push1_push1 => 2,
            _ => 0,
        };
    }

    // Asking for the parameters of a method without any makes an empty collection that stays.
    private static int CountOf(MethodReference method) => method.HasParameters ? method.Parameters.Count : 0;
}
