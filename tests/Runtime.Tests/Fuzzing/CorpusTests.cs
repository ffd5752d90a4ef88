using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;
using Weaver.Tests.Support.Fuzzing;

namespace Weaver.Runtime.Tests.Fuzzing;

/// <summary>What the fuzzer has ever found worth keeping is read again: each input reaches code that no smaller one does, or broke something once.</summary>
[TestClass]
public sealed class CorpusTests
{
    public static IEnumerable<object[]> Targets => FuzzTargets.All.Select(target => new object[] { target.Name });

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void Input_OfTheCorpus_IsReadAsPromised(string name)
    {
        var target = FuzzTargets.All.Single(t => t.Name == name);
        foreach (var input in target.Seeds.Concat(FuzzCorpus.Read(name)))
        {
            try
            {
                target.Run(input);
            }
            catch (Exception e)
            {
                Assert.Fail($"{name} on {Convert.ToBase64String(input)}: {e}");
            }
        }
    }

    [TestMethod]
    public void Corpus_IsSmallAndBelongsToTargetsThatExist()
    {
        var files = new DirectoryInfo(RepositoryFiles.PathOf(FuzzCorpus.Folder)).GetFiles("*.txt");

        CollectionAssert.IsSubsetOf(files.Select(f => Path.GetFileNameWithoutExtension(f.Name)).ToArray(), FuzzTargets.All.Select(t => t.Name).ToArray());
        Assert.IsLessThanOrEqualTo(1 << 20, files.Sum(f => f.Length));
    }
}
