using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.Discovery;
using Weaver.Engine.References;
using Weaver.Engine.Symbols;

namespace Weaver.Engine.Rewriting;

/// <summary>Finds every variable a probe can name in a twin, and where it is stored.</summary>
internal sealed class FrameLayoutBuilder(SlotTypes slotTypes, bool readRefs)
{
    /// <summary>Layout of an ordinary method. <paramref name="self"/> and <paramref name="result"/> are locals of the twin, or null.</summary>
    public FrameLayout ForMethod(Twin twin, VariableDefinition? self, VariableDefinition? result)
    {
        var layout = new FrameLayout();
        var method = twin.Method;
        AddThis(layout, twin, self);
        for (var i = 0; i < twin.Candidate.Method.Parameters.Count; i++)
            AddArgument(layout, twin, method.Parameters[i], twin.Candidate.Method.Parameters[i]);

        AddLocals(layout, twin);
        AddCaptured(layout, twin);
        AddResult(layout, twin, twin.Candidate.Method.ReturnType, result);
        return layout;
    }

    /// <summary>Layout of a method in a state machine, whose variables are fields of the machine or locals of the body at hand.</summary>
    public FrameLayout ForStateMachine(Twin twin, VariableDefinition? result)
    {
        var layout = new FrameLayout();
        var machine = twin.Candidate.Machine!;
        var author = twin.Candidate.Method;
        if (!author.IsStatic && author.DeclaringType.Name != "<>c" && !Closure.IsClosure(author.DeclaringType))
        {
            // The compiler keeps "this" only where the body uses it.
            AddField(layout, new FrameVariable("this", VariableKind.This, author.DeclaringType.SelfReference()), machine.Field(machine.Names.This));
        }

        foreach (var parameter in author.Parameters)
            AddField(layout, new FrameVariable(parameter.Name, VariableKind.Argument, parameter.ParameterType), machine.Field(machine.Names.Argument(parameter.Name)));

        foreach (var field in machine.Type.Fields.Where(f => !f.IsStatic))
        {
            if (!machine.Names.IsLocal(field.Name, out var name, out var scope))
                continue;

            var (start, end) = ScopeOf(twin, scope);
            AddField(layout, new FrameVariable(name, VariableKind.Local, field.FieldType) { Start = start, End = end }, field);
        }

        AddLocals(layout, twin);
        foreach (var field in machine.Type.Fields.Where(f => !f.IsStatic))
        {
            var closure = field.Name == machine.Names.This ? Closure.InThisOf(field) : Closure.InField(field);
            for (; closure != null; closure = closure.Outer())
                AddClosure(layout, closure, 0, int.MaxValue);
        }

        AddCaptured(layout, twin);
        if (result != null)
            AddResult(layout, twin, result.VariableType, result);

        return layout;
    }

    // A finally block that is a method of its own lies, for the names of the author's, where MoveNext calls it.
    private static (int Start, int End) ScopeOf(Twin twin, int index)
    {
        var scopes = (twin.Enclosing ?? twin).Symbols.HoistedScopes;
        if (index < 0 || index >= scopes.Count)
            return (0, int.MaxValue);
        if (twin.Enclosing == null)
            return scopes[index];

        var (start, end) = scopes[index];
        var calls = twin.Enclosing.CallsOf(twin.Candidate.Body);
        return calls.Count == 0 || calls.Any(c => c >= start && c < end) ? (0, int.MaxValue) : (0, 0);
    }

    private void AddThis(FrameLayout layout, Twin twin, VariableDefinition? self)
    {
        var declaring = twin.Candidate.Method.DeclaringType;

        // Inside a lambda "this" is an object of the compiler's; the author's own is one of its fields.
        if (!twin.Method.HasThis || declaring.Name == "<>c" || Closure.IsClosure(declaring))
            return;

        var type = declaring.SelfReference();
        var variable = new FrameVariable("this", VariableKind.This, type);
        if (self != null)
            layout.Add(variable, new VariableSlot(type, self), UnreadableReason.None);
        else if (slotTypes.IsByRefLike(declaring))
            layout.Add(variable, null, UnreadableReason.RefStruct);
        else
            // In a struct "this" is already a reference.
            layout.Add(variable, new ArgumentSlot(type, twin.Method.Body.ThisParameter, byRef: true), UnreadableReason.None);
    }

