using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Weaver.Engine.Verification;
using Weaver.Tests.Support;
using Weaver.Tests.Support.Mutations;

namespace Weaver.Checks;

/// <summary>Damaged bodies, shown to the verifier and to the JIT; the JIT works in child processes, since some crash it.</summary>
internal static class MutationCheck
{
    private const long MostMemory = 3L << 30;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

    // A body can also keep the JIT busy for ever, or have it use up all memory.
    private static readonly TimeSpan s_limitOfOne = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(int rounds)
    {
        using var folder = new TemporaryFolder();
        var original = typeof(BodyVerifier).Assembly.Location;
        var missedInAll = 0;
        for (var kind = 0; kind < BodyMutator.Kinds.Length; kind++)
        {
            var (refused, found, missed, passed, foundAnyway) = (0, 0, 0, 0, 0);
            for (var round = 0; round < rounds; round++)
            {
                var path = Path.Combine(folder, $"{kind}-{round}.dll");
                var batch = MutantBatch.Write(original, path, BodyMutator.Kinds[kind], (round * 100) + kind);
                var verdicts = await JudgeAsync(original, path, batch.Mutants);
                foreach (var mutant in batch.Mutants)
                {
                    var refuses = verdicts.Contains(mutant.Token);
                    refused += refuses ? 1 : 0;
                    found += refuses && mutant.Problem != null ? 1 : 0;
                    missed += refuses && mutant.Problem == null ? 1 : 0;
                    passed += refuses ? 0 : 1;
                    foundAnyway += !refuses && mutant.Problem != null ? 1 : 0;
                }
            }

            missedInAll += missed;
            Console.WriteLine($"{BodyMutator.Kinds[kind]}: the JIT refuses {refused}, the verifier finds {found} of them and misses {missed}; the JIT lets pass {passed}, the verifier refuses {foundAnyway} of those");
        }

        return missedInAll == 0 ? 0 : 1;
    }

    /// <summary>In the child: one line for each method before it is compiled, another when it is refused.</summary>
    public static int Judge(string original, string mutated, string[] tokens)
    {
        var assembly = MutantBatch.Load(mutated, original);
        var begun = Stopwatch.GetTimestamp();
        using var watchdog = new Timer(
            _ =>
            {
                if (Stopwatch.GetElapsedTime(Interlocked.Read(ref begun)) > s_limitOfOne || Environment.WorkingSet > MostMemory)
                    Process.GetCurrentProcess().Kill();
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(200));
        foreach (var token in File.ReadLines(tokens[0]).Select(t => int.Parse(t, CultureInfo.InvariantCulture)))
        {
            Console.WriteLine("begin " + token);
            Interlocked.Exchange(ref begun, Stopwatch.GetTimestamp());
            if (MutantBatch.Compile(assembly, token) != null)
                Console.WriteLine("refused " + token);
        }

        return 0;
    }

    // A method whose compilation ends the process counts as refused; the next child goes on behind it.
    private static async Task<HashSet<int>> JudgeAsync(string original, string path, IReadOnlyList<Mutant> mutants)
    {
        var refused = new HashSet<int>();
        var left = mutants.Select(m => m.Token).ToList();
        while (left.Count > 0)
        {
            var list = path + ".tokens";
            File.WriteAllLines(list, left.Select(t => t.ToString(CultureInfo.InvariantCulture)));
            var outcome = await ChildProcess.RunAsync(Environment.ProcessPath!, [.. Host(), "judge", original, path, list], Path.GetDirectoryName(path)!, s_limit);
            refused.UnionWith(Numbers(outcome, "refused "));
            if (outcome.ExitCode == 0)
                break;

            var last = Numbers(outcome, "begin ").Last();
            refused.Add(last);
            left = [.. left.Skip(left.IndexOf(last) + 1)];
        }

        return refused;
    }

    // Started as "dotnet Weaver.Checks.dll" the process is dotnet itself.
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(MutationCheck).Assembly.Location] : [];

    private static IEnumerable<int> Numbers(ChildOutcome outcome, string word)
        => outcome.Lines.Where(l => l.StartsWith(word, StringComparison.Ordinal)).Select(l => int.Parse(l.AsSpan(word.Length), NumberStyles.Integer, CultureInfo.InvariantCulture));
}
