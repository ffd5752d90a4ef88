using System;
using System.Collections.Generic;
using System.Linq;

namespace Weaver.RemoteConfig;

/// <summary>Who asks, and for what: the part of a request that stays the same for the life of the process.</summary>
internal sealed record ClientIdentity
{
    // What the agent's own normalization keeps of a name.
    private const int MaxNameLength = 200;

    /// <summary>Of this client; new in each process.</summary>
    public Guid ClientId { get; init; } = Guid.NewGuid();

    public required Guid RuntimeId { get; init; }

    public required string Version { get; init; }

    public required string Service { get; init; }

    /// <summary>Null: none.</summary>
    public string? Environment { get; init; }

    /// <summary>Of the service; null: none.</summary>
    public string? ServiceVersion { get; init; }

    /// <summary>Texts of the form <c>key:value</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Tags"/>
    public IReadOnlyList<string> ProcessTags { get; init; } = [];

    /// <summary>Names of <see cref="RemoteConfig.Products"/>.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>As of <see cref="RemoteConfig.Products.Encode"/>.</summary>
    public string Capabilities { get; init; } = "";

    /// <summary>A name of a service or an environment as the agent compares it: lower case, with an underscore for every other character.</summary>
    public static string Normalize(string name) =>
        new([.. name.Trim().Take(MaxNameLength).Select(static c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : c is '-' or '.' or '/' or ':' ? c : '_')]);
}
