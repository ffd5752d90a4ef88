using System;

namespace Weaver.Capture;

/// <summary>What kept a capture from being complete; redaction is intended and not among them.</summary>
[Flags]
internal enum IncompleteReasons
{
    None = 0,
    RuntimeError = 1,
    Timeout = 2,
    Depth = 4,
    FieldCount = 8,
    CollectionSize = 16,
    StringLength = 32,
    PayloadTooLarge = 64,
    Other = 128,

    /// <summary>A stack without files and lines, because no time was left to read symbols.</summary>
    Symbols = 256,
}
