using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Weaver.Contract;

namespace Weaver.Engine.References;

/// <summary>
/// Every reference that woven code makes, built by hand from names so that the runtime is never loaded and no other
/// assembly reference leaks in. One instance per woven module.
/// </summary>
internal sealed class RuntimeReferences
{
    private readonly ModuleDefinition _module;
    private readonly AssemblyNameReference _runtime;
    private readonly TypeReference _probes;
    private readonly Dictionary<int, TypeReference> _openFrames = new();
    private readonly Dictionary<IReadOnlyList<TypeReference>, GenericInstanceType> _frames = new(new SameTypes());
    private readonly Dictionary<GenericInstanceType, MethodReference> _constructors = new();
    private readonly Dictionary<string, MethodReference> _overFrames = new();
    private readonly Dictionary<(MethodReference Hook, TypeReference Frame), GenericInstanceMethod> _overFrame = new();
    private readonly Dictionary<string, CustomAttribute> _suppressions = new();
    private readonly Dictionary<string, (TypeReference Open, MethodReference Maker)> _views = new();

    public RuntimeReferences(ModuleDefinition module)
    {
        _module = module;
        _runtime = FindRuntime(module);
        var types = module.TypeSystem;
        _probes = Type(HookNames.HooksNamespace, HookNames.Probes, valueType: false);
        Scope = Type(HookNames.HooksNamespace, HookNames.Scope, valueType: true);
        FrameLink = Type(HookNames.FramesNamespace, HookNames.FrameLink, valueType: true);
        RuntimeTypeHandle = new TypeReference("System", "RuntimeTypeHandle", module, types.CoreLibrary, true);
        RuntimeMethodHandle = new TypeReference("System", "RuntimeMethodHandle", module, types.CoreLibrary, true);
        var scope = new ByReferenceType(Scope);
        MayEnter = Hook(HookNames.MayEnter, types.Boolean);
        Line = Hook(HookNames.Line, types.Void, scope, types.Int32);
        Throw = Hook(HookNames.Throw, types.Void, scope, types.Object);
        Leave = Hook(HookNames.Leave, types.Void, scope);
        Exit = Hook(HookNames.Exit, types.Void, scope);
        Suspend = Hook(HookNames.Suspend, types.Void, scope);
        var activation = new ByReferenceType(types.Object);
        Next = Hook(HookNames.Next, types.Void, scope, activation, types.Boolean);
        Complete = Hook(HookNames.Complete, types.Void, scope, activation);
        Fault = Hook(HookNames.Fault, types.Void, scope, activation);
        Register = new MethodReference(HookNames.Register, types.Int32, Type(HookNames.HooksNamespace, HookNames.Gates, valueType: false));
        foreach (var parameter in new[] { RuntimeTypeHandle, types.Int32, types.IntPtr })
            Register.Parameters.Add(new ParameterDefinition(parameter));

        CompilerGenerated = Attribute("System.Runtime.CompilerServices", "CompilerGeneratedAttribute");
        InlineArray = Attribute("System.Runtime.CompilerServices", "InlineArrayAttribute", types.Int32);
        CompilerGeneratedMark = new CustomAttribute(CompilerGenerated);
        ExcludeFromCodeCoverageMark = new CustomAttribute(Attribute("System.Diagnostics.CodeAnalysis", "ExcludeFromCodeCoverageAttribute"));
        UnconditionalSuppressMessage = Attribute("System.Diagnostics.CodeAnalysis", "UnconditionalSuppressMessageAttribute", types.String, types.String);
    }

    public TypeReference Scope { get; }

    public TypeReference FrameLink { get; }

    public TypeReference RuntimeTypeHandle { get; }

    public TypeReference RuntimeMethodHandle { get; }

    public MethodReference MayEnter { get; }

    public MethodReference Line { get; }

    public MethodReference Throw { get; }

    public MethodReference Leave { get; }

    public MethodReference Exit { get; }

    public MethodReference Suspend { get; }

