using System;

namespace Weaver.Language;

/// <summary>What is wrong with a text of the probe language, and where.</summary>
internal sealed class LanguageError
{
    // A message quotes what it is about, which may be a whole file.
    private const int MaxMessageLength = 2048;

    public LanguageError(string message, TextPosition position, string path = "")
    {
        Message = Shorten(message, MaxMessageLength);
        Position = position;
        Path = path;
    }

    /// <summary>Whole sentences that name the thing, the trouble and the way out.</summary>
    public string Message { get; }

    public TextPosition Position { get; }

    /// <summary>Steps from the root of the expression, such as <c>and[1].gt[0]</c>; empty at the root.</summary>
    public string Path { get; }

    /// <summary>The text, or its beginning when it is longer than that.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : text.Remove(length) + "...";

    public override string ToString() =>
        Message + " (" + Position + (Path.Length == 0 ? ")" : ", at " + Path + ")");
}

/// <summary>Carries an error out of a recursive reader; never leaves this folder.</summary>
internal sealed class LanguageException : Exception
{
    public LanguageException(LanguageError error)
        : base(error.Message) => Error = error;

    public LanguageException(string message, TextPosition position, string path = "")
        : this(new LanguageError(message, position, path))
    {
    }

    public LanguageError Error { get; }
}