    private void AddCaptured(FrameLayout layout, Twin twin)
    {
        var self = twin.Method.HasThis ? twin.Method.Body.ThisParameter : null;
        var enclosing = self == null || twin.Candidate.Machine != null ? null : Closure.InThis(twin.Candidate.Method.DeclaringType, self);
        for (; enclosing != null; enclosing = enclosing.Outer())
            AddClosure(layout, enclosing, 0, int.MaxValue);

        foreach (var parameter in twin.Method.Parameters)
        {
            if (Closure.InParameter(parameter) is { } closure)
                AddClosure(layout, closure, 0, int.MaxValue);
        }

        if (!twin.Candidate.Body.Body.HasVariables)
            return;

        foreach (var local in twin.Candidate.Body.Body.Variables)
        {
            if (Closure.InLocal(local, twin.Copy.CopyOf(local)) is { } closure)
            {
                var (start, end) = twin.Symbols.RangeOf(local);
                AddClosure(layout, closure, start, end);
            }
        }
    }

    private void AddClosure(FrameLayout layout, Closure closure, int start, int end)
    {
        // Optimized code copies a closure from the state machine into a local; its variables are the same ones.
        if (layout.Closures.Any(c => c.Definition == closure.Definition))
            return;

        layout.Closures.Add(closure);
        if (closure.IsThereFromTheStart && closure.Definition.Fields.FirstOrDefault(f => f.Name == MachineNames.CSharp.This) is { } self
            && layout.Variables.All(v => v.Kind != VariableKind.This) && TypeSubstitution.Apply(self.FieldType, closure.Type) is { } selfType)
        {
            var variable = new FrameVariable("this", VariableKind.This, selfType);
            layout.Add(variable, new CapturedSlot(selfType, closure, self, null), UnreadableReason.None);
        }

        foreach (var field in closure.Variables)
        {
            var type = TypeSubstitution.Apply(field.FieldType, closure.Type);
            var reason = UnreadableReason.UnsupportedType;
            var slotType = type == null ? null : slotTypes.For(type, out reason);
            if (slotType == null)
            {
                layout.Add(new FrameVariable(field.Name, VariableKind.Local, type ?? field.FieldType) { Start = start, End = end }, null, reason);
                continue;
            }

            // A captured parameter lives on in the closure of its own method; until it is copied there, the argument
            // itself stands for it. A lambda's own parameter hides a captured variable of the same name.
            var argument = layout.Variables.FirstOrDefault(v => v.Kind == VariableKind.Argument && v.Name == field.Name);
            if (argument != null && (!closure.IsOfThisMethod || argument.Slot is null or CapturedSlot || argument.IsOut))
                continue;

            var slot = new CapturedSlot(slotType, closure, field, argument?.Slot);
            closure.Slots.Add(slot);
            if (argument != null)
                layout.Replace(argument, slot);
            else
                layout.Add(new FrameVariable(field.Name, VariableKind.Local, type!) { Start = start, End = end }, slot, UnreadableReason.None);
        }
    }

