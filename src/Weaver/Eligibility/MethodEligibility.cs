using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Contract;
using Weaver.Engine.Discovery;
using Weaver.Engine.References;
using Weaver.Engine.Rewriting;
using Weaver.Rules;

namespace Weaver.Engine.Eligibility;

/// <summary>Decides whether a method can carry a gate and whether the policy wants one: a list of small checks, first reason wins.</summary>
internal sealed class MethodEligibility
{
    private const int RuntimeAsync = 0x2000;
    private const string CompilerGeneratedName = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";
    private const string ProbeableName = HookNames.AttributesNamespace + "." + HookNames.ProbeableAttribute;
    private const string NotProbeableName = HookNames.AttributesNamespace + "." + HookNames.NotProbeableAttribute;

    private readonly WeaverConfig _config;
    private readonly TypeFilter _filter;
    private readonly StateMachines _machines;
    private readonly MethodDefinition? _entryPoint;
    private readonly bool _assemblyMarked;
    private readonly bool _assemblyOptedOut;
    private readonly BodyOutlines? _outlines;
    private readonly Dictionary<MethodDefinition, PropertyDefinition> _accessors = new();
    private TypeDefinition? _accessorsOf;

    /// <param name="module">What is woven.</param>
    /// <param name="config">Options.</param>
    /// <param name="machines">The module's state machines.</param>
    /// <param name="outlines">What is known of the bodies without loading them, or null.</param>
    public MethodEligibility(ModuleDefinition module, WeaverConfig config, StateMachines machines, BodyOutlines? outlines)
    {
        _config = config;
        _machines = machines;
        _outlines = outlines;
        _filter = new TypeFilter(config);
        _entryPoint = module.EntryPoint;
        _assemblyMarked = IsMarked(module.Assembly);
        _assemblyOptedOut = IsOptedOut(module.Assembly);
    }

    /// <summary>Null when the method gets a gate.</summary>
    /// <param name="candidate">The method.</param>
    /// <param name="loaded">Whether its body had to be loaded, so that it will be written anew in any case.</param>
    public LeftOutReason? Check(Candidate candidate, out bool loaded)
    {
        loaded = false;
        return CheckKind(candidate) ?? CheckOptOut(candidate.Method) ?? CheckCompilerMade(candidate) ?? CheckPolicy(candidate, ref loaded) ?? CheckBody(candidate, out loaded);
    }

    /// <summary>The same for a further body of a method that has a gate.</summary>
    public static LeftOutReason? CheckPart(Candidate part) => CheckBody(part, out _);

    /// <summary>
    /// False for methods that a user would never look for: they are not even listed as left out. What has no body is listed,
    /// so that a probe on it says so and does not wait for another assembly that has the method.
    /// </summary>
    public static bool IsListed(MethodDefinition method) => !method.IsRuntime || method.Name == "Invoke" || method.DeclaringType.IsImport;

    private static bool IsMarked(ICustomAttributeProvider provider) => provider.HasAttribute(ProbeableName);

    private bool IsMarkedItself(MethodDefinition method) => IsMarked(method) || (PropertyOf(method) is { } property && IsMarked(property));

    private static bool IsOptedOut(ICustomAttributeProvider provider) => provider.HasAttribute(NotProbeableName);

    private LeftOutReason? CheckKind(Candidate candidate)
    {
        var method = candidate.Method;
        // HasBody looks at attribute bits only: an [UnsafeAccessor] extern has them and no code.
        if (!method.HasBody || method.RVA == 0)
            return new(WeavingRules.NoBody);
        if (method == _entryPoint || (method.Name == "<Main>" && method.IsStatic))
            return new(WeavingRules.EntryPoint);
        if (method.IsConstructor && method.IsStatic)
            return new(WeavingRules.Constructor, "it is a type initializer");
        if (((int)method.ImplAttributes & RuntimeAsync) != 0)
            return new(WeavingRules.RuntimeAsync);
        if (method.CallingConvention == MethodCallingConvention.VarArg)
            return new(WeavingRules.UnsupportedShape, "it takes a variable argument list");
        if (method.DeclaringType.IsImport)
            return new(WeavingRules.UnsupportedShape, "its type is imported from COM");

        if (candidate.Kind != BodyKind.Plain && candidate.Machine == null)
            return new(WeavingRules.ForeignMachine, "its state machine is not in this assembly, belongs to another method, or has no fields of a known compiler");

        return _machines.ForeignMember(method) is { } foreign ? new(WeavingRules.ForeignMachine, foreign) : null;
    }

