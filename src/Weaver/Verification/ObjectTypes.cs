using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weaver.Engine.Verification;

/// <summary>Boxes, casts and arrays.</summary>
internal static class ObjectTypes
{
    public static void Step(Instruction instruction, TypeStack stack)
    {
        var code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Box:
                stack.Expect(instruction, stack.Pop(), stack.Shapes.Of((TypeReference)instruction.Operand), "to box");
                stack.Push(StackValue.ObjectOf(TypeShapes.Boxed((TypeReference)instruction.Operand)));
                break;
            case Code.Unbox:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Object);
                stack.Push(StackValue.ReferenceTo((TypeReference)instruction.Operand));
                break;
            case Code.Unbox_Any:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Object);
                stack.Push(stack.Shapes.Of((TypeReference)instruction.Operand));
                break;
            case Code.Castclass or Code.Isinst:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Object);
                stack.Push(StackValue.ObjectOf((TypeReference)instruction.Operand));
                break;
            case Code.Newarr:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Int32);
                stack.Push(StackValue.AnyObject);
                break;
            case Code.Ldlen:
                Array(instruction, stack, StackValue.Unknown);
                stack.Push(StackValue.NativeInt);
                break;
            case Code.Ldelema:
                Index(instruction, stack);
                Array(instruction, stack, stack.Shapes.Of((TypeReference)instruction.Operand));
                stack.Push(StackValue.ReferenceTo((TypeReference)instruction.Operand));
                break;
            case Code.Ldelem_Any:
                Index(instruction, stack);
                Array(instruction, stack, stack.Shapes.Of((TypeReference)instruction.Operand));
                stack.Push(stack.Shapes.Of((TypeReference)instruction.Operand));
                break;
            case >= Code.Ldelem_I1 and <= Code.Ldelem_Ref:
                Index(instruction, stack);
                var element = Array(instruction, stack, MemoryTypes.Shape(code));
                stack.Push(code == Code.Ldelem_Ref ? element : MemoryTypes.Shape(code));
                break;
            case Code.Stelem_Any:
                stack.Expect(instruction, stack.Pop(), stack.Shapes.Of((TypeReference)instruction.Operand), "to store");
                Index(instruction, stack);
                Array(instruction, stack, stack.Shapes.Of((TypeReference)instruction.Operand));
                break;
            case >= Code.Stelem_I and <= Code.Stelem_Ref:
                stack.Expect(instruction, stack.Pop(), MemoryTypes.Shape(code), "to store");
                Index(instruction, stack);
                Array(instruction, stack, MemoryTypes.Shape(code));
                break;
            default:
                Other(instruction, stack);
                break;
        }
    }

    private static void Index(Instruction instruction, TypeStack stack) => InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.NativeInt);

    // What an element is when it is an object; the element type of a foreign generic method is not put into our terms.
    private static StackValue Array(Instruction instruction, TypeStack stack, StackValue wanted)
    {
        var array = stack.Pop();
        InstructionTypes.Wants(instruction, stack, array, ValueKind.Object);
        if (array.Type is null or GenericParameter)
            return StackValue.AnyObject;

        if (array.Type is not ArrayType { Rank: 1 } type)
        {
            if (stack.Shapes.Definition(array.Type) is { IsInterface: false })
                stack.Fail(instruction, $"has {array}, where an array is wanted");

            return StackValue.AnyObject;
        }

        var element = stack.Shapes.Of(type.ElementType);
        if (!stack.Shapes.MemoryFits(element, wanted))
            stack.Fail(instruction, $"has {array}, which is not an array of what it reads or writes");

        return element.Kind == ValueKind.Object && type.ElementType is not GenericInstanceType ? element : StackValue.AnyObject;
    }

    private static void Other(Instruction instruction, TypeStack stack)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Mkrefany:
                var address = stack.Pop();
                stack.Expect(instruction, address.IsAddress, address, "an address");
                stack.Push(StackValue.AnyValue);
                break;
            case Code.Refanyval:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Value);
                stack.Push(StackValue.ReferenceTo((TypeReference)instruction.Operand));
                break;
            case Code.Refanytype:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Value);
                stack.Push(StackValue.AnyValue);
                break;
            default:
                // An instruction that is newer than this code: its counts are known, its types are taken on trust.
                var pops = StackEffects.Pops(instruction, stack.Method);
                for (var i = 0; i < pops; i++)
                    stack.Pop();
                if (pops < 0)
                    stack.Clear();
                for (var i = StackEffects.Pushes(instruction); i > 0; i--)
                    stack.Push(StackValue.Unknown);
                break;
        }
    }
}
