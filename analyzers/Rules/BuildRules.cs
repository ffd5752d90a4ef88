namespace Weaver.Rules;

/// <summary>WVR1001 to WVR1019: what concerns the build of a whole assembly, not a single method.</summary>
internal static class BuildRules
{
    public static readonly Rule WeaveFailed = new(
        "WVR1001",
        RuleSeverity.Error,
        "The assembly could not be woven",
        "'{0}' could not be woven: {1}",
        "Mend what the message names and build again, or set WeaverEnabled to false to build without probes.");

    public static readonly Rule AlreadyWoven = new(
        "WVR1002",
        RuleSeverity.Error,
        "The assembly is woven already",
        "'{0}' is woven already, so weaving it again would double its gates.",
        "Clean the project and build it again, and see that the weaver runs once per build.");

    public static readonly Rule UnsupportedTarget = new(
        "WVR1003",
        RuleSeverity.Info,
        "The target framework is not woven",
        "'{0}' is not woven for {1}: probes need net10.0 or later.",
        "Add net10.0 to TargetFrameworks where probes are wanted; other targets build as they did before.");

    public static readonly Rule RuntimeMissing = new(
        "WVR1004",
        RuleSeverity.Error,
        "The runtime is not referenced",
        "'{0}' cannot be woven because it does not reference Weaver.Runtime, which woven code calls.",
        "Reference the Weaver package with its compile assets, or set WeaverEnabled to false for this project.");

    public static readonly Rule BadOption = new(
        "WVR1005",
        RuleSeverity.Error,
        "An option of the weaver is not understood",
        "'{0}' cannot be woven because of its options: {1}",
        "Correct the MSBuild property or the attribute of the Weaver element in FodyWeavers.xml that the message names.");

    public static readonly Rule OutputNotWoven = new(
        "WVR1006",
        RuleSeverity.Error,
        "The built assembly is not woven",
        "'{0}' was built but not woven, so no probe could ever reach it.",
        "Build again; if it stays so, see that DisableFody is not set and that the Fody package keeps its build assets.");

    public static readonly Rule WeaverMissing = new(
        "WVR1007",
        RuleSeverity.Error,
        "The weaver is not where it should be",
        "'{0}' cannot be woven because the weaver '{1}' does not exist.",
        "Restore the Weaver package again, or correct the property WeaverAssemblyFile.");

    public static readonly Rule InternalError = new(
        "WVR1008",
        RuleSeverity.Error,
        "The weaver failed unexpectedly",
        "'{0}' could not be woven because of a fault in Weaver itself: {1}",
        "Please report it with the message; WeaverEnabled set to false builds the project without probes until it is mended.");
}
