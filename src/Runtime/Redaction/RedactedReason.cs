namespace Weaver.Redaction;

/// <summary>Why a value may not be shown.</summary>
internal enum RedactedReason
{
    None,

    /// <summary>Its name is on the list of sensitive identifiers.</summary>
    Identifier,

    /// <summary>Its type is on the list of sensitive types.</summary>
    Type,
}

/// <summary>The names that stand in a snapshot.</summary>
internal static class RedactedReasonNames
{
    /// <summary>What a message shows in place of a redacted value.</summary>
    public const string MessageText = "{redacted}";

    public static string? WireName(this RedactedReason reason) => reason switch
    {
        RedactedReason.Identifier => "redactedIdent",
        RedactedReason.Type => "redactedType",
        _ => null,
    };
}
