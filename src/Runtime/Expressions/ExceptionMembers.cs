using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Weaver.Expressions;

/// <summary>Members that people name on every exception, read from the fields behind their virtual getters.</summary>
internal static class ExceptionMembers
{
    /// <summary>Null when the type is no exception, declares the member itself, or the member is none of these.</summary>
    public static MemberAccess? Find(Type type, string name)
    {
        if (!typeof(Exception).IsAssignableFrom(type))
            return null;

        var field = name switch
        {
            "Message" => "_message",
            "InnerException" => "_innerException",
            "HResult" => "_HResult",
            "Source" => "_source",
            "HelpLink" => "_helpURL",
            _ => null,
        };

        return field is null || FieldOf(field) is not { } info ? null : MemberAccess.OfField(typeof(Exception), info, name);
    }

    [DynamicDependency("_message", typeof(Exception))]
    [DynamicDependency("_innerException", typeof(Exception))]
    [DynamicDependency("_HResult", typeof(Exception))]
    [DynamicDependency("_source", typeof(Exception))]
    [DynamicDependency("_helpURL", typeof(Exception))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The fields are kept by the attributes above.")]
    [UnconditionalSuppressMessage("Trimming", "IL2080", Justification = "The fields are kept by the attributes above.")]
    private static FieldInfo? FieldOf(string name) => typeof(Exception).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
