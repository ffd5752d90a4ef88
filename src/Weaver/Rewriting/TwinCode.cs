using System.Collections.Generic;
using Mono.Cecil.Cil;
using Weaver.Engine.Emit;

namespace Weaver.Engine.Rewriting;

/// <summary>The instructions and handlers of a finished twin, in the order in which they are written.</summary>
internal sealed class TwinCode
{
    private readonly Twin _twin;
    private readonly List<Instruction> _code;

    /// <param name="twin">The twin.</param>
    /// <param name="entry">What stands in front of the body.</param>
    /// <param name="body">The body, which the rest is added to.</param>
    /// <param name="bodyEnd">First instruction behind the body, or null when the body ends the method.</param>
    public TwinCode(Twin twin, List<Instruction> entry, List<Instruction> body, Instruction? bodyEnd)
    {
        _twin = twin;
        _code = body;
        _code.InsertRange(0, entry);
        foreach (var handler in twin.Copy.Handlers)
        {
            // A null end means the end of the method, which has moved.
            handler.TryStart = twin.Hooks.Entry(handler.TryStart.Offset);
            handler.TryEnd = handler.TryEnd == null ? bodyEnd : twin.Hooks.Entry(handler.TryEnd.Offset);
            handler.FilterStart = handler.FilterStart == null ? null : twin.Hooks.Entry(handler.FilterStart.Offset);
            handler.HandlerStart = twin.Hooks.Entry(handler.HandlerStart.Offset);
            handler.HandlerEnd = handler.HandlerEnd == null ? bodyEnd : twin.Hooks.Entry(handler.HandlerEnd.Offset);
            Handlers.Add(handler);
        }
    }

    public List<ExceptionHandler> Handlers { get; } = new();

    public void Append(List<Instruction> code) => _code.AddRange(code);

    // Inner handlers come before outer ones.
    public void AddHandler(ExceptionHandler handler) => Handlers.Add(handler);

    /// <summary>Puts everything into the twin's body.</summary>
    public void Commit()
    {
        Compactor.Compact(_code, _twin.Method.HasThis);
        var body = _twin.Method.Body;
        body.Instructions.Capacity = _code.Count;
        foreach (var instruction in _code)
            body.Instructions.Add(instruction);
        foreach (var handler in Handlers)
            body.ExceptionHandlers.Add(handler);
    }
}