    private LeftOutReason? CheckOptOut(MethodDefinition method)
    {
        if (IsOptedOut(method) || (PropertyOf(method) is { } property && IsOptedOut(property)))
            return new(WeavingRules.OptedOut, "it is marked [NotProbeable]");

        for (var type = method.DeclaringType; type != null; type = type.DeclaringType)
        {
            if (IsOptedOut(type))
                return new(WeavingRules.OptedOut, $"its type '{type.ReflectionName()}' is marked [NotProbeable]");
        }

        if (_assemblyOptedOut)
            return new(WeavingRules.OptedOut, "its assembly is marked [NotProbeable]");
        if (_filter.IsExcluded(method.DeclaringType))
            return new(WeavingRules.OptedOut, "its type matches a pattern of WeaverExclude");

        return null;
    }

    private LeftOutReason? CheckCompilerMade(Candidate candidate)
    {
        var body = candidate.Body;
        var isGenerated = candidate.Machine == null && !IsMarkedItself(candidate.Method) && body.HasAttribute(CompilerGeneratedName)
            && !body.DebugInformation.HasSequencePoints && !body.Name.Contains(">g__");
        return isGenerated || IsImplicitConstructor(body) ? new(WeavingRules.CompilerMade) : null;
    }

    // The only check that has the body loaded, so the last.
    private static LeftOutReason? CheckBody(Candidate candidate, out bool loaded)
    {
        loaded = true;
        var body = candidate.Body;
        if (body.Body.Instructions.Count == 0)
            return new(WeavingRules.NoBody);

        foreach (var instruction in body.Body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Jmp:
                    return new(WeavingRules.UnsupportedShape, "it jumps to another method");
                case Code.Arglist:
                    return new(WeavingRules.UnsupportedShape, "it reads a variable argument list");
                case Code.Call or Code.Callvirt or Code.Ldftn when CurrentMethod.FindOther(instruction) is { } asked:
                    return new(WeavingRules.CallerSensitive, asked);
            }
        }

        return null;
    }

    // A constructor that nobody wrote has no line, unless it initializes fields. That of a closure runs before the closure
    // refers to the one around it, through which the frame would look for captured variables.
    private static bool IsImplicitConstructor(MethodDefinition method)
        => method.IsConstructor
            && (method.Module.HasSymbols || method.DeclaringType.HasAttribute(CompilerGeneratedName))
            && method.DebugInformation.SequencePoints.All(p => p.IsHidden);

    private LeftOutReason? CheckPolicy(Candidate candidate, ref bool loaded)
    {
        var method = candidate.Method;
        if (IsMarkedItself(method))
            return null;

        if (!_filter.IsIncluded(method.DeclaringType))
            return new(WeavingRules.NotInScope, "its type matches no pattern of WeaverInclude");

        return _config.Policy switch
        {
            WeaverPolicy.Exhaustive => null,
            WeaverPolicy.Annotated => IsInMarkedScope(method)
                ? null
                : new(WeavingRules.NotInScope, "WeaverPolicy is Annotated and neither it nor its type or assembly is marked [Probeable]"),
            _ => CheckBalanced(candidate.Body, ref loaded),
        };
    }

    private bool IsInMarkedScope(MethodDefinition method)
    {
        for (var type = method.DeclaringType; type != null; type = type.DeclaringType)
        {
            if (IsMarked(type))
                return true;
        }

        return _assemblyMarked;
    }

    private LeftOutReason? CheckBalanced(MethodDefinition method, ref bool loaded)
    {
        if (_outlines == null || !_outlines.TryRead(method, out var body))
        {
            body = BodyOutline.Of(method.Body);
            loaded = true;
        }

        return _config.Balanced.FindReason(method, body) is { } reason ? new(WeavingRules.TooSmall, reason) : null;
    }

    private PropertyDefinition? PropertyOf(MethodDefinition method)
    {
        if (!method.IsGetter && !method.IsSetter)
            return null;

        // Methods come type by type, so the accessors of one type are enough to remember.
        if (_accessorsOf != method.DeclaringType)
        {
            _accessorsOf = method.DeclaringType;
            _accessors.Clear();
            foreach (var property in _accessorsOf.Properties)
            {
                if (property.GetMethod != null)
                    _accessors[property.GetMethod] = property;
                if (property.SetMethod != null)
                    _accessors[property.SetMethod] = property;
            }
        }

        return _accessors.TryGetValue(method, out var known) ? known : null;
    }
}
