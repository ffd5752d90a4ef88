using System.Diagnostics.CodeAnalysis;

namespace Weaver.Frames;

/// <summary>What trimming and native compilation keep of the types of a frame's variables.</summary>
internal static class FieldsOfTypes
{
    /// <summary>
    /// Every instance field, those of base types too. Without this a native program has no record of a field that is
    /// never reached by reflection, and its objects would be shown empty. It reaches the types of variables, not on to
    /// the types of their fields: those are shown as far as the program keeps them for another reason.
    /// </summary>
    public const DynamicallyAccessedMemberTypes Shown = DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFieldsWithInherited;
}
