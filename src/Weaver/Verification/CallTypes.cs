using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.References;

namespace Weaver.Engine.Verification;

/// <summary>Calls: arguments, the object called on, the result.</summary>
internal static class CallTypes
{
    public static void Step(Instruction instruction, TypeStack stack)
    {
        var constraint = stack.Constraint;
        stack.Constraint = null;
        if (instruction.OpCode.Code == Code.Calli)
        {
            CallIndirect(instruction, stack, (CallSite)instruction.Operand);
            return;
        }

        var called = (MethodReference)instruction.Operand;
        var problem = IsOpen(called) ? "calls a generic method, or a method of a generic type, without type arguments"
            : instruction.OpCode.Code == Code.Callvirt && !called.HasThis ? "calls a static method as if it were virtual"
            : instruction.OpCode.Code == Code.Newobj && called.Name != ".ctor" ? "creates with what is no constructor"
            : null;
        if (problem != null)
        {
            stack.Fail(instruction, problem);
            return;
        }

        for (var i = called.Parameters.Count - 1; i >= 0; i--)
            stack.Expect(instruction, stack.Pop(), stack.Shapes.Of(called.Parameters[i].ParameterType, called), "as argument");

        if (instruction.OpCode.Code == Code.Newobj)
        {
            stack.Push(WithoutSize(stack.Shapes.Of(called.DeclaringType)));
            return;
        }

        if (called.HasThis && !called.ExplicitThis)
            This(instruction, stack, called, stack.Pop(), constraint);
        if (!called.ReturnType.IsVoid())
            stack.Push(WithoutSize(stack.Shapes.Of(called.ReturnType, called)));
    }

    // Legal in metadata, but nothing that could be called.
    private static bool IsOpen(MethodReference called)
        => (called.HasGenericParameters && called is not GenericInstanceMethod)
            || (called.DeclaringType is TypeDefinition { HasGenericParameters: true });

    private static void CallIndirect(Instruction instruction, TypeStack stack, CallSite site)
    {
        InstructionTypes.Wants(instruction, stack, stack.Pop(), ValueKind.NativeInt);
        for (var i = site.Parameters.Count - 1; i >= 0; i--)
            stack.Expect(instruction, stack.Pop(), stack.Shapes.Of(site.Parameters[i].ParameterType), "as argument");
        if (site.HasThis && !site.ExplicitThis)
            stack.Pop();
        if (!site.ReturnType.IsVoid())
            stack.Push(WithoutSize(stack.Shapes.Of(site.ReturnType)));
    }

    private static void This(Instruction instruction, TypeStack stack, MethodReference called, StackValue self, TypeReference? constraint)
    {
        if (self.Kind == ValueKind.UninitializedThis)
        {
            if (called.Name == ".ctor")
                stack.InitializeThis();
            else
                stack.Fail(instruction, "calls a method on this before the base constructor was called");

            return;
        }

        if (constraint != null)
        {
            var fits = self.IsAddress && (self.Kind != ValueKind.Reference || stack.Shapes.PointeesFit(self.Type, constraint));
            if (!fits)
                stack.Fail(instruction, $"has {self} to call on, where a reference to {constraint.FullName} is wanted");

            return;
        }

        var declaring = called.DeclaringType;
        var shape = stack.Shapes.Of(declaring);
        var good = shape.Kind switch
        {
            ValueKind.Unknown => true,
            ValueKind.Object or ValueKind.Generic => stack.Shapes.Fits(self, StackValue.ObjectOf(declaring)),
            _ => self.IsAddress && (self.Kind != ValueKind.Reference || stack.Shapes.PointeesFit(self.Type, declaring)),
        };
        if (!good)
            stack.Fail(instruction, $"has {self} to call on, where {(shape.Kind == ValueKind.Object ? shape : StackValue.ReferenceTo(declaring))} is wanted");
    }

    private static StackValue WithoutSize(StackValue value) => value.Size == 0 ? value : new StackValue(value.Kind, value.Type);
}
