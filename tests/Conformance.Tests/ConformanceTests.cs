using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Weaver.Conformance.Tests;

/// <summary>Every case of every file of vectors, against the parts that run in a program.</summary>
[TestClass]
public sealed class ConformanceTests
{
    [TestMethod]
    [DataRow("expressions")]
    [DataRow("redaction")]
    [DataRow("encoding")]
    [DataRow("probes")]
    [DataRow("ratelimit")]
    public void Vectors_EveryCaseOfAFile_Passes(string file)
    {
        var report = VectorFiles.Run(file);
        Assert.AreNotEqual(0, report.Passed, "The file must hold cases.");
        Assert.IsEmpty(report.Shortfalls, report.ToString());
    }
}