    private void AddArgument(FrameLayout layout, Twin twin, ParameterDefinition parameter, ParameterDefinition authored)
    {
        var declared = parameter.ParameterType.Unmodified();
        var byRef = declared as ByReferenceType;
        if (Closure.IsClosure(byRef?.ElementType))
            return;

        var type = byRef?.ElementType ?? declared;
        var variable = new FrameVariable(authored.Name, VariableKind.Argument, type);
        var slotType = slotTypes.For(type, out var reason);
        if (byRef != null)
        {
            variable.IsOut = authored.IsOut && !authored.IsIn;
            variable.ExitOnly = variable.IsOut;

            // The target of an out parameter is written by the callee, so it exists; other references may be made up.
            if (slotType != null && ((!variable.IsOut && !readRefs && !SlotTypes.IsFreeOfReferences(type)) || IsReassigned(twin, parameter)))
                (slotType, reason) = (null, UnreadableReason.UnsafeReference);
        }

        layout.Add(variable, slotType == null ? null : new ArgumentSlot(slotType, parameter, byRef != null), reason);
    }

    private void AddLocals(FrameLayout layout, Twin twin)
    {
        var slots = new Dictionary<VariableDefinition, FrameSlot>();
        ReferenceLocals? references = null;
        var assigned = twin.Candidate.Machine != null && twin.Symbols.Locals.Count != 0 ? AssignedLocals.In(twin.Candidate.Body, twin.Original, twin.Symbols.Locals.Select(l => l.Variable)) : null;
        var seen = new HashSet<(string, VariableDefinition, int)>();
        foreach (var local in twin.Symbols.Locals)
        {
            if (!seen.Add((local.Name, local.Variable, local.Start)))
                continue;

            var copy = twin.Copy.CopyOf(local.Variable);
            var declared = copy.VariableType.Unmodified();
            var byRef = declared as ByReferenceType;
            var type = byRef?.ElementType ?? declared;
            var variable = new FrameVariable(local.Name, VariableKind.Local, type) { Start = local.Start, End = local.End };
            if (assigned != null)
                variable.IsAssignedAt = offset => assigned.Has(local.Variable, offset);

            var slotType = slotTypes.For(type, out var reason);
            if (slotType != null && byRef != null && !(references ??= ReferencesOf(twin)).CanBeRead(copy, type))
                (slotType, reason) = (null, UnreadableReason.UnsafeReference);

            if (slotType != null && !slots.ContainsKey(copy))
                slots.Add(copy, byRef == null ? new VariableSlot(slotType, copy) : new ReferenceSlot(slotType, copy));

            layout.Add(variable, slotType == null ? null : slots[copy], reason);
        }
    }

    private ReferenceLocals ReferencesOf(Twin twin)
        => new(twin.Copy, readRefs, twin.Method.HasThis && !twin.Candidate.Body.DeclaringType.IsValueType ? twin.Method.Body.ThisParameter : null);

    private void AddResult(FrameLayout layout, Twin twin, TypeReference returned, VariableDefinition? result)
    {
        if (returned.IsVoid())
            return;

        var type = returned.Unmodified();
        var byRef = type as ByReferenceType;
        var variable = new FrameVariable("@return", VariableKind.Return, byRef?.ElementType ?? type) { ExitOnly = true };
        var slotType = slotTypes.For(variable.Type, out var reason);
        if (slotType != null && byRef != null && !ReferencesOf(twin).AreReturned(slotType))
            (slotType, reason) = (null, UnreadableReason.UnsafeReference);

        var isLate = byRef != null || twin.TailCalls.Count > 0;
        layout.Add(variable, slotType == null || result == null ? null : isLate ? new LateResultSlot(slotType, result) : new VariableSlot(slotType, result), reason);
    }

    private void AddField(FrameLayout layout, FrameVariable variable, FieldDefinition? field)
    {
        if (field == null)
        {
            layout.Add(variable, null, UnreadableReason.NotKept);
            return;
        }

        var type = slotTypes.For(field.FieldType, out var reason);
        layout.Add(variable, type == null ? null : new FieldSlot(type, field.SelfReference()), reason);
    }

    private static bool IsReassigned(Twin twin, ParameterDefinition parameter)
        => twin.Copy.Copies.Any(i => i.OpCode.Code is Code.Starg or Code.Ldarga && i.Operand == parameter);
}
