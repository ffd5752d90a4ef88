namespace Explore.Workloads.Packages;

internal static class Functional
{
    [Workload("fsharp")]
    public static void Library() => Explore.Workloads.FSharp.Library.run();

    [Workload("fparsec")]
    public static void Parsing() => Explore.Workloads.FSharp.Parsing.run();

    [Workload("argu")]
    public static void Arguments() => Explore.Workloads.FSharp.Arguments.run();
}
