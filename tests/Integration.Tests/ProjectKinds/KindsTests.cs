using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>Libraries of every kind, built together once, each with a method and a line probe that must show its variables.</summary>
[TestClass]
public sealed class KindsTests
{
    private static readonly KindsSolution s_solution = new();
    private static ChildOutcome s_build = null!;
    private static ChildOutcome s_run = null!;

    public static string[] Libraries { get; } =
        ["Signed", "PublicSigned", "DelaySigned", "NoSymbols", "ManyTargets", "OtherFirst", "OtherLast", "FSharpLibrary", "BasicLibrary"];

    [ClassInitialize]
    public static async Task BuildAndRun(TestContext context)
    {
        s_solution.WriteAll();
        s_build = await s_solution.BuildAsync();
        Assert.AreEqual(0, s_build.ExitCode, s_build.Output);
        s_run = await s_solution.RunAsync();
        context.WriteLine(s_run.Output);
    }

    [ClassCleanup]
    public static void Delete() => s_solution.Dispose();

    [TestMethod]
    public void Build_EveryKind_IsWovenWithoutAWarningOrAForeignReference()
    {
        Assert.Contains("0 Warning(s)", s_build.Output);
        foreach (var library in Libraries)
        {
            using var file = new WovenFile(s_solution.OutputOf(library));
            Assert.IsTrue(file.IsWoven, library);
            Assert.DoesNotContain("netstandard", file.References, library);
            Assert.HasCount(1, file.References.Where(static name => name.StartsWith("Weaver", StringComparison.Ordinal)), library);
        }
    }

    [TestMethod]
    [DataRow("Signed")]
    [DataRow("PublicSigned")]
    [DataRow("DelaySigned")]
    [DataRow("ManyTargets")]
    [DataRow("OtherFirst")]
    [DataRow("OtherLast")]
    [DataRow("FSharpLibrary")]
    [DataRow("BasicLibrary")]
    public void Probes_OnAMethodAndALine_CaptureArgumentsAndLocals(string library)
    {
        Assert.AreEqual(0, s_run.ExitCode, s_run.Output);
        var exit = Capture(library + "-exit").GetProperty("return");
        Assert.AreEqual("4", ValueOf(exit.GetProperty("arguments"), "count"), s_run.Output);
        Assert.AreEqual("10", ValueOf(exit.GetProperty("locals"), "@return"), s_run.Output);

        var line = Capture(library + "-line").GetProperty("lines").EnumerateObject().Single().Value;
        Assert.AreEqual("4", ValueOf(line.GetProperty("arguments"), "count"), s_run.Output);
        Assert.AreEqual("0", ValueOf(line.GetProperty("locals"), "total"), s_run.Output);
        Assert.AreEqual("1", ValueOf(line.GetProperty("locals"), "i"), s_run.Output);
    }

    [TestMethod]
    public void Probes_WithoutSymbols_MethodsWorkAndLinesSayWhy()
    {
        var exit = Capture("NoSymbols-exit").GetProperty("return");
        Assert.AreEqual("4", ValueOf(exit.GetProperty("arguments"), "count"), s_run.Output);
        Assert.AreEqual("10", ValueOf(exit.GetProperty("locals"), "@return"), s_run.Output);
        Assert.HasCount(1, s_run.Having("NoSymbols-line: "), s_run.Output);
        Assert.DoesNotContain("INSTALLED", s_run.Having("NoSymbols-line: ")[0]);
        Assert.IsFalse(File.Exists(Path.ChangeExtension(s_solution.OutputOf("NoSymbols"), ".pdb")));
    }

    [TestMethod]
    [DataRow("Signed", true)]
    [DataRow("PublicSigned", false)]
    [DataRow("DelaySigned", false)]
    public void StrongName_OfAWovenAssembly_IsThatOfTheCompiler(string library, bool isSigned)
    {
        using var file = new WovenFile(s_solution.OutputOf(library));
        CollectionAssert.AreEqual(s_solution.PublicKey, file.PublicKey);
        Assert.AreEqual(isSigned, file.HasSignature);
        Assert.AreEqual(library != "DelaySigned", file.IsMarkedSigned);
    }

    [TestMethod]
    public void EmbeddedSymbols_StayInside()
    {
        using var file = new WovenFile(s_solution.OutputOf("Signed"));
        Assert.IsTrue(file.HasEmbeddedSymbols);
        Assert.IsFalse(File.Exists(Path.ChangeExtension(s_solution.OutputOf("Signed"), ".pdb")));
    }

    [TestMethod]
    public void OlderTargets_OfOneProject_AreLeftAloneAndSaidOnceEach()
    {
        foreach (var framework in new[] { "net8.0", "netstandard2.0" })
        {
            Assert.HasCount(1, s_build.Having($"Weaver: 'ManyTargets' is not woven for {framework}: probes need net10.0 or later (WVR1003)."), s_build.Output);
            using var file = new WovenFile(s_solution.OutputOf("ManyTargets", framework));
            Assert.IsFalse(file.IsWoven);
            Assert.DoesNotContain("Weaver.Runtime", file.References);
        }
    }

    [TestMethod]
    [DataRow("OtherFirst", true)]
    [DataRow("OtherLast", false)]
    public void TwoWeavers_InEitherOrder_BothHaveDoneTheirWork(string library, bool seesTheOthersCode)
    {
        // What the other one adds is code like any other for the second.
        Assert.IsTrue(WovenFile.Mentions(s_solution.OutputOf(library), "Costura"));
        Assert.AreEqual(seesTheOthersCode, File.ReadAllText(Path.Combine(s_solution.IntermediateOf(library), "weaver", "report.txt")).Contains("Costura.", StringComparison.Ordinal));
    }

    private static JsonElement Capture(string probe)
    {
        var line = s_run.Lines.FirstOrDefault(line => line.StartsWith(probe + " {", StringComparison.Ordinal));
        Assert.IsNotNull(line, s_run.Output);
        using var json = JsonDocument.Parse(line[(probe.Length + 1)..]);
        return json.RootElement.GetProperty("debugger").GetProperty("snapshot").GetProperty("captures").Clone();
    }

    private static string ValueOf(JsonElement group, string name) => group.GetProperty(name).GetProperty("value").GetString()!;
}
