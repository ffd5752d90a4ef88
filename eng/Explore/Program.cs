using System;
using Weaver.Engine;
using Weaver.Explore.Reporting;

namespace Weaver.Explore;

/// <summary>Weaves a program's assemblies, runs it with its gates in every state and compares what it does with the unwoven program.</summary>
internal static class Program
{
    private const int Sound = 0;
    private const int Unsound = 1;
    private const int Misused = 2;

    private static int Main(string[] args)
    {
        if (args.Length == 0 || args is ["-h" or "--help" or "-?"])
        {
            Console.WriteLine(Options.Help);
            return args.Length == 0 ? Misused : Sound;
        }

        try
        {
            var options = Options.Parse(args);
            var exploration = new ExplorationRun(options, Console.Error.WriteLine).Run();
            Console.WriteLine(TextReport.Of(exploration));
            if (options.ReportFile is { } report)
                MarkdownReport.Write(report, exploration);
            if (options.JsonFile is { } json)
                JsonReport.Write(json, exploration);

            return exploration.IsSound ? Sound : Unsound;
        }
        catch (Exception e) when (e is OptionsException or WeavingException)
        {
            Console.Error.WriteLine(e.Message);
            return Misused;
        }
    }
}
