using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Engine.Tests.Captures;
using Weaver.Tests.Support;
using Weaver.Tests.Support.Decompiling;

namespace Weaver.Engine.Tests.Verification;

/// <summary>A decompiler makes sense of the twins of the captured program. Whole libraries by hand: <c>eng/checks decompile</c>.</summary>
[TestClass]
public sealed class TwinDecompilationTests
{
    [TestMethod]
    public void Twins_Decompiled_AreNoWorseThanTheirOriginals()
    {
        using var woven = WovenAssembly.Compile(CapturedProgram.Source, CompileMode.Release);
        var problems = new List<string>();
        var twins = TwinDecompilation.Run(woven.WovenPath, CompileSource.References.Select(r => Path.GetDirectoryName(r)!).Distinct(), problems);

        Assert.IsEmpty(problems, string.Join('\n', problems));
        Assert.AreEqual(woven.Result.Woven, twins);
    }
}
