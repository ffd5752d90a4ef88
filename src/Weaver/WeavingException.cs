using System;

namespace Weaver.Engine;

/// <summary>Something that the user can mend, said in a whole sentence. Anything else that escapes the engine is our bug.</summary>
public sealed class WeavingException : Exception
{
    public WeavingException(string message)
        : base(message)
    {
    }

    public WeavingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
