using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Probes;

namespace Weaver.Runtime.Tests.Probes;

[TestClass]
public sealed class SourcePathsTests
{
    [TestMethod]
    [DataRow("src/MyProject/MyFile.cs", @"D:\agent\src\MyProject\MyFile.cs", "")]
    [DataRow(@"src\MyProject\MyFile.cs\", @"D:\agent\src\MyProject\MyFile.cs", "")]
    [DataRow(@"src\myproject\myfile.CS", @"D:\agent\src\MyProject\MyFile.cs", "")]
    [DataRow("Source/src/MyProject/MyFile.cs", "/_/src/MyProject/MyFile.cs", "")]
    [DataRow("src/One/Feature/MyFile.cs", "/_/src/One/Feature/MyFile.cs", "/_/src/Feature/MyFile.cs")]
    [DataRow("c/b/m.cs", "/t/c/b/m.cs", "/t/a/b/m.cs")]
    public void Best_AmongDocuments_IsTheLongestAgreement(string query, string expected, string other)
    {
        var best = SourcePaths.Best([other, expected], query);

        Assert.HasCount(1, best);
        Assert.AreEqual(expected, best[0]);
    }

    [TestMethod]
    [DataRow("model.cs", "/repo/tests/probe/model.cs")]
    [DataRow(@"Source\src\MyProject\MyFile.cs", @"D:\MyFile.cs")]
    [DataRow("Source/src/MyProject/Feature/MyFile.cs", "/_/src/Other/MyFile.cs")]
    public void Best_FileNameAlone_IsNotEnough(string query, string document) =>
        Assert.IsEmpty(SourcePaths.Best([document], query));

    [TestMethod]
    public void Best_Tie_GivesAll() =>
        Assert.HasCount(2, SourcePaths.Best(["/a/src/x/F.cs", "/b/src/x/F.cs"], "src/x/F.cs"));
}
