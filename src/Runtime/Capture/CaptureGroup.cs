using System;

namespace Weaver.Capture;

/// <summary>The parts of a capture context that hold named values.</summary>
internal enum CaptureGroup
{
    /// <summary>Parameters, and <c>this</c> among them.</summary>
    Arguments,

    /// <summary>Locals, and <c>@return</c> and <c>@exception</c> among them.</summary>
    Locals,

    StaticFields,
    CaptureExpressions,
}

internal static class CaptureGroupNames
{
    public static ReadOnlySpan<byte> WireName(this CaptureGroup group) => group switch
    {
        CaptureGroup.Arguments => "arguments"u8,
        CaptureGroup.Locals => "locals"u8,
        CaptureGroup.StaticFields => "staticFields"u8,
        _ => "captureExpressions"u8,
    };
}
