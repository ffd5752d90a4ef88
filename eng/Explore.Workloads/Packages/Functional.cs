namespace Explore.Workloads.Packages;

internal static class Functional
{
    public static void Library() => Explore.Workloads.FSharp.Library.run();

    public static void Parsing() => Explore.Workloads.FSharp.Parsing.run();

    public static void Arguments() => Explore.Workloads.FSharp.Arguments.run();
}
