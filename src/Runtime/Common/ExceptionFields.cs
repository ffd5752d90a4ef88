using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Weaver.Common;

/// <summary>Reads exceptions without asking them: a subclass may have overridden anything.</summary>
internal static class ExceptionFields
{
    private const int MaxInner = 16;

    /// <summary>The message as the constructor got it; for the framework's own argument exceptions with what they add.</summary>
    public static string Message(Exception exception)
    {
        var type = exception.GetType();
        if (type == typeof(ArgumentNullException) || type == typeof(ArgumentException) || type == typeof(ObjectDisposedException))
            return exception.Message;

        return MessageField(exception) ?? $"Exception of type '{type.FullName}' was thrown.";
    }

    /// <summary>Type, message and stack of an exception and of those within it, as its own text would give them.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="withText">False: the types alone.</param>
    public static string Describe(Exception exception, bool withText)
    {
        var text = new StringBuilder();
        var current = exception;
        for (var depth = 0; current is not null && depth < MaxInner; depth++, current = current.InnerException)
        {
            if (depth > 0)
                text.Append(" <- ");
            text.Append(current.GetType().FullName);
            if (withText)
                text.Append(": ").Append(Message(current));
        }

        return withText ? text.AppendLine().Append(StackText(exception)).ToString() : text.ToString();
    }

    /// <summary>The stack as the framework writes it, empty for an exception that was not thrown.</summary>
    public static string StackText(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).ToString().TrimEnd();

    /// <summary>All exceptions within this one; not a copy.</summary>
    public static Exception[] Inner(AggregateException exception) => InnerField(exception) ?? [];

    public static string? Source(Exception exception) => SourceField(exception);

    public static string? HelpLink(Exception exception) => HelpLinkField(exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerExceptions")]
    private static extern ref Exception[]? InnerField(AggregateException exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
    private static extern ref string? SourceField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_helpURL")]
    private static extern ref string? HelpLinkField(Exception exception);
}
