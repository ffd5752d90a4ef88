using System;
using System.Runtime.CompilerServices;

namespace Weaver.Capture;

/// <summary>Reads exceptions without asking them: a subclass may have overridden anything.</summary>
internal static class ExceptionFields
{
    /// <summary>The message as the constructor got it; for the framework's own argument exceptions with what they add.</summary>
    public static string Message(Exception exception)
    {
        var type = exception.GetType();
        if (type == typeof(ArgumentNullException) || type == typeof(ArgumentException) || type == typeof(ObjectDisposedException))
            return exception.Message;

        return MessageField(exception) ?? $"Exception of type '{type.FullName}' was thrown.";
    }

    public static string? Source(Exception exception) => SourceField(exception);

    public static string? HelpLink(Exception exception) => HelpLinkField(exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
    private static extern ref string? SourceField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_helpURL")]
    private static extern ref string? HelpLinkField(Exception exception);
}
