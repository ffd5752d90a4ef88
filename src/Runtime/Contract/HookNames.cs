namespace Weaver.Contract;

/// <summary>
/// The names by which woven code reaches the runtime. The weaver writes references to these members without ever
/// loading the runtime, so a test resolves each of them against the real assembly.
/// </summary>
internal static class HookNames
{
    /// <summary>Simple name of the assembly that holds every member below.</summary>
    public const string RuntimeAssembly = "Weaver.Runtime";

    public const string HooksNamespace = "Weaver.Hooks";
    public const string FramesNamespace = "Weaver.Frames";

    /// <summary>Static class with the calls that twins make.</summary>
    public const string Probes = "Probes";
    public const string MayEnter = "MayEnter";
    public const string Extend = "Extend";
    public const string Enter = "Enter";
    public const string EnterAsync = "EnterAsync";
    public const string EnterIterator = "EnterIterator";
    public const string EnterDispose = "EnterDispose";
    public const string EnterAsyncIterator = "EnterAsyncIterator";
    public const string Line = "Line";
    public const string Throw = "Throw";
    public const string Leave = "Leave";
    public const string Exit = "Exit";
    public const string Suspend = "Suspend";
    public const string Next = "Next";
    public const string Complete = "Complete";
    public const string Fault = "Fault";

    /// <summary>Static class with which a woven module registers itself.</summary>
    public const string Gates = "Gates";
    public const string Register = "Register";

    /// <summary>The per-invocation state that lives in the twin.</summary>
    public const string Scope = "Scope";

    /// <summary>Links a further frame to the first one when a method has more variables than one frame holds.</summary>
    public const string FrameLink = "FrameLink";

    /// <summary>Name of the generic frame structs without their arity mark: <c>Frame`1</c> to <c>Frame`32</c>.</summary>
    public const string Frame = "Frame";

    /// <summary>Name of a frame's field without its number: <c>S0</c> to <c>S31</c>.</summary>
    public const string FrameSlot = "S";

    /// <summary>Structs without their arity mark that stand for a span in a frame, and the static class that makes them.</summary>
    public const string SpanView = "SpanView";
    public const string ReadOnlySpanView = "ReadOnlySpanView";
    public const string SpanViews = "SpanViews";
    public const string OfSpan = "OfSpan";
    public const string OfReadOnlySpan = "OfReadOnlySpan";

    /// <summary>Attributes that users put on their code.</summary>
    public const string AttributesNamespace = "Weaver";
    public const string ProbeableAttribute = "ProbeableAttribute";
    public const string NotProbeableAttribute = "NotProbeableAttribute";
    public const string SensitiveAttribute = "SensitiveAttribute";

    /// <summary>The holder class that the weaver adds to each woven module, and its members.</summary>
    public const string Holder = "<WeaverGates>";
    public const string HolderGateArray = "<WeaverGateArray>";
    public const string HolderAll = "All";
    public const string HolderModule = "Module";
    public const string HolderGate = "Gate";

    /// <summary>The object field that a state machine carries for what one activation must remember.</summary>
    public const string ActivationField = "<>w__activation";

    /// <summary>Name of the embedded resource with the manifest.</summary>
    public const string ManifestResource = "Weaver.Manifest";
}
