namespace Weaver;

/// <summary>What becomes of the free text of exceptions: message, data, source, stack as text, and the texts of a subclass's own fields.</summary>
public enum ExceptionMessages
{
    /// <summary>It is shown like any other value, so that names and types decide.</summary>
    Emit,

    /// <summary>It is left out everywhere. Types, numbers, inner exceptions (by the same rule) and the frames of the stack stay.</summary>
    Omit,
}
