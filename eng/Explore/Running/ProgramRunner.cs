using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Weaver.Explore.Comparing;
using Weaver.Explore.Hook;
using Weaver.Explore.Weaving;

namespace Weaver.Explore.Running;

/// <summary>Runs one command in all modes and judges each run.</summary>
internal sealed class ProgramRunner(Options options, WorkFolders folders, int slot, IReadOnlyList<AssemblyFigures> assemblies)
{
    // Compiling everything takes longer than running something.
    private const int PrepareFactor = 10;

    private readonly OutputComparison _comparison = new(options.Ignore);

    public async Task<ProgramRuns> RunAsync(string word)
    {
        var (plain, expected) = await StartAsync(Mode.Plain, word).ConfigureAwait(false);
        var (again, repeated) = await StartAsync(Mode.Plain, word).ConfigureAwait(false);
        var vague = Compare(plain, expected, again, repeated);
        var runs = new List<ModeRun>();
        foreach (var mode in options.Modes.Where(static m => m is not (Mode.Plain or Mode.Prepare)))
        {
            var (child, tests) = await StartAsync(mode, word).ConfigureAwait(false);
            runs.Add(Judge(mode, plain, expected, child, tests, vague));
        }

        return new ProgramRuns(word, plain, vague, expected?.Outcomes.Count, runs);
    }

    /// <summary>Has every woven method compiled, in a process of the command where there is one.</summary>
    public async Task<ModeRun> PrepareAsync()
    {
        var (child, _) = await StartAsync(Mode.Prepare, options.Words[0]).ConfigureAwait(false);
        var counts = ProcessCounts.Read(folders.Counts(slot));
        return new ModeRun { Mode = Mode.Prepare, Child = child, Counts = counts, Crash = Crash(child), Failures = Failures(Mode.Prepare, child, counts) };
    }

    private async Task<(ChildRun Child, TestResults? Tests)> StartAsync(Mode mode, string word)
    {
        FolderCopy.Replace(mode == Mode.Plain ? folders.Plain : folders.Woven, folders.Program(slot));
        foreach (var folder in (string[])[folders.Results(slot), folders.Counts(slot)])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);

            Directory.CreateDirectory(folder);
        }

        var limit = mode == Mode.Prepare ? options.TimeLimit * PrepareFactor : options.TimeLimit;
        var child = await ChildRun.StartAsync(Command(word), folders.Program(slot), EnvironmentOf(mode), limit).ConfigureAwait(false);
        var name = Path.Combine(folders.Outputs, $"{word}-{mode}".TrimStart('-'));
        await File.WriteAllTextAsync(name + ".out", child.Output).ConfigureAwait(false);
        await File.WriteAllTextAsync(name + ".err", child.Errors).ConfigureAwait(false);
        return (child, TestResults.Read(folders.Results(slot)));
    }

    private List<string> Command(string word) => options.Command.Count == 0
        ? ["dotnet", WorkFolders.HookFile]
        : [.. options.Command.Select(a => a
            .Replace("{results}", folders.Results(slot), StringComparison.Ordinal)
            .Replace("{}", word, StringComparison.Ordinal)
            .Replace(options.Folder, folders.Program(slot), StringComparison.Ordinal))];

    private Dictionary<string, string> EnvironmentOf(Mode mode)
    {
        var environment = new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
        if (mode == Mode.Plain)
            return environment;

        environment["DOTNET_STARTUP_HOOKS"] = WorkFolders.HookFile;
        environment[Order.ModeVariable] = mode.ToString().ToLowerInvariant();
        environment[Order.SeedVariable] = options.Seed.ToString(CultureInfo.InvariantCulture);
        environment[Order.CountsVariable] = folders.Counts(slot);
        environment[Order.AssembliesVariable] = mode != Mode.Prepare
            ? ""
            : string.Join(Path.PathSeparator, assemblies.Where(static a => a.IsWoven).Select(a => Path.Combine(folders.Program(slot), a.File)));

        // Half of the time of compiling everything goes into mapping each method's memory twice.
        if (mode == Mode.Prepare)
            environment["DOTNET_EnableWriteXorExecute"] = "0";

        return environment;
    }

    private ModeRun Judge(Mode mode, ChildRun plain, TestResults? expected, ChildRun child, TestResults? tests, List<Difference> vague)
    {
        var counts = ProcessCounts.Read(folders.Counts(slot));
        var unknown = vague.Select(static d => d.Where).ToHashSet(StringComparer.Ordinal);
        var isOutputVague = expected is null && vague.Count > 0;
        var differences = Compare(plain, expected, child, tests)
            .Where(d => !unknown.Contains(d.Where) && !(isOutputVague && d.Where.StartsWith("line ", StringComparison.Ordinal)))
            .ToList();
        return new ModeRun
        {
            Mode = mode,
            Child = child,
            Counts = counts,
            Crash = child.ExitCode == plain.ExitCode ? null : Crash(child),
            Differences = differences,
            Failures = Failures(mode, child, counts),
        };
    }

    private List<Difference> Compare(ChildRun plain, TestResults? expected, ChildRun other, TestResults? actual)
    {
        var differences = new List<Difference>();
        if (plain.ExitCode != other.ExitCode)
            differences.Add(new Difference("exit code", Show(plain.ExitCode), Show(other.ExitCode)));
        if (expected is not null)
            differences.AddRange(expected.Compare(actual ?? new TestResults(new Dictionary<string, string>())));
        else if (_comparison.Compare(plain.Output, other.Output) is { } difference)
            differences.Add(difference);

        return differences;

        static string Show(int? code) => code?.ToString(CultureInfo.InvariantCulture) ?? "ended after its time";
    }

    private string? Crash(ChildRun child) => child.ExitCode is null
        ? $"did not end within its time of {options.TimeLimit.TotalSeconds:F0} s"
        : child.Signal is { } signal ? $"ended by {signal}; last words: {LastWords(child.Errors)}" : null;

    private static List<string> Failures(Mode mode, ChildRun child, ProcessCounts counts)
    {
        var failures = new List<string>();
        if (counts.HookFailed > 0)
            failures.Add($"{counts.HookFailed} hooks failed: {string.Join(" | ", counts.Log)}");
        if (counts.Dropped.TryGetValue("sinkFailed", out var unreadable) && unreadable > 0)
            failures.Add($"{unreadable} events were not JSON.");
        if (counts.ErrorCount > 0)
            failures.Add($"{counts.ErrorCount} errors: {string.Join(" | ", counts.Errors.Take(3))}");
        if (counts.InvalidCount > 0)
            failures.Add($"{counts.InvalidCount} invalid methods: {string.Join(" | ", counts.Invalid.Take(5))}");
        if (counts.Processes == 0 && child is { Signal: null, ExitCode: not null })
            failures.Add($"The startup hook left no counters in {mode}; its process began no .NET runtime or was ended from outside. Last words: {LastWords(child.Errors)}");

        return failures;
    }

    private static string LastWords(string errors)
        => string.Join(" / ", errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(6));
}
