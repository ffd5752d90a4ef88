using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine.Cloning;
using Weaver.Engine.Discovery;
using Weaver.Engine.Eligibility;
using Weaver.Engine.Manifests;
using Weaver.Engine.References;
using Weaver.Engine.Rewriting;
using Weaver.Engine.Symbols;
using Weaver.Engine.Verification;
using Weaver.Rules;

namespace Weaver.Engine;

/// <summary>One weave of one module, from its methods to its manifest.</summary>
internal sealed class ModuleWeave
{
    private readonly ModuleDefinition _module;
    private readonly WeaverConfig _config;
    private readonly RuntimeReferences _references;
    private readonly MethodEligibility _eligibility;
    private readonly Holder _holder;
    private readonly ManifestBuilder _manifest;
    private readonly FrameWriter _frames;
    private readonly SyncRewriter _sync;
    private readonly AsyncRewriter _async;
    private readonly GateWriter _gates;
    private readonly Func<MethodDefinition, string?> _findProblem;
    private readonly List<WeaverMessage> _messages = new();
    private int _methods;

    /// <param name="module">What is woven.</param>
    /// <param name="config">Options.</param>
    /// <param name="findProblem">Checks each woven body; the verifier unless a test plants a problem.</param>
    /// <param name="image">The bytes that the module was read from, or null. With them, bodies that stay as they are need not be loaded.</param>
    public ModuleWeave(ModuleDefinition module, WeaverConfig config, Func<MethodDefinition, string?>? findProblem = null, byte[]? image = null)
    {
        _findProblem = findProblem ?? new BodyVerifier().Check;
        _module = module;
        _config = config;
        _references = new RuntimeReferences(module);
        _eligibility = new MethodEligibility(module, config, image == null ? null : new BodyOutlines(image));
        _holder = new Holder(module, _references);
        _manifest = new ManifestBuilder(module, config);
        _frames = new FrameWriter(module, _references, _holder);
        var layouts = new FrameLayoutBuilder(new SlotTypes(module));
        var lines = new LineRewriter(_references);
        _sync = new SyncRewriter(module, _references, layouts, _frames, lines);
        _async = new AsyncRewriter(module, _references, layouts, _frames, lines);
        _gates = new GateWriter(_references, _holder, _findProblem);
    }

    public WeaveResult Run()
    {
        foreach (var candidate in FindCandidates())
            Weave(candidate);

        _holder.Complete(_manifest.NextGate);
        _manifest.Write(_module.HasSymbols);
        return new WeaveResult
        {
            Woven = _manifest.NextGate,
            Methods = _methods,
            Lines = _manifest.Lines,
            LeftOut = _manifest.LeftOut,
            Messages = _messages,
        };
    }

    // A list, since weaving adds methods to the types it walks over.
    private List<Candidate> FindCandidates()
    {
        var candidates = new List<Candidate>();
        foreach (var type in _module.GetTypes())
        {
            if (type.Name == "<Module>" || type.FullName.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal) || StateMachines.IsMachine(type))
                continue;

            foreach (var method in type.Methods.Where(MethodEligibility.IsListed))
            {
                var moveNext = StateMachines.KindOf(method, out var machine) == StateMachineKind.Async && machine?.Module == _module
                    ? StateMachines.MoveNextOf(machine)
                    : null;
                candidates.Add(new Candidate(method, moveNext));
            }
        }

