namespace Weaver.Explore.Comparing;

/// <summary>The first place where two runs differ.</summary>
/// <param name="Where">A line of the output, or the name of a test.</param>
/// <param name="Expected">What the unwoven program gave; null when it gave nothing there.</param>
/// <param name="Actual">What the other run gave; null when it gave nothing there.</param>
internal sealed record Difference(string Where, string? Expected, string? Actual)
{
    private const int Longest = 300;

    public override string ToString() => $"{Where}: expected {Show(Expected)}, got {Show(Actual)}";

    private static string Show(string? text) => text switch
    {
        null => "nothing",
        { Length: > Longest } => $"'{text[..Longest]}...'",
        _ => $"'{text}'",
    };
}
