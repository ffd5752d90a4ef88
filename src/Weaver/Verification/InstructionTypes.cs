using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>What one instruction wants on the stack and what it leaves there: constants, variables, conversions and the ends of blocks.</summary>
internal static class InstructionTypes
{
    public static void Step(Instruction instruction, TypeStack stack)
    {
        var code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Nop or Code.Break or Code.Br or Code.Br_S or Code.Endfinally or Code.Rethrow:
            case Code.Volatile or Code.Unaligned or Code.Tail or Code.Readonly or Code.No:
                break;
            case Code.Constrained:
                stack.Constraint = (TypeReference)instruction.Operand;
                break;
            case >= Code.Ldarg_0 and <= Code.Ldarg_3:
                stack.Push(Argument(stack, code - Code.Ldarg_0 - (stack.Method.HasThis ? 1 : 0)));
                break;
            case Code.Ldarg or Code.Ldarg_S:
                stack.Push(Argument(stack, ((ParameterDefinition)instruction.Operand).Index));
                break;
            case Code.Ldarga or Code.Ldarga_S:
                stack.Push(StackValue.ReferenceTo(Pointee(((ParameterDefinition)instruction.Operand).ParameterType)));
                break;
            case Code.Starg or Code.Starg_S:
                stack.Expect(instruction, stack.Pop(), Declared(stack, ((ParameterDefinition)instruction.Operand).Index), "to store");
                break;
            case >= Code.Ldloc_0 and <= Code.Ldloc_3:
                stack.Push(Local(instruction, stack, code - Code.Ldloc_0));
                break;
            case Code.Ldloc or Code.Ldloc_S:
                stack.Push(stack.Shapes.Of(((VariableDefinition)instruction.Operand).VariableType));
                break;
            case Code.Ldloca or Code.Ldloca_S:
                stack.Push(StackValue.ReferenceTo(Pointee(((VariableDefinition)instruction.Operand).VariableType)));
                break;
            case >= Code.Stloc_0 and <= Code.Stloc_3:
                stack.Expect(instruction, stack.Pop(), Local(instruction, stack, code - Code.Stloc_0), "to store");
                break;
            case Code.Stloc or Code.Stloc_S:
                stack.Expect(instruction, stack.Pop(), stack.Shapes.Of(((VariableDefinition)instruction.Operand).VariableType), "to store");
                break;
            case >= Code.Ldc_I4_M1 and <= Code.Ldc_I4:
            case Code.Sizeof:
                stack.Push(StackValue.Int32);
                break;
            case Code.Ldc_I8:
                stack.Push(StackValue.Int64);
                break;
            case Code.Ldc_R4 or Code.Ldc_R8:
                stack.Push(StackValue.Float);
                break;
            case Code.Ldnull:
                stack.Push(StackValue.AnyObject);
                break;
            case Code.Ldstr:
                stack.Push(StackValue.ObjectOf(stack.Method.Module.TypeSystem.String));
                break;
            case Code.Ldtoken or Code.Arglist:
                stack.Push(StackValue.AnyValue);
                break;
            case Code.Ldftn:
                stack.Push(StackValue.NativeInt);
                stack.Constraint = null;
                break;
            case Code.Ldvirtftn:
                Wants(instruction, stack, stack.Pop(), ValueKind.Object);
                stack.Push(StackValue.NativeInt);
                break;
            case Code.Dup:
                stack.Push(stack[stack.Depth - 1]);
                break;
            case Code.Pop:
                stack.Pop();
                break;
            case Code.Brfalse or Code.Brfalse_S or Code.Brtrue or Code.Brtrue_S:
                ArithmeticTypes.Test(instruction, stack);
                break;
            case Code.Switch:
                Wants(instruction, stack, stack.Pop(), ValueKind.Int32);
                break;
            case Code.Endfilter:
                Wants(instruction, stack, stack.Pop(), ValueKind.Int32);
                break;
            case Code.Throw:
                Wants(instruction, stack, stack.Pop(), ValueKind.Object);
                break;
            case Code.Leave or Code.Leave_S:
                stack.Clear();
                break;
            case Code.Ret:
                Return(instruction, stack);
                break;
            case Code.Call or Code.Callvirt or Code.Newobj or Code.Calli:
                CallTypes.Step(instruction, stack);
                break;
            case Code.Localloc:
                Wants(instruction, stack, stack.Pop(), ValueKind.NativeInt);
                stack.Push(StackValue.NativeInt);
                break;
            default:
                if (!ArithmeticTypes.TryStep(instruction, stack) && !MemoryTypes.TryStep(instruction, stack))
                    ObjectTypes.Step(instruction, stack);
                break;
        }
    }

    /// <summary>Complains unless the value is of a kind that does for the wanted one.</summary>
    public static void Wants(Instruction instruction, TypeStack stack, StackValue value, ValueKind kind)
    {
        var fits = kind switch
        {
            ValueKind.Object => value.IsObject,
            ValueKind.NativeInt or ValueKind.Int32 => value.IsInteger,
            _ => value.Kind == kind || value.Kind == ValueKind.Unknown,
        };
        if (!fits)
            stack.Fail(instruction, $"has {value}, where {new StackValue(kind)} is wanted");
    }

    private static StackValue Argument(TypeStack stack, int index)
    {
        var declared = Declared(stack, index);
        return index < 0 && !stack.IsInitialized ? new StackValue(ValueKind.UninitializedThis, declared.Type) : declared;
    }

    // The index of "this" is -1.
    private static StackValue Declared(TypeStack stack, int index)
    {
        var method = stack.Method;
        if (index >= 0)
            return index < method.Parameters.Count ? stack.Shapes.Of(method.Parameters[index].ParameterType) : StackValue.Unknown;

        return method.DeclaringType.IsValueType ? StackValue.ReferenceTo(method.DeclaringType) : StackValue.ObjectOf(method.DeclaringType);
    }

    private static StackValue Local(Instruction instruction, TypeStack stack, int index)
    {
        var variables = stack.Method.Body.Variables;
        if (index < variables.Count)
            return stack.Shapes.Of(variables[index].VariableType);

        stack.Fail(instruction, $"names a local, but the body has {variables.Count} of them");
        return StackValue.Unknown;
    }

    // The address of a by-ref variable is something that no type describes.
    private static TypeReference? Pointee(TypeReference variable)
    {
        var type = variable.Unmodified();
        return type is ByReferenceType ? null : type;
    }

    private static void Return(Instruction instruction, TypeStack stack)
    {
        if (stack.Depth > 0)
            stack.Expect(instruction, stack.Pop(), stack.Shapes.Of(stack.Method.ReturnType), "to return");
        if (!stack.IsInitialized)
            stack.Fail(instruction, "returns before the base constructor was called");
    }
}
