using System.Collections.Generic;

namespace Weaver.RemoteConfig;

/// <summary>Why a file could not be taken over as it is now. Its former content, if any, stays in the set.</summary>
/// <param name="Path">The file, named as in <see cref="TargetFile.Path"/>.</param>
/// <param name="Message">A sentence that names the file, the trouble and the way out.</param>
internal sealed record ConfigProblem(string Path, string Message);

/// <summary>Everything that a source holds now: what is missing from the set has been removed.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Problems">In the same order; empty when all is well.</param>
internal sealed record ConfigSet(IReadOnlyList<TargetFile> Files, IReadOnlyList<ConfigProblem> Problems)
{
    public static ConfigSet Empty { get; } = new([], []);

    /// <summary>The source configures nothing any more, by its own word or because it is no such source now: nobody took anything away on purpose.</summary>
    public bool IsWithdrawn { get; init; }
}
