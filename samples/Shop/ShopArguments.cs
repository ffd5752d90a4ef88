using System;
using System.Globalization;
using System.Linq;

namespace Shop;

/// <summary>The command line.</summary>
internal sealed record ShopArguments(TimeSpan Duration, string? ProbeFile, bool Quiet, bool Help, string? Error)
{
    public const string HelpText = """
        Runs a small order service under its own load, with the probes of shop.probes.json armed, and shows their hits.

        usage: dotnet run --project samples/Shop [-- OPTIONS]

          --seconds N      how long to run, 1 to 3600 (default 20); Ctrl+C ends the run early
          --probes FILE    the probe file to watch (default shop.probes.json in the current folder, else beside the program)
          --quiet          totals only, no hits
          --help           this text

        Edit the probe file while the service runs: probes are added, changed and removed within a second.
        Colors are used on a terminal only, and not when NO_COLOR is set.
        """;

    public static ShopArguments Parse(string[] args)
    {
        var result = new ShopArguments(TimeSpan.FromSeconds(20), null, false, false, null);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    return result with { Help = true };
                case "--quiet":
                    result = result with { Quiet = true };
                    break;
                case "--seconds" when TryParseSeconds(args.ElementAtOrDefault(i + 1), out var duration):
                    result = result with { Duration = duration };
                    i++;
                    break;
                case "--seconds":
                    return result with { Error = "'--seconds' wants a number from 1 to 3600." };
                case "--probes" when i + 1 < args.Length:
                    result = result with { ProbeFile = args[++i] };
                    break;
                case "--probes":
                    return result with { Error = "'--probes' wants the path of a probe file." };
                default:
                    return result with { Error = $"'{args[i]}' is not an option of this program. Try --help." };
            }
        }

        return result;
    }

    private static bool TryParseSeconds(string? text, out TimeSpan duration)
    {
        var ok = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600;
        duration = ok ? TimeSpan.FromSeconds(seconds) : default;
        return ok;
    }
}
