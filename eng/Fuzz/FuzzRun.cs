using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Weaver.Tests.Support.Fuzzing;

namespace Weaver.Fuzz;

/// <summary>Feeds one target until its inputs or its time are used up. Runs in a process of its own, which a crash may end.</summary>
internal sealed class FuzzRun(Coverage coverage, FuzzTarget target, long inputs, int seed, string folder)
{
    // Inputs that take longer hang, whatever the machine does besides.
    private const int MaxSeconds = 20;
    private const int MaxFinds = 20;

    private static readonly TimeSpan s_suspicious = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(500);

    // The corpus is part of the repository.
    private const int MaxKept = 400;

    private readonly List<byte[]> _corpus = [];
    private readonly HashSet<string> _finds = new(StringComparer.Ordinal);
    private byte[] _current = [];
    private long _done;

    /// <summary>Prints one line of figures; the corpus is in the folder afterwards, and each find in a file of its own.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        new Thread(Watch) { IsBackground = true }.Start();
        using var current = new FileStream(Path.Combine(folder, target.Name + ".current"), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, 1);

        foreach (var input in target.Seeds.Concat(FuzzCorpus.Read(target.Name)))
            Feed(input, current, always: target.Seeds.Contains(input));

        var random = new Random(seed);
        var mutator = new Mutator(random, target.Tokens);
        while (_done < inputs && _finds.Count < MaxFinds)
        {
            // Half of them from what was found last.
            var at = random.Next(2) == 0 ? random.Next(_corpus.Count) : Math.Max(0, _corpus.Count - 1 - random.Next(16));
            Feed(mutator.Mutate(_corpus[at], _corpus[random.Next(_corpus.Count)]), current, always: false);
        }

        FuzzCorpusSave();
        Console.WriteLine($"| {target.Name} | {_done} | {watch.Elapsed.TotalSeconds:0} | {_corpus.Count} | {coverage.Branches} | {_finds.Count} |");
        return _finds.Count == 0 ? 0 : 1;
    }

    private void Feed(byte[] input, FileStream current, bool always)
    {
        // A stack overflow ends the process: who started it reads what the input was. Only inputs that may do it are worth the write.
        if (input.Length > 256 || _done % 64 == 0)
        {
            current.SetLength(0);
            current.Position = 0;
            current.Write(input);
        }

        coverage.Begin();
        Volatile.Write(ref _current, input);
        try
        {
            var began = Stopwatch.GetTimestamp();
            target.Run(input);

            // The machine may be busy, so what seems slow is timed by what it uses.
            if (Stopwatch.GetElapsedTime(began) > s_suspicious)
                CheckSteps(input);
        }
        catch (Exception e)
        {
            Keep(input, e.GetType().Name + " " + e.Message[..Math.Min(200, e.Message.Length)], e.StackTrace ?? "");
        }

        Interlocked.Increment(ref _done);
        if (coverage.End() | always)
            _corpus.Add(input);
    }

    private void CheckSteps(byte[] input)
    {
        var before = Environment.CpuUsage.TotalTime;
        target.Run(input);
        var used = Environment.CpuUsage.TotalTime - before;
        if (used > s_slow)
            throw new BrokenPromiseException($"Reading {input.Length} bytes takes {used.TotalMilliseconds:0} ms of a processor.");
    }

    private void Keep(byte[] input, string what, string where)
    {
        // One of each kind: the exception and the place from which it came.
        var key = what.Split(' ')[0] + where.Split('\n')[0];
        if (!_finds.Add(key))
            return;

        File.WriteAllBytes(Path.Combine(folder, $"{target.Name}-{_finds.Count}.find"), input);
        Console.Error.WriteLine($"FIND {target.Name}: {what}\n{where}\ninput: {Convert.ToBase64String(input[..Math.Min(600, input.Length)])}");
    }

    // Smallest first, each only if it reaches something that those before do not.
    private void FuzzCorpusSave()
    {
        var anew = new Coverage();
        var kept = new List<byte[]>();
        foreach (var input in _corpus.Where(i => i.Length <= MaxKept).OrderBy(i => i.Length))
        {
            anew.Begin();
            try
            {
                target.Run(input);
            }
            catch (Exception)
            {
                continue;
            }

            if (anew.End())
                kept.Add(input);
        }

        File.WriteAllLines(Path.Combine(folder, target.Name + ".txt"), kept.Select(Convert.ToBase64String));
    }

    private void Watch()
    {
        var (seen, since) = (-1L, Stopwatch.StartNew());
        while (true)
        {
            Thread.Sleep(1000);
            var done = Interlocked.Read(ref _done);
            if (done != seen)
            {
                (seen, since) = (done, Stopwatch.StartNew());
            }
            else if (since.Elapsed.TotalSeconds > MaxSeconds && done < inputs)
            {
                var input = Volatile.Read(ref _current);
                File.WriteAllBytes(Path.Combine(folder, target.Name + "-hang.find"), input);
                Console.Error.WriteLine($"FIND {target.Name}: hangs on {Convert.ToBase64String(input[..Math.Min(600, input.Length)])}");
                Environment.Exit(2);
            }
        }
    }
}
