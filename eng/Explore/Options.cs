using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Weaver.Engine;

namespace Weaver.Explore;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record Options
{
    public const string Help =
        """
        Weaves the assemblies of a program, runs it with its gates in every state, and compares what it does
        with what the unwoven program does.

            Weaver.Explore <folder or assembly> [options] [-- <command> [arguments]]

        The folder is a built or published program. It is copied, and the command runs inside the copy, once
        in each mode and each time in a fresh copy and a fresh process. Without a command the assemblies are
        woven and compiled only.

        Modes
            plain      unwoven, twice; what differs between the two runs cannot be compared and is reported
            prepare    every method and every twin is compiled by the JIT; the program itself does not run
            shut       woven, all gates shut
            open       all gates open, no probe
            toggle     a thread opens and shuts random gates
            armed      a log probe on every method and every line
            snapshot   the same, each capturing every variable

        Options
            --include <patterns>   names of assemblies to weave, with *, separated by commas (default: all)
            --exclude <patterns>   names of assemblies to leave as they are
            --policy <name>        Exhaustive (default), Balanced or Annotated
            --modes <names>        of the list above, separated by commas (default: all; plain always runs)
            --for <words>          runs the command once for each word, which stands for {} in its arguments
            --ignore <regex>       lines of output that match are not compared
            --seed <number>        for toggle (default 1)
            --time-limit <s>       for each process (default 300)
            --jobs <number>        commands that run side by side (default 1)
            --report <file>        writes the report as Markdown
            --json <file>          writes everything that was found as JSON
            --keep <folder>        works in this folder and leaves the copies and outputs there
            -h, --help             this text

        In arguments, {} is the word of --for and {results} a folder of each run's own. TRX files that a test
        run leaves there are compared test by test, by name and outcome; its output is not compared then,
        because it tells times. In printed stack traces a twin counts as its method, and frames that only one
        of two traces has are put down to inlining. A path into the folder is replaced by the same path in the copy.

        Always left as they are: native and ReadyToRun files, resources, what belongs to the shared framework
        or to Weaver (unless --include names it), and the runtime of Weaver itself.

        Exit codes: 0 all runs agree; 1 a crash, a difference, an invalid method or a failure of a hook; 2 misuse.

            Weaver.Explore app/publish --include 'Markdig*' -- dotnet App.dll
            Weaver.Explore tests/bin --include 'My.*' -- dotnet My.Tests.dll --report-trx --results-directory {results}
        """;

    /// <summary>Full path of the folder that is explored.</summary>
    public required string Folder { get; init; }

    public IReadOnlyList<string> Include { get; init; } = [];
    public IReadOnlyList<string> Exclude { get; init; } = [];
    public WeaverPolicy Policy { get; init; } = WeaverPolicy.Exhaustive;
    public IReadOnlyList<Mode> Modes { get; init; } = Enum.GetValues<Mode>();

    /// <summary>One word for each command; a single empty word when there is but one command.</summary>
    public IReadOnlyList<string> Words { get; init; } = [""];

    /// <summary>Regular expressions of lines that are not compared.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    public int Seed { get; init; } = 1;
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);
    public int Jobs { get; init; } = 1;
    public string? ReportFile { get; init; }
    public string? JsonFile { get; init; }

    /// <summary>Null: a temporary folder, removed at the end.</summary>
    public string? KeepFolder { get; init; }

    /// <summary>Empty when nothing shall run.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The command line as it was given, for the report.</summary>
    public string Line { get; init; } = "";

    public static Options Parse(string[] args)
    {
        var end = Array.IndexOf(args, "--");
        var own = end < 0 ? args : args[..end];
        var options = new Options
        {
            Folder = "",
            Command = end < 0 ? [] : args[(end + 1)..],
            Line = string.Join(' ', args.Select(static a => a.All(static c => char.IsLetterOrDigit(c) || "-_./:=,".Contains(c, StringComparison.Ordinal)) ? a : $"'{a}'")),
        };
        var places = new List<string>();
        for (var i = 0; i < own.Length; i++)
        {
            if (own[i].StartsWith('-'))
                options = options.With(own[i], i + 1 < own.Length ? own[++i] : throw new OptionsException($"The option '{own[i]}' needs a value. --help tells which."));
            else
                places.Add(own[i]);
        }

        return places switch
        {
            [var place] => options.At(Path.GetFullPath(place)),
            [] => throw new OptionsException("Name the folder or the assembly that shall be explored. --help tells the rest."),
            _ => throw new OptionsException($"'{places[1]}' is one place too many; one folder or assembly is explored at a time. The command of the program stands after --."),
        };
    }

    private Options With(string name, string value) => name switch
    {
        "--include" => this with { Include = [.. Include, .. List(value)] },
        "--exclude" => this with { Exclude = [.. Exclude, .. List(value)] },
        "--policy" => this with { Policy = Enum.TryParse<WeaverPolicy>(value, ignoreCase: true, out var policy) ? policy : throw new OptionsException($"'{value}' is no policy. Use Exhaustive, Balanced or Annotated.") },
        "--modes" => this with { Modes = [.. List(value).Select(ModeNamed).Prepend(Mode.Plain).Distinct().Order()] },
        "--for" => this with { Words = List(value) },
        "--ignore" => this with { Ignore = [.. Ignore, value] },
        "--seed" => this with { Seed = Number(name, value) },
        "--time-limit" => this with { TimeLimit = TimeSpan.FromSeconds(Number(name, value)) },
        "--jobs" => this with { Jobs = Math.Max(1, Number(name, value)) },
        "--report" => this with { ReportFile = value },
        "--json" => this with { JsonFile = value },
        "--keep" => this with { KeepFolder = Path.GetFullPath(value) },
        _ => throw new OptionsException($"There is no option '{name}'. --help lists those there are."),
    };

    private Options At(string place)
    {
        if (Directory.Exists(place))
            return this with { Folder = place };
        if (!File.Exists(place))
            throw new OptionsException($"'{place}' is neither a folder nor a file. Build or publish the program first.");

        var only = Include.Count > 0 ? Include : [Path.GetFileNameWithoutExtension(place)];
        return this with { Folder = Path.GetDirectoryName(place)!, Include = only };
    }

    private static Mode ModeNamed(string name) => Enum.TryParse<Mode>(name, ignoreCase: true, out var mode)
        ? mode
        : throw new OptionsException($"'{name}' is no mode. There are: {string.Join(", ", Enum.GetNames<Mode>()).ToLowerInvariant()}.");

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string name, string value) => int.TryParse(value, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new OptionsException($"The option '{name}' wants a whole number, not '{value}'.");
}