        return candidates;
    }

    private void Weave(Candidate candidate)
    {
        if (candidate.Body.HasBody)
            _methods++;

        LeftOutReason? reason;
        try
        {
            reason = _eligibility.Check(candidate, out var loaded);
            if (reason == null)
                reason = TryWeave(candidate);
            else if (loaded)
                KeepStackDepth(candidate.Body);
        }
        catch (WeavingException e)
        {
            reason = new LeftOutReason(WeavingRules.UnsupportedShape, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever one strange method does to us, the others and the build go on; the method stays as it was.
            reason = new LeftOutReason(WeavingRules.UnreadableBody, e.GetType().Name + ": " + e.Message);
        }

        if (reason == null)
            return;

        _manifest.AddLeftOut(candidate.Method, reason);
        if (reason.Rule.Severity != RuleSeverity.Info)
            _messages.Add(new WeaverMessage(reason.Rule, string.Format(System.Globalization.CultureInfo.InvariantCulture, reason.Rule.Message, NameOf(candidate.Method), reason.Detail)));
    }

    // Looking at a body has it loaded, and what is loaded is written anew, gate or not. Without a way back in the body
    // its stack depth cannot come out wrong.
    private static void KeepStackDepth(MethodDefinition method)
    {
        if (!method.HasBody || method.RVA == 0 || !MethodEligibility.HasLoop(method.Body))
            return;

        var depths = StackDepths.Compute(method, method.Body.Instructions, method.Body.ExceptionHandlers);
        if (depths.Problem == null)
            MaxStack.Ensure(method, depths.Max);
    }

    private LeftOutReason? TryWeave(Candidate candidate)
    {
        var original = candidate.Body;
        var depths = StackDepths.Compute(original, original.Body.Instructions, original.Body.ExceptionHandlers);
        if (depths.Problem != null)
            return new LeftOutReason(WeavingRules.UnsupportedShape, "its stack cannot be followed: " + depths.Problem);

        ConstructorSplit? split = null;
        if (original.IsConstructor)
        {
            split = ConstructorSplit.Find(original, depths, out var unsplit);
            if (split == null)
                return new LeftOutReason(WeavingRules.Constructor, unsplit);
        }

        var tails = TailCall.FindAll(original, depths, out var kept);
        if (tails == null || (tails.Count > 0 && candidate.IsAsync))
            return new LeftOutReason(WeavingRules.TailCall, tails == null ? kept : "they stand in a state machine");

        var symbols = MethodSymbols.Read(original, split?.Start ?? original.Body.Instructions[0]);
        MaxStack.Ensure(original, depths.Max);

        // The twin joins its type first, because its "this" takes its type from there; it leaves again unless all is well.
        var method = TwinSignature.Create(original, _manifest.NextGate, split?.Passed ?? [], _references);
        original.DeclaringType.Methods.Add(method);
        var done = false;
        try
        {
            var reason = WriteTwin(CreateTwin(candidate, method, symbols, depths, split, tails));
            done = reason == null;
            return reason;
        }
        finally
        {
            if (!done)
            {
                original.DeclaringType.Methods.Remove(method);
                AsyncRewriter.RemoveActivationField(original.DeclaringType);
            }
        }
    }

    private LeftOutReason? WriteTwin(Twin twin)
    {
        var code = twin.Candidate.IsAsync ? _async.Rewrite(twin) : _sync.Rewrite(twin);
        code.Commit();
        MaxStack.Ensure(twin.Method, StackDepths.Compute(twin.Method, twin.Method.Body.Instructions, twin.Method.Body.ExceptionHandlers).Max);
        var problem = _findProblem(twin.Method);
        if (problem != null)
            return new LeftOutReason(WeavingRules.FailedVerification, "twin: " + problem);

        // Everything that can fail comes before the gate, which is the only edit of the original.
        DebugInfoCloner.Clone(twin);
        var record = _manifest.Describe(twin);
        problem = _gates.Write(twin);
        if (problem != null)
            return new LeftOutReason(WeavingRules.FailedVerification, "gate: " + problem);

        _manifest.Add(record);
        return null;
    }

    private Twin CreateTwin(Candidate candidate, MethodDefinition method, MethodSymbols symbols, StackDepths depths, ConstructorSplit? split, IReadOnlyList<TailCall> tails)
    {
        var live = candidate.IsAsync || MethodEligibility.HasLoop(candidate.Body.Body);
        var scope = new VariableDefinition(_references.Scope);
        var lines = new VariableDefinition(_frames.LinesType(live));
        method.Body.Variables.Add(scope);
        method.Body.Variables.Add(lines);
        method.Body.InitLocals = true;
        var start = split?.Start ?? candidate.Body.Body.Instructions[0];
        var copy = BodyCloner.Clone(candidate.Body, method, start);
        var twin = new Twin(candidate, symbols, method, _manifest.NextGate, scope, lines, copy, depths, split)
        {
            HasLiveLines = live,
            TailCalls = tails,
        };
        CurrentMethod.Keep(twin, _references);
        return twin;
    }

    private static string NameOf(MethodDefinition method) => method.DeclaringType.ReflectionName() + "." + method.Name;
}
