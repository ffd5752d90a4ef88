namespace Weaver.Redaction;

/// <summary>Why a value may not be shown.</summary>
internal enum RedactedReason
{
    None,

    /// <summary>Its name is on the list of sensitive identifiers.</summary>
    Identifier,

    /// <summary>Its type is on the list of sensitive types.</summary>
    Type,

    /// <summary>It, its type or the member it stands for is marked <c>[Sensitive]</c>.</summary>
    Marked,

    /// <summary>It is a free text of an exception, and those are left out.</summary>
    ExceptionText,
}

/// <summary>The names that stand in a snapshot.</summary>
internal static class RedactedReasonNames
{
    /// <summary>What a message shows in place of a redacted value.</summary>
    public const string MessageText = "{redacted}";

    public static string? WireName(this RedactedReason reason) => reason switch
    {
        RedactedReason.None => null,
        RedactedReason.Type => "redactedType",

        // Readers of snapshots know two reasons. The author's mark and his choice of a name are one to them.
        _ => "redactedIdent",
    };
}