    public MethodReference Next { get; }

    public MethodReference Complete { get; }

    public MethodReference Fault { get; }

    public MethodReference Register { get; }

    public MethodReference CompilerGenerated { get; }

    /// <summary>One for all methods that have it.</summary>
    public CustomAttribute CompilerGeneratedMark { get; }

    /// <summary>One for all methods that have it.</summary>
    public CustomAttribute ExcludeFromCodeCoverageMark { get; }

    public MethodReference InlineArray { get; }

    /// <summary>Keeps a trimmer from this warning; one for all methods that have it.</summary>
    public CustomAttribute Suppression(string warning)
    {
        if (!_suppressions.TryGetValue(warning, out var attribute))
        {
            attribute = new CustomAttribute(UnconditionalSuppressMessage);
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(_module.TypeSystem.String, "Trimming"));
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(_module.TypeSystem.String, warning));
            _suppressions.Add(warning, attribute);
        }

        return attribute;
    }

    private MethodReference UnconditionalSuppressMessage { get; }

    /// <summary>The frame type over the given slot types: one for all methods that have the same ones.</summary>
    public GenericInstanceType Frame(IReadOnlyList<TypeReference> slots)
    {
        if (_frames.TryGetValue(slots, out var known))
            return known;

        var instance = new GenericInstanceType(OpenFrame(slots.Count));
        foreach (var slot in slots)
            instance.GenericArguments.Add(slot);

        _frames.Add(slots, instance);
        return instance;
    }

    public MethodReference FrameConstructor(GenericInstanceType frame)
    {
        if (_constructors.TryGetValue(frame, out var known))
            return known;

        var constructor = new MethodReference(".ctor", _module.TypeSystem.Void, frame) { HasThis = true };
        foreach (var parameter in frame.ElementType.GenericParameters)
            constructor.Parameters.Add(new ParameterDefinition(new ByReferenceType(parameter)));

        _constructors.Add(frame, constructor);
        return constructor;
    }

    /// <summary>The field that holds slot <paramref name="slot"/> of one frame.</summary>
    public static FieldReference FrameField(GenericInstanceType frame, int slot)
        => new(HookNames.FrameSlot + slot, new ByReferenceType(frame.ElementType.GenericParameters[slot]), frame);

    public MethodReference Enter(TypeReference frame)
        => OverFrame(HookNames.Enter, new ByReferenceType(_module.TypeSystem.Byte), frame, f =>
        [
            _module.TypeSystem.Int32, _module.TypeSystem.Int32, f, new ByReferenceType(Scope),
        ]);

    public MethodReference EnterAsync(TypeReference frame) => EnterMachine(HookNames.EnterAsync, frame);

    public MethodReference EnterIterator(TypeReference frame) => EnterMachine(HookNames.EnterIterator, frame);

    public MethodReference EnterDispose(TypeReference frame) => EnterMachine(HookNames.EnterDispose, frame);

    public MethodReference EnterAsyncIterator(TypeReference frame) => EnterMachine(HookNames.EnterAsyncIterator, frame, _module.TypeSystem.Boolean);

    public MethodReference Extend(TypeReference frame)
        => OverFrame(HookNames.Extend, _module.TypeSystem.Void, frame, f => [f, new ByReferenceType(FrameLink), new ByReferenceType(Scope)]);

    private GenericInstanceMethod EnterMachine(string name, TypeReference frame, params TypeReference[] more)
        => OverFrame(name, new ByReferenceType(_module.TypeSystem.Byte), frame, f =>
        [
            _module.TypeSystem.Int32, _module.TypeSystem.Int32, f, new ByReferenceType(Scope),
            new ByReferenceType(_module.TypeSystem.Object), _module.TypeSystem.Int32, .. more,
        ]);

    public static bool IsSpan(TypeReference type)
        => type is GenericInstanceType { ElementType: { Namespace: "System", Name: "Span`1" or "ReadOnlySpan`1", DeclaringType: null } };

    /// <summary>The struct that stands for a span in a frame; null for other types.</summary>
    public TypeReference? SpanView(TypeReference type)
    {
        if (!IsSpan(type))
            return null;

        var span = (GenericInstanceType)type;
        return Over(ViewFor(span.ElementType).Open, span.GenericArguments[0]);
    }

    /// <summary>Makes a reference to a span one to the struct that stands for it; null for slots of other types.</summary>
    public MethodReference? ViewOf(TypeReference slot)
    {
        if (slot is not GenericInstanceType instance || _views.Values.FirstOrDefault(v => v.Open == instance.ElementType) is not { Maker: { } maker })
            return null;

        var make = new GenericInstanceMethod(maker);
        make.GenericArguments.Add(instance.GenericArguments[0]);
        return make;
    }

    // static ref SpanView<T> OfSpan<T>(ref Span<T> span)
    private (TypeReference Open, MethodReference Maker) ViewFor(TypeReference span)
    {
        if (_views.TryGetValue(span.Name, out var known))
            return known;

        var isReadOnly = span.Name == "ReadOnlySpan`1";
        var open = Type(HookNames.FramesNamespace, (isReadOnly ? HookNames.ReadOnlySpanView : HookNames.SpanView) + "`1", valueType: true);
        open.GenericParameters.Add(new GenericParameter("T", open));
        var maker = new MethodReference(isReadOnly ? HookNames.OfReadOnlySpan : HookNames.OfSpan, _module.TypeSystem.Void, Type(HookNames.FramesNamespace, HookNames.SpanViews, valueType: false));
        var element = new GenericParameter("T", maker);
        maker.GenericParameters.Add(element);
        maker.ReturnType = new ByReferenceType(Over(open, element));
        maker.Parameters.Add(new ParameterDefinition(new ByReferenceType(Over(span, element))));
        _views.Add(span.Name, known = (open, maker));
        return known;
    }

    private static GenericInstanceType Over(TypeReference open, TypeReference argument)
    {
        var instance = new GenericInstanceType(open);
        instance.GenericArguments.Add(argument);
        return instance;
    }

    private static AssemblyNameReference FindRuntime(ModuleDefinition module)
    {
        var known = module.AssemblyReferences.FirstOrDefault(r => r.Name == HookNames.RuntimeAssembly);
        if (known != null)
            return known;

        AssemblyDefinition? runtime;
        try
        {
            runtime = module.AssemblyResolver.Resolve(new AssemblyNameReference(HookNames.RuntimeAssembly, null));
        }
        catch (AssemblyResolutionException)
        {
            runtime = null;
        }

        if (runtime == null)
        {
            throw new WeavingException(
                $"'{module.Assembly.Name.Name}' cannot be woven: it does not reference {HookNames.RuntimeAssembly}. Add the Weaver package to the project.");
        }

        var reference = new AssemblyNameReference(runtime.Name.Name, runtime.Name.Version) { PublicKeyToken = runtime.Name.PublicKeyToken };
        module.AssemblyReferences.Add(reference);
        return reference;
    }

    private TypeReference OpenFrame(int arity)
    {
        if (!_openFrames.TryGetValue(arity, out var frame))
        {
            frame = Type(HookNames.FramesNamespace, HookNames.Frame + "`" + arity, valueType: true);
            for (var i = 0; i < arity; i++)
                frame.GenericParameters.Add(new GenericParameter("T" + i, frame));

            _openFrames.Add(arity, frame);
        }

        return frame;
    }

    private TypeReference Type(string space, string name, bool valueType) => new(space, name, _module, _runtime, valueType);

    private MethodReference Hook(string name, TypeReference result, params TypeReference[] parameters)
    {
        var hook = new MethodReference(name, result, _probes);
        foreach (var parameter in parameters)
            hook.Parameters.Add(new ParameterDefinition(parameter));

        return hook;
    }

    private GenericInstanceMethod OverFrame(string name, TypeReference result, TypeReference frame, System.Func<TypeReference, TypeReference[]> parameters)
    {
        if (!_overFrames.TryGetValue(name, out var hook))
        {
            hook = new MethodReference(name, result, _probes);
            var generic = new GenericParameter("TFrame", hook);
            hook.GenericParameters.Add(generic);
            foreach (var parameter in parameters(new ByReferenceType(generic)))
                hook.Parameters.Add(new ParameterDefinition(parameter));

            _overFrames.Add(name, hook);
        }

        if (!_overFrame.TryGetValue((hook, frame), out var instance))
        {
            instance = new GenericInstanceMethod(hook);
            instance.GenericArguments.Add(frame);
            _overFrame.Add((hook, frame), instance);
        }

        return instance;
    }

    private MethodReference Attribute(string space, string name, params TypeReference[] parameters)
    {
        var type = new TypeReference(space, name, _module, FrameworkScope(), false);
        var constructor = new MethodReference(".ctor", _module.TypeSystem.Void, type) { HasThis = true };
        foreach (var parameter in parameters)
            constructor.Parameters.Add(new ParameterDefinition(parameter));

        return constructor;
    }

    // Inline arrays are younger than netstandard: a library built against that names System.Runtime for them.
    private IMetadataScope FrameworkScope()
    {
        var core = _module.TypeSystem.CoreLibrary;
        if (core.Name is "System.Runtime" or "System.Private.CoreLib")
            return core;

        var known = _module.AssemblyReferences.FirstOrDefault(r => r.Name == "System.Runtime");
        if (known != null)
            return known;

        var runtime = new AssemblyNameReference("System.Runtime", new System.Version(10, 0, 0, 0))
        {
            PublicKeyToken = [0xb0, 0x3f, 0x5f, 0x7f, 0x11, 0xd5, 0x0a, 0x3a],
        };
        _module.AssemblyReferences.Add(runtime);
        return runtime;
    }

    /// <summary>
    /// Types are the same when they are the same objects, or made in the same way of such: every body brings its own
    /// objects for a <c>List&lt;int&gt;</c>. Names alone would not tell type parameters apart.
    /// </summary>
    private sealed class SameTypes : IEqualityComparer<IReadOnlyList<TypeReference>>
    {
        public bool Equals(IReadOnlyList<TypeReference> x, IReadOnlyList<TypeReference> y)
        {
            if (x.Count != y.Count)
                return false;

            for (var i = 0; i < x.Count; i++)
            {
                if (!AreSame(x[i], y[i]))
                    return false;
            }

            return true;
        }

        private static bool AreSame(TypeReference x, TypeReference y)
        {
            if (ReferenceEquals(x, y))
                return true;
            if (x is ArrayType { IsVector: true } array && y is ArrayType { IsVector: true } other)
                return AreSame(array.ElementType, other.ElementType);
            if (x is not GenericInstanceType one || y is not GenericInstanceType two || one.GenericArguments.Count != two.GenericArguments.Count || !AreSame(one.ElementType, two.ElementType))
                return false;

            for (var i = 0; i < one.GenericArguments.Count; i++)
            {
                if (!AreSame(one.GenericArguments[i], two.GenericArguments[i]))
                    return false;
            }

            return true;
        }

        private static int HashOf(TypeReference type)
        {
            switch (type)
            {
                case ArrayType { IsVector: true } array:
                    return HashOf(array.ElementType) * 17;
                case GenericInstanceType instance:
                    var hash = HashOf(instance.ElementType);
                    foreach (var argument in instance.GenericArguments)
                        hash = (hash * 31) ^ HashOf(argument);

                    return hash;
                default:
                    return type.GetHashCode();
            }
        }

        public int GetHashCode(IReadOnlyList<TypeReference> types)
        {
            var hash = types.Count;
            foreach (var type in types)
                hash = (hash * 31) ^ HashOf(type);

            return hash;
        }
    }
}
