namespace Weaver.Explore.Hook;

internal static class Program
{
    private static void Main()
    {
    }
}
