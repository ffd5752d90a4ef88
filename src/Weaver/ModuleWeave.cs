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
    private readonly IteratorRewriter _iterators;
    private readonly AsyncIteratorRewriter _asyncIterators;
    private readonly StateMachines _machines;
    private readonly GateWriter _gates;
    private readonly Func<MethodDefinition, string?> _findProblem;
    private readonly List<WeaverMessage> _messages = new();
    private readonly BodyNumbers _numbers = new();
    private readonly StackDepths _depths;
    private int _methods;

    /// <param name="module">What is woven.</param>
    /// <param name="config">Options.</param>
    /// <param name="findProblem">Checks each woven body; the verifier unless a test plants a problem.</param>
    /// <param name="image">The bytes that the module was read from, or null. With them, bodies that stay as they are need not be loaded.</param>
    public ModuleWeave(ModuleDefinition module, WeaverConfig config, Func<MethodDefinition, string?>? findProblem = null, byte[]? image = null)
    {
        _findProblem = findProblem ?? new BodyVerifier().Check;
        _depths = new StackDepths(_numbers);
        _module = module;
        _config = config;
        _references = new RuntimeReferences(module);
        _machines = new StateMachines(module);
        _eligibility = new MethodEligibility(module, config, _machines, image == null ? null : new BodyOutlines(image));
        _holder = new Holder(module, _references);
        _manifest = new ManifestBuilder(module, config);
        _frames = new FrameWriter(module, _references, _holder);
        var layouts = new FrameLayoutBuilder(new SlotTypes(module, _references), config.ReadRefs);
        var lines = new LineRewriter(_references, config.Lines);
        var regions = new RegionWriter(module, _references);
        _sync = new SyncRewriter(_references, layouts, _frames, lines, regions);
        _async = new AsyncRewriter(_references, layouts, _frames, lines);
        _iterators = new IteratorRewriter(module, _references, layouts, _frames, lines, regions);
        _asyncIterators = new AsyncIteratorRewriter(_references, layouts, _frames, lines);
        _gates = new GateWriter(_references, _holder, _findProblem);
    }

    public WeaveResult Run()
    {
        SensitiveMarks.CopyToFields(_module);
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
            if (type.Name == "<Module>" || type.FullName.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal) || _machines.IsClaimed(type))
                continue;

            candidates.AddRange(type.Methods.Where(MethodEligibility.IsListed).Select(_machines.CandidateFor));
        }

        return candidates;
    }

    private void Weave(Candidate candidate)
    {
        Twin? twin = null;
        WeaveOrLeaveOut(candidate, () =>
        {
            var reason = _eligibility.Check(candidate, out var loaded);
            if (reason == null)
                return TryWeave(candidate, enclosing: null, out twin);

            if (loaded)
                KeepStackDepth(candidate.Body);
            return reason;
        });
        if (twin == null || !_config.Lines)
            return;

        // A part follows its method: what is worth a gate as a whole is worth one here.
        foreach (var part in candidate.Parts)
            WeaveOrLeaveOut(part, () => MethodEligibility.CheckPart(part) ?? TryWeave(part, twin, out _));
    }

    private void WeaveOrLeaveOut(Candidate candidate, Func<LeftOutReason?> weave)
    {
        if (candidate.Body.HasBody)
            _methods++;

        LeftOutReason? reason;
        try
        {
            reason = weave();
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
    private void KeepStackDepth(MethodDefinition method)
    {
        if (method.HasBody && method.RVA != 0)
            MaxStack.Ensure(method, _numbers, _depths);
    }

    private LeftOutReason? TryWeave(Candidate candidate, Twin? enclosing, out Twin? woven)
    {
        woven = null;
        var twins = new List<Twin>();
        var added = new List<MethodDefinition>();
        try
        {
            var reason = WriteTwin(candidate, enclosing, twins, added);
            if (reason == null && candidate.Dispose is { } dispose)
                reason = WriteTwin(dispose, twins[0], twins, added);
            if (reason != null)
                return reason;

            // Everything that can fail comes before the gates, which are the only edit of the originals.
            var record = _manifest.Describe(twins[0]);
            if (_gates.Write(twins) is { } problem)
                return new LeftOutReason(WeavingRules.FailedVerification, "gate: " + problem);

            _manifest.Add(record);
            woven = twins[0];
            return null;
        }
        finally
        {
            if (woven == null)
            {
                foreach (var method in added)
                    method.DeclaringType.Methods.Remove(method);

                // What is missing when a part fails alone is the part.
                if (enclosing == null)
                    candidate.Machine?.RemoveActivation();
            }
        }
    }

    private LeftOutReason? WriteTwin(Candidate candidate, Twin? enclosing, List<Twin> twins, List<MethodDefinition> added)
    {
        var original = candidate.Body;
        var body = OriginalBody.Read(original, _numbers, _depths, out var unfollowed);
        if (body == null)
            return new LeftOutReason(WeavingRules.UnsupportedShape, "its stack cannot be followed: " + unfollowed);

        ConstructorSplit? split = null;
        if (original.IsConstructor)
        {
            split = ConstructorSplit.Find(original, body, out var unsplit);
            if (split == null)
                return new LeftOutReason(WeavingRules.Constructor, unsplit);
        }

        var tails = TailCall.FindAll(original, body, out var kept);
        if (tails == null || (tails.Count > 0 && candidate.Machine != null))
            return new LeftOutReason(WeavingRules.TailCall, tails == null ? kept : "they stand in a state machine");

        var symbols = MethodSymbols.Read(original, body, split?.Start ?? body.Code[0]);

        // The twin joins its type first, because its "this" takes its type from there; it leaves again unless all is well.
        var method = TwinSignature.Create(original, _manifest.NextGate, split?.Passed ?? [], _references);
        original.DeclaringType.Methods.Add(method);
        added.Add(method);
        var twin = CreateTwin(candidate, method, symbols, body, split, tails);
        twin.Enclosing = enclosing;
        Rewrite(twin).Commit();
        TrimWarnings.Suppress(twin, _references);
        var problem = _findProblem(method);
        if (problem != null && MaxStack.Ensure(method, _numbers, _depths))
            problem = _findProblem(method);
        if (problem != null)
            return Blame(twin.Candidate.Body, problem);

        DebugInfoCloner.Clone(twin);
        twins.Add(twin);
        return null;
    }

    // Some compilers emit bodies that only work by luck; what is wrong before weaving is no fault to warn of.
    private LeftOutReason Blame(MethodDefinition original, string problem)
        => _findProblem(original) is { } own
            ? new LeftOutReason(WeavingRules.UnsupportedShape, "its own body does not pass the checks of woven ones: " + own)
            : new LeftOutReason(WeavingRules.FailedVerification, "twin: " + problem);

    private TwinCode Rewrite(Twin twin) => twin.Candidate.Kind switch
    {
        BodyKind.Async => _async.Rewrite(twin),
        BodyKind.Iterator => _iterators.RewriteMoveNext(twin),
        BodyKind.IteratorDispose => _iterators.RewriteDispose(twin),
        BodyKind.IteratorFinally => _iterators.RewriteFinally(twin),
        BodyKind.AsyncIterator => _asyncIterators.Rewrite(twin),
        _ => _sync.Rewrite(twin),
    };

    private Twin CreateTwin(Candidate candidate, MethodDefinition method, MethodSymbols symbols, OriginalBody original, ConstructorSplit? split, IReadOnlyList<TailCall> tails)
    {
        var live = _config.Lines && (candidate.Awaits || original.HasLoop);
        var scope = new VariableDefinition(_references.Scope);
        var lines = new VariableDefinition(_frames.LinesType(live));
        method.Body.Variables.Add(scope);
        method.Body.Variables.Add(lines);
        method.Body.InitLocals = true;
        var start = split?.Start ?? original.Code[0];
        var copy = BodyCloner.Clone(candidate.Body, original, method, start);
        var twin = new Twin(candidate, symbols, method, _manifest.NextGate, scope, lines, copy, original, split)
        {
            HasLiveLines = live,
            TailCalls = tails,
        };
        CurrentMethod.Keep(twin, _references);
        return twin;
    }

    private static string NameOf(MethodDefinition method) => method.DeclaringType.ReflectionName() + "." + method.Name;
}
