using System;
using System.Security.Cryptography;

namespace Weaver.RemoteConfig;

/// <summary>One file that the agent has given, checked, with what became of it.</summary>
/// <remarks>Immutable but for <see cref="State"/> and <see cref="Error"/>, which change under the repository's lock.</remarks>
/// <param name="Parsed">The path in parts.</param>
/// <param name="Target">What the signed list says of the file.</param>
/// <param name="Content">The file.</param>
internal sealed record CachedFile(ConfigPath Parsed, TargetEntry Target, TargetFile Content)
{
    public ApplyState State { get; set; } = ApplyState.Unacknowledged;

    public string? Error { get; set; }

    /// <summary>Compares a content with what the signed list says.</summary>
    /// <exception cref="ConfigException">They differ, or there is nothing to compare with.</exception>
    public static CachedFile Check(string path, ConfigPath parsed, TargetEntry target, byte[] bytes)
    {
        if (target.Length is { } length && length != bytes.LongLength)
            throw new ConfigException($"The file '{path}' has {bytes.LongLength} bytes, and the signed list says {length}. The whole update is refused.", "length");
        if (target.Hash is null)
            throw new ConfigException($"The signed list has neither a sha256 nor a sha512 hash of the file '{path}'. The whole update is refused.", "hash");

        var hash = Convert.ToHexStringLower(target.Algorithm == "sha256" ? SHA256.HashData(bytes) : SHA512.HashData(bytes));
        if (!string.Equals(hash, target.Hash, StringComparison.OrdinalIgnoreCase))
            throw new ConfigException($"The {target.Algorithm} hash of the file '{path}' is {hash}, and the signed list says {target.Hash}. The whole update is refused.", "hash");

        return new CachedFile(parsed, target, new TargetFile(path, hash, bytes));
    }

    /// <summary>The signed list names the content that is here.</summary>
    public bool IsNamedBy(TargetEntry other) => Target.Algorithm == other.Algorithm && string.Equals(Target.Hash, other.Hash, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same content under another number.</summary>
    public CachedFile Renumbered(TargetEntry other) => Target == other ? this : this with { Target = other };
}
