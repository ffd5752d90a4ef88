namespace Weaver.Contract;

/// <summary>The frame sizes that exist. A frame with fewer variables than its arity is padded with null references.</summary>
internal static class FrameArity
{
    /// <summary>Most slots one frame holds; further slots go into linked frames.</summary>
    public const int Max = 32;

    private static readonly int[] Sizes = { 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32 };

    /// <summary>The smallest arity that holds <paramref name="slots"/> variables, at most <see cref="Max"/>; 1 for none.</summary>
    public static int For(int slots)
    {
        foreach (var size in Sizes)
        {
            if (size >= slots)
                return size;
        }

        return Max;
    }
}
