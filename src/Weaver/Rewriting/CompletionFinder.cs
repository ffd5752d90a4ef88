using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Discovery;
using Weaver.Engine.References;

namespace Weaver.Engine.Rewriting;

/// <summary>
/// Finds where a machine starts to complete: <c>this.state = -2</c>. From there the compiler clears the fields that hold
/// references and then completes the task, on one straight way; a hook in front still sees the variables.
/// </summary>
internal static class CompletionFinder
{
    /// <summary>Null where the shape is another one.</summary>
    public static Instruction? FindStart(Twin twin, Instruction completion)
    {
        for (var instruction = completion.Previous; instruction != null; instruction = instruction.Previous)
        {
            if (instruction.OpCode.Code == Code.Stfld && instruction.Operand is FieldReference field && field.Name == twin.Candidate.Machine!.State.Name)
                return StartOfStore(twin, instruction);
            if (!IsOnTheWay(instruction, completion))
                return null;
        }

        return null;
    }

    /// <summary>Where Dispose of an iterator, done with the finally blocks, starts to clear the variables; null where it does nothing of the kind.</summary>
    public static Instruction? FindClearing(Twin twin)
    {
        var instructions = twin.Candidate.Body.Body.Instructions;
        var state = twin.Candidate.Machine!.State.Name;
        var store = instructions.LastOrDefault(i => i.OpCode.Code == Code.Stfld && ((FieldReference)i.Operand).Name == state);
        var start = store == null ? null : StartOfStore(twin, store);
        for (var instruction = start?.Previous; instruction != null && IsClearing(instruction); instruction = instruction.Previous)
        {
            if (instruction.OpCode.Code == Code.Ldarg_0 && twin.Original.DepthBefore(instruction) == 0)
                start = instruction;
        }

        // A branch into the midst would miss the hook.
        return start != null && !instructions.Any(i => i.Targets().Any(t => t.Offset > start.Offset && t.Offset <= store!.Offset)) ? start : null;
    }

    // this.x = null; this.y = default;
    private static bool IsClearing(Instruction instruction)
        => instruction.OpCode.Code is Code.Ldarg_0 or Code.Ldnull or Code.Stfld or Code.Ldflda or Code.Initobj or Code.Nop;

    // this.state = local = -2 is ldarg.0, ldc, dup, stloc, stfld.
    private static Instruction? StartOfStore(Twin twin, Instruction store)
    {
        var start = store;
        for (var i = 0; i < 4 && start is not (null or { OpCode.Code: Code.Ldarg_0 }); i++)
            start = start.Previous;

        return start?.OpCode.Code == Code.Ldarg_0 && twin.Original.DepthBefore(start) == 0 ? start : null;
    }

    // An async iterator disposes the source of its combined cancellation tokens if there is one.
    private static bool IsOnTheWay(Instruction instruction, Instruction completion) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Next or FlowControl.Meta or FlowControl.Break => true,
        FlowControl.Cond_Branch => instruction.Operand is Instruction target && target.Offset > instruction.Offset && target.Offset <= completion.Offset,
        FlowControl.Call => instruction.Operand is MethodReference { Name: "Dispose", DeclaringType.FullName: "System.Threading.CancellationTokenSource" },
        _ => false,
    };
}
