using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>Numbers: arithmetic, comparisons and conversions (ECMA-335, III.1.5, without what only unverifiable code could tell apart).</summary>
internal static class ArithmeticTypes
{
    public static bool TryStep(Instruction instruction, TypeStack stack)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Add or Code.Sub:
                AddOrSubtract(instruction, stack);
                return true;
            case Code.Mul or Code.Div or Code.Rem:
                Binary(instruction, stack, floats: true);
                return true;
            case Code.Div_Un or Code.Rem_Un or Code.And or Code.Or or Code.Xor:
            case Code.Mul_Ovf or Code.Mul_Ovf_Un:
                Binary(instruction, stack, floats: false);
                return true;
            case Code.Add_Ovf or Code.Add_Ovf_Un or Code.Sub_Ovf or Code.Sub_Ovf_Un:
                AddOrSubtract(instruction, stack);
                return true;
            case Code.Shl or Code.Shr or Code.Shr_Un:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Int32);
                Unary(instruction, stack, floats: false);
                return true;
            case Code.Neg:
                Unary(instruction, stack, floats: true);
                return true;
            case Code.Not:
                Unary(instruction, stack, floats: false);
                return true;
            case Code.Ckfinite:
                InstructionTypes.Wants(instruction, stack, stack[stack.Depth - 1], ValueKind.Float);
                return true;
            case Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un:
                Compare(instruction, stack);
                stack.Push(StackValue.Int32);
                return true;
            case >= Code.Beq_S and <= Code.Blt_Un_S:
            case >= Code.Beq and <= Code.Blt_Un:
                Compare(instruction, stack);
                return true;
            case Code.Conv_I8 or Code.Conv_U8 or Code.Conv_Ovf_I8 or Code.Conv_Ovf_U8 or Code.Conv_Ovf_I8_Un or Code.Conv_Ovf_U8_Un:
                Convert(instruction, stack, StackValue.Int64);
                return true;
            case Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un:
                Convert(instruction, stack, StackValue.Float);
                return true;
            case Code.Conv_I or Code.Conv_U or Code.Conv_Ovf_I or Code.Conv_Ovf_U or Code.Conv_Ovf_I_Un or Code.Conv_Ovf_U_Un:
                Convert(instruction, stack, StackValue.NativeInt);
                return true;
            case >= Code.Conv_I1 and <= Code.Conv_I4:
            case Code.Conv_U4 or Code.Conv_U2 or Code.Conv_U1:
            case >= Code.Conv_Ovf_I1_Un and <= Code.Conv_Ovf_U4_Un:
            case >= Code.Conv_Ovf_I1 and <= Code.Conv_Ovf_U4:
                Convert(instruction, stack, StackValue.Int32);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What brtrue and brfalse take: anything that can be zero or null.</summary>
    public static void Test(Instruction instruction, TypeStack stack)
    {
        var value = stack.Pop();
        stack.Expect(instruction, value.Kind is not (ValueKind.Float or ValueKind.Value or ValueKind.UninitializedThis or ValueKind.Generic), value, "a number or a reference");
    }

    private static void AddOrSubtract(Instruction instruction, TypeStack stack)
    {
        var second = stack[stack.Depth - 1];
        var first = stack[stack.Depth - 2];
        if (first.Kind != ValueKind.Reference && second.Kind != ValueKind.Reference)
        {
            Binary(instruction, stack, floats: instruction.OpCode.Code is Code.Add or Code.Sub);
            return;
        }

        stack.Pop();
        stack.Pop();
        var subtracts = instruction.OpCode.Code is not (Code.Add or Code.Add_Ovf or Code.Add_Ovf_Un);
        var both = first.Kind == ValueKind.Reference && second.Kind == ValueKind.Reference;
        if (both ? !subtracts : !(first.IsInteger || second.IsInteger))
            stack.Fail(instruction, $"combines {first} with {second}");

        stack.Push(both ? StackValue.NativeInt : StackValue.AnyReference);
    }

    private static void Binary(Instruction instruction, TypeStack stack, bool floats)
    {
        var second = stack.Pop();
        var first = stack.Pop();
        var fits = IsNumber(first, floats) && IsNumber(second, floats) && (first.Kind == second.Kind || (first.IsInteger && second.IsInteger) || IsUnknown(first, second));
        if (!fits)
            stack.Fail(instruction, $"combines {first} with {second}");

        stack.Push(IsUnknown(first, second) ? StackValue.Unknown
            : first.Kind == ValueKind.Int32 && second.Kind == ValueKind.Int32 ? StackValue.Int32
            : new StackValue(first.Kind == ValueKind.Int32 ? second.Kind : first.Kind));
    }

    private static void Unary(Instruction instruction, TypeStack stack, bool floats)
    {
        var value = stack.Pop();
        stack.Expect(instruction, IsNumber(value, floats), value, "a number");
        stack.Push(new StackValue(value.Kind));
    }

    private static void Compare(Instruction instruction, TypeStack stack)
    {
        var second = stack.Pop();
        var first = stack.Pop();
        var fits = IsUnknown(first, second)
            || (first.Kind is ValueKind.Int32 or ValueKind.NativeInt && second.Kind is ValueKind.Int32 or ValueKind.NativeInt)
            || (first.Kind is ValueKind.Reference or ValueKind.NativeInt && second.Kind is ValueKind.Reference or ValueKind.NativeInt)
            || (first.Kind == second.Kind && first.Kind is ValueKind.Int64 or ValueKind.Float or ValueKind.Object);
        if (!fits)
            stack.Fail(instruction, $"compares {first} with {second}");
    }

    // References and pinned objects become pointers in unsafe code.
    private static void Convert(Instruction instruction, TypeStack stack, StackValue result)
    {
        var value = stack.Pop();
        var fits = IsNumber(value, floats: true) || (result.Kind is ValueKind.NativeInt or ValueKind.Int64 && value.Kind is ValueKind.Reference or ValueKind.Object);
        stack.Expect(instruction, fits, value, "a number");
        stack.Push(result);
    }

    private static bool IsNumber(StackValue value, bool floats) => value.Kind switch
    {
        ValueKind.Int32 or ValueKind.Int64 or ValueKind.NativeInt or ValueKind.Unknown => true,
        ValueKind.Float => floats,
        _ => false,
    };

    private static bool IsUnknown(StackValue first, StackValue second) => first.Kind == ValueKind.Unknown || second.Kind == ValueKind.Unknown;
}
