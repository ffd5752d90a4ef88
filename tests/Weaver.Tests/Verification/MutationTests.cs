using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;
using Weaver.Tests.Support.Mutations;
using Weaver.Tests.Support.RandomPrograms;

namespace Weaver.Engine.Tests.Verification;

/// <summary>
/// Thousands of damaged bodies: what the verifier lets pass, the JIT must compile. Those that the verifier refuses are not
/// shown to the JIT, which can crash on them; <c>eng/mutations</c> does that in a process of its own and counts both.
/// </summary>
[TestClass]
public sealed class MutationTests
{
    private const int Rounds = 1;

    // The JIT gives up on some sound bodies too, on unreachable code in a filter for example.
    private const int MutantsForOneMiss = 1500;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void DamagedBodies_AcceptedByTheVerifier_AreCompiledByTheJit()
    {
        using var folder = new TemporaryFolder();
        var subject = CompileSource.ToAssembly(folder, "Subject", ProgramGenerator.Generate(8), CompileMode.Debug);
        var (mutants, found) = (0, 0);
        var missed = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var kind = 0; kind < BodyMutator.Kinds.Length; kind++)
            {
                var batch = MutantBatch.Write(subject, Path.Combine(folder, $"{round}-{kind}.dll"), BodyMutator.Kinds[kind], (round * 100) + kind);
                mutants += batch.Mutants.Count;
                found += batch.Mutants.Count(m => m.Problem != null);
                missed.AddRange(batch.JudgeAccepted().Select(m => $"{BodyMutator.Kinds[kind]}: {m}"));
            }
        }

        TestContext.WriteLine($"{mutants} damaged bodies, {found} refused, {missed.Count} accepted although the JIT refuses them");
        Assert.IsGreaterThan(1500, mutants);
        Assert.IsGreaterThan(mutants / 2, found);
        Assert.IsLessThanOrEqualTo(mutants / MutantsForOneMiss, missed.Count, string.Join('\n', missed.Take(20)));
    }
}
