namespace Weaver.Benchmarks.Copies;

/// <summary>One of the copies of the subjects and libraries that a run compares.</summary>
public enum Copy
{
    Unwoven,

    /// <summary>Unwoven too: how far it is from <see cref="Unwoven"/> is the noise of the run.</summary>
    Control,

    Balanced,
    Exhaustive,
    Annotated,
}
