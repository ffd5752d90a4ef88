using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>Memory behind references and pointers, and fields.</summary>
internal static class MemoryTypes
{
    public static bool TryStep(Instruction instruction, TypeStack stack)
    {
        var code = instruction.OpCode.Code;
        switch (code)
        {
            case >= Code.Ldind_I1 and <= Code.Ldind_Ref:
                LoadIndirect(instruction, stack);
                return true;
            case >= Code.Stind_Ref and <= Code.Stind_R8:
            case Code.Stind_I:
                StoreIndirect(instruction, stack);
                return true;
            case Code.Ldobj:
                Address(instruction, stack, stack.Pop(), (TypeReference)instruction.Operand);
                stack.Push(stack.Shapes.Of((TypeReference)instruction.Operand));
                return true;
            case Code.Stobj:
                stack.Expect(instruction, stack.Pop(), stack.Shapes.Of((TypeReference)instruction.Operand), "to store");
                Address(instruction, stack, stack.Pop(), (TypeReference)instruction.Operand);
                return true;
            case Code.Cpobj:
                Address(instruction, stack, stack.Pop(), (TypeReference)instruction.Operand);
                Address(instruction, stack, stack.Pop(), (TypeReference)instruction.Operand);
                return true;
            case Code.Initobj:
                Address(instruction, stack, stack.Pop(), (TypeReference)instruction.Operand);
                return true;
            case Code.Cpblk or Code.Initblk:
                InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.Int32);
                var second = stack.Pop();
                stack.Expect(instruction, code == Code.Cpblk ? second.IsAddress : second.IsInteger, second, code == Code.Cpblk ? "an address" : "a number");
                Address(instruction, stack, stack.Pop(), null);
                return true;
            case Code.Ldfld:
                Owner(instruction, stack, stack.Pop(), mayBeValue: true);
                PushField(instruction, stack);
                return true;
            case Code.Ldflda:
                var owner = stack.Pop();
                Owner(instruction, stack, owner, mayBeValue: false);
                stack.Push(owner.Kind == ValueKind.NativeInt ? owner : FieldAddress(instruction, stack));
                return true;
            case Code.Stfld:
                stack.Expect(instruction, stack.Pop(), FieldShape(instruction, stack), "to store");
                Owner(instruction, stack, stack.Pop(), mayBeValue: false);
                return true;
            case Code.Ldsfld:
                PushField(instruction, stack);
                return true;
            case Code.Ldsflda:
                stack.Push(FieldAddress(instruction, stack));
                return true;
            case Code.Stsfld:
                stack.Expect(instruction, stack.Pop(), FieldShape(instruction, stack), "to store");
                return true;
            default:
                return false;
        }
    }

    /// <summary>What the instructions for a kind of number, or for references, read and write.</summary>
    public static StackValue Shape(Code code) => code switch
    {
        Code.Ldind_I1 or Code.Ldind_U1 or Code.Stind_I1 or Code.Ldelem_I1 or Code.Ldelem_U1 or Code.Stelem_I1 => new StackValue(ValueKind.Int32, null, 1),
        Code.Ldind_I2 or Code.Ldind_U2 or Code.Stind_I2 or Code.Ldelem_I2 or Code.Ldelem_U2 or Code.Stelem_I2 => new StackValue(ValueKind.Int32, null, 2),
        Code.Ldind_I4 or Code.Ldind_U4 or Code.Stind_I4 or Code.Ldelem_I4 or Code.Ldelem_U4 or Code.Stelem_I4 => new StackValue(ValueKind.Int32, null, 4),
        Code.Ldind_I8 or Code.Stind_I8 or Code.Ldelem_I8 or Code.Stelem_I8 => new StackValue(ValueKind.Int64, null, 8),
        Code.Ldind_I or Code.Stind_I or Code.Ldelem_I or Code.Stelem_I => StackValue.NativeInt,
        Code.Ldind_R4 or Code.Stind_R4 or Code.Ldelem_R4 or Code.Stelem_R4 => new StackValue(ValueKind.Float, null, 4),
        Code.Ldind_R8 or Code.Stind_R8 or Code.Ldelem_R8 or Code.Stelem_R8 => new StackValue(ValueKind.Float, null, 8),
        _ => StackValue.AnyObject,
    };

    private static void LoadIndirect(Instruction instruction, TypeStack stack)
    {
        var shape = Shape(instruction.OpCode.Code);
        var address = stack.Pop();
        IndirectAddress(instruction, stack, address, shape);
        stack.Push(shape.Kind == ValueKind.Object && address is { Kind: ValueKind.Reference, Type: not null } ? Referred(stack, address.Type) : shape);
    }

    private static StackValue Referred(TypeStack stack, TypeReference type)
    {
        var shape = stack.Shapes.Of(type);
        return shape.Kind == ValueKind.Object ? shape : StackValue.AnyObject;
    }

    private static void StoreIndirect(Instruction instruction, TypeStack stack)
    {
        var value = stack.Pop();
        var address = stack.Pop();
        var shape = Shape(instruction.OpCode.Code);
        if (!(shape.Kind == ValueKind.Int64 && value.Kind == ValueKind.NativeInt))
            stack.Expect(instruction, value, shape, "to store");
        IndirectAddress(instruction, stack, address, shape);
    }

    private static void IndirectAddress(Instruction instruction, TypeStack stack, StackValue address, StackValue shape)
    {
        stack.Expect(instruction, address.IsAddress, address, "an address");
        if (address is not { Kind: ValueKind.Reference, Type: not null })
            return;

        // A number may be read out of a struct: the gates of a module are bytes of one.
        var pointee = stack.Shapes.Of(address.Type);
        if (!stack.Shapes.MemoryFits(pointee, shape) && (pointee.Kind != ValueKind.Value || shape.Kind == ValueKind.Object))
            stack.Fail(instruction, $"has {address}, which is not what it reads or writes");
    }

    private static void Address(Instruction instruction, TypeStack stack, StackValue address, TypeReference? type)
    {
        stack.Expect(instruction, address.IsAddress, address, "an address");
        if (address.Kind == ValueKind.Reference && !stack.Shapes.PointeesFit(address.Type, type))
            stack.Fail(instruction, $"has {address}, where a reference to {type!.FullName} is wanted");
    }

    // A static field may be named by the instructions for instance fields; then the object does not matter.
    private static void Owner(Instruction instruction, TypeStack stack, StackValue owner, bool mayBeValue)
    {
        var declaring = ((FieldReference)instruction.Operand).DeclaringType;
        var shape = stack.Shapes.Of(declaring);
        var fits = shape.Kind switch
        {
            ValueKind.Object => (owner.Kind == ValueKind.Object && stack.Shapes.ClassFits(owner.Type, declaring)) || owner.Kind is ValueKind.Unknown or ValueKind.UninitializedThis,
            ValueKind.Unknown => true,
            _ => owner.Kind == ValueKind.NativeInt
                || (owner.Kind == ValueKind.Reference && stack.Shapes.PointeesFit(owner.Type, declaring))
                || (mayBeValue && stack.Shapes.Fits(owner, shape)),
        };
        if (!fits)
            stack.Fail(instruction, $"has {owner}, where its field belongs to {declaring.FullName}");
    }

    private static StackValue FieldShape(Instruction instruction, TypeStack stack)
    {
        var field = (FieldReference)instruction.Operand;
        return stack.Shapes.Of(field.FieldType, field);
    }

    private static void PushField(Instruction instruction, TypeStack stack) => stack.Push(FieldShape(instruction, stack));

    private static StackValue FieldAddress(Instruction instruction, TypeStack stack)
    {
        var field = (FieldReference)instruction.Operand;
        var type = field.FieldType.Unmodified();
        return type is ByReferenceType ? StackValue.AnyReference : StackValue.ReferenceTo(TypeShapes.Substitute(type, field));
    }
}
