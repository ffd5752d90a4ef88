using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Weaver.Explore.Running;
using Weaver.Explore.Weaving;

namespace Weaver.Explore;

/// <summary>One exploration from the copy of the folder to the findings.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="tell">Gets a line now and then about how far it is.</param>
internal sealed class ExplorationRun(Options options, Action<string> tell)
{
    public Exploration Run()
    {
        var began = Stopwatch.GetTimestamp();
        var date = TimeProvider.System.GetLocalNow();
        var work = options.KeepFolder is { } keep ? Directory.CreateDirectory(keep).FullName : Directory.CreateTempSubdirectory("weaver-explore-").FullName;
        try
        {
            var folders = new WorkFolders(work);
            FolderCopy.Replace(options.Folder, folders.Plain);
            FolderCopy.Replace(options.Folder, folders.Woven);
            var assemblies = FolderWeave.Run(folders.Woven, WorkFolders.RuntimeFile, options);
            tell($"{assemblies.Count(static a => a.IsWoven)} assemblies woven, {assemblies.Sum(static a => a.Gated)} methods gated.");

            ModeRun? prepared = null;
            var programs = new ConcurrentDictionary<string, ProgramRuns>();
            var slots = new ConcurrentBag<int>(Enumerable.Range(0, options.Jobs));
            Parallel.ForEachAsync(
                Jobs(),
                new ParallelOptions { MaxDegreeOfParallelism = options.Jobs },
                async (word, _) =>
                {
                    slots.TryTake(out var slot);
                    var runner = new ProgramRunner(options, folders, slot, assemblies);
                    IReadOnlyList<ModeRun> runs;
                    if (word is null)
                        runs = [prepared = await runner.PrepareAsync().ConfigureAwait(false)];
                    else
                        runs = (programs[word] = await runner.RunAsync(word).ConfigureAwait(false)).Runs;

                    var unsound = runs.Where(static r => !r.IsSound).Select(static r => r.Mode.ToString().ToLowerInvariant()).ToList();
                    var verdict = unsound.Count == 0 ? "sound" : "NOT sound in " + string.Join(", ", unsound);
                    tell($"{word ?? "prepare"} {verdict}, after {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s.");
                    slots.Add(slot);
                }).GetAwaiter().GetResult();

            return new Exploration
            {
                Date = date,
                Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}",
                Line = options.Line,
                Policy = options.Policy.ToString(),
                Time = Stopwatch.GetElapsedTime(began),
                Assemblies = assemblies,
                Prepared = prepared,
                Programs = [.. options.Words.Where(programs.ContainsKey).Select(w => programs[w])],
            };
        }
        finally
        {
            if (options.KeepFolder is null)
                Directory.Delete(work, recursive: true);
        }
    }

    // Null stands for the compilation of all methods, which takes long and therefore begins first.
    private IEnumerable<string?> Jobs()
    {
        if (options.Modes.Contains(Mode.Prepare))
            yield return null;

        if (options.Command.Count > 0)
        {
            foreach (var word in options.Words)
                yield return word;
        }
    }
}
