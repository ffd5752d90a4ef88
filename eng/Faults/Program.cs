using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weaver.Faults;

/// <summary>Measures whether a host serves as many requests while its agent is in trouble as while it is well.</summary>
internal static class Program
{
    private const double LeastRatio = 0.98;

    private static int Main(string[] arguments)
    {
        if (arguments.Length > 2 || arguments.Any(argument => !int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0))
        {
            Console.Error.WriteLine("eng/faults [PAIRS, 7 by default] [SECONDS of a window, 8 by default]");
            return 2;
        }

        var pairs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 7;
        var seconds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 8;
        Say($"{pairs} pairs of windows of {seconds} s, {Environment.ProcessorCount} processors. Each window is a process of its own; the order within the pairs alternates.");
        Say($"");
        Say($"| agent | median ratio | least | most | requests a second, healthy | in trouble |");
        Say($"|---|---|---|---|---|---|");

        var control = Measure(AgentKind.Healthy, pairs, seconds);
        var worst = 0;
        foreach (var kind in (AgentKind[])[AgentKind.Hanging, AgentKind.Dripping, AgentKind.Failing, AgentKind.Refusing])
        {
            var ratios = Measure(kind, pairs, seconds);
            if (ratios[ratios.Count / 2] < Math.Min(LeastRatio, control[0]))
                worst = 1;
        }

        Say($"");
        Say($"{(worst == 0 ? "Every median is at least 0.98 or within the spread of the control." : "A median is below 0.98 and below the spread of the control.")}");
        return worst;
    }

    // The ratios of the pairs in order, least first. A healthy agent against a healthy one is the control.
    private static List<double> Measure(AgentKind kind, int pairs, int seconds)
    {
        var ratios = new List<double>();
        var healthy = new List<double>();
        var troubled = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            // Whatever drifts meanwhile weighs on both.
            if (pair % 2 == 0)
                healthy.Add(Window.Run(AgentKind.Healthy, seconds));
            troubled.Add(Window.Run(kind, seconds));
            if (pair % 2 != 0)
                healthy.Add(Window.Run(AgentKind.Healthy, seconds));
            ratios.Add(troubled[^1] / healthy[^1]);
        }

        ratios.Sort();
        var name = kind == AgentKind.Healthy ? "healthy (control)" : kind.ToString().ToLowerInvariant();
        Say($"| {name} | {ratios[ratios.Count / 2]:0.000} | {ratios[0]:0.000} | {ratios[^1]:0.000} | {healthy.Average():0} | {troubled.Average():0} |");
        return ratios;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
