using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;
using Weaver.Tests.Support.RandomPrograms;

namespace Weaver.Engine.Tests.RandomPrograms;

/// <summary>A few programs that nobody wrote behave the same woven and not. Many more by hand: <c>eng/random-programs</c>.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RandomProgramTests
{
    [TestMethod]
    [DataRow(1, CompileMode.Debug)]
    [DataRow(2, CompileMode.Release)]
    [DataRow(3, CompileMode.Debug)]
    [DataRow(4, CompileMode.Release)]
    [DataRow(5, CompileMode.Debug)]
    public void Program_WovenWithGatesInEveryState_GivesTheSameTrace(int seed, CompileMode mode)
        => Assert.IsNull(RandomProgramRun.FindProblem(ProgramGenerator.Generate(seed), mode));

    [TestMethod]
    public void Program_OfTheSameSeed_IsTheSame() => Assert.AreEqual(ProgramGenerator.Generate(11), ProgramGenerator.Generate(11));
}
