namespace Weaver.Rules;

/// <summary>Why a method has no gate. WVR1020 and above; what concerns a whole build stands in BuildRules.</summary>
internal static class WeavingRules
{
    public static readonly Rule NoBody = LeftOut(
        "WVR1020", "Method has no IL body",
        "'{0}' is not instrumented: it has no IL body (abstract, extern or provided by the runtime).",
        "Probe the implementation or a caller instead.");

    public static readonly Rule OptedOut = LeftOut(
        "WVR1021", "Method opted out",
        "'{0}' is not instrumented: {1}.",
        "Remove the attribute or the exclude pattern and build again.");

    public static readonly Rule NotInScope = LeftOut(
        "WVR1022", "Method is outside the woven scope",
        "'{0}' is not instrumented: {1}.",
        "Mark the method with [Probeable], or widen WeaverInclude or WeaverPolicy, and build again.");

    public static readonly Rule TooSmall = LeftOut(
        "WVR1023", "Method is left to the inliner",
        "'{0}' is not instrumented: {1}; a gate would cost more than the method itself.",
        "Mark the method with [Probeable] or build with WeaverPolicy=Exhaustive.");

    public static readonly Rule Constructor = LeftOut(
        "WVR1024", "Constructor cannot be instrumented",
        "'{0}' is not instrumented: {1}.",
        "Probe a method that the constructor calls, or its caller.");

    // WVR1025 was for finalizers, which are instrumented now.

    public static readonly Rule EntryPoint = LeftOut(
        "WVR1026", "The program's entry point is not instrumented",
        "'{0}' is not instrumented: it is the program's entry point, which has started before any probe can be armed.",
        "Move the work into a method of its own and probe that.");

    public static readonly Rule ForeignMachine = LeftOut(
        "WVR1027", "State machine of an unknown kind",
        "'{0}' is not instrumented: {1}.",
        "Probe a method that it calls, or the code that starts it.");

    public static readonly Rule CompilerMade = LeftOut(
        "WVR1028", "Method was written by the compiler",
        "'{0}' is not instrumented: the compiler wrote it and it has no source lines.",
        "Probe the method whose source it comes from.");

    public static readonly Rule TailCall = LeftOut(
        "WVR1029", "Method makes tail calls that cannot be kept",
        "'{0}' is not instrumented: it makes explicit tail calls, and {1}.",
        "Probe a caller, or compile the assembly without tail calls.");

    public static readonly Rule CallerSensitive = LeftOut(
        "WVR1030", "Method asks who runs or calls it",
        "'{0}' is not instrumented: it calls {1}, which would answer differently from a twin.",
        "Move that call into a method of its own marked [NotProbeable].");

    public static readonly Rule UnsupportedShape = LeftOut(
        "WVR1031", "Method has a shape that cannot be cloned",
        "'{0}' is not instrumented: {1}.",
        "Probe a caller or a method that it calls.");

    public static readonly Rule RuntimeAsync = LeftOut(
        "WVR1032", "Runtime-async methods are not instrumented",
        "'{0}' is not instrumented: it is a runtime-async method.",
        "Compile without the runtime-async feature to probe it.");

    public static readonly Rule FailedVerification = new(
        "WVR1033", RuleSeverity.Warning, "Woven body failed verification",
        "'{0}' was left as it was: its woven body failed verification: {1}.",
        "The program is unharmed. Please report the method; the message says what the verifier found.");

    public static readonly Rule UnreadableBody = new(
        "WVR1034", RuleSeverity.Warning, "Method could not be read",
        "'{0}' was left as it was: {1}.",
        "The program is unharmed. Please report the method with the compiler that built it.");

    private static Rule LeftOut(string id, string title, string message, string remedy)
        => new(id, RuleSeverity.Info, title, message, remedy);
}
