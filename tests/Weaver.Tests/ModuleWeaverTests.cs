using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Engine;
using Weaver.Tests.Support;

namespace Weaver.Weaver.Tests;

/// <summary>The weaver as Fody runs it, without Fody: what it leaves in the folder from which the build reads.</summary>
[TestClass]
public sealed class ModuleWeaverTests
{
    private const string Source =
        """
        namespace Asset;

        public class Cart
        {
            [global::Weaver.Probeable]
            public int Total(int[] prices)
            {
                var total = 0;
                foreach (var price in prices)
                    total += price;
                return total;
            }

            public int Small(int value) => value + 1;

            public int Also(int value) => value + 2;
        }

        public class Basket
        {
            public int Small(int value) => value - 1;
        }
        """;

    [TestMethod]
    public void Execute_DefaultOptions_LeavesReportSummaryAndMark()
    {
        using var weave = new Weave("<Weaver />");

        weave.Run();

        Assert.IsTrue(weave.IsWoven);
        Assert.AreEqual("Weaver.Manifest", weave.Read("woven.txt"));
        Assert.AreEqual("", weave.Read("messages.txt"));
        Assert.MatchesRegex(@"^Weaver: 1 of \d+ methods probeable, 4 lines, \+\d+ KiB, \d+\.\d s \(\d+ left out: obj/weaver/report\.txt\)$", weave.Read("summary.txt"));
    }

    [TestMethod]
    [DataRow(false, DisplayName = "at the end")]
    [DataRow(true, DisplayName = "in the middle")]
    public void Execute_AfterAWeaverThatGaveItsInstructionsNoOffsets_KeepsEveryLine(bool inTheMiddle)
    {
        using var weave = new Weave("<Weaver />") { Earlier = module => AddInstructions(module.GetType("Asset.Cart").Methods.Single(static method => method.Name == "Total").Body, inTheMiddle) };

        weave.Run();

        Assert.Contains(" 4 lines,", weave.Read("summary.txt"));
    }

    [TestMethod]
    public void Report_NamesEachMethodUnderItsRuleInOrder()
    {
        using var weave = new Weave("<Weaver />");

        weave.Run();
        var report = weave.Read("report.txt");
        var small = report.Split('\n').Where(static line => line.Contains("Small(", StringComparison.Ordinal) || line.Contains("Also(", StringComparison.Ordinal)).Select(static line => line.Trim().Split(':')[0]).ToArray();

        Assert.Contains("Policy Balanced; lines on; include -; exclude -.\n", report);
        Assert.Contains("WVR1023 Method is left to the inliner (3)\n  Mark the method with [Probeable] or build with WeaverPolicy=Exhaustive.\n", report);
        CollectionAssert.AreEqual(new[] { "Asset.Basket.Small(System.Int32)", "Asset.Cart.Also(System.Int32)", "Asset.Cart.Small(System.Int32)" }, small);
        Assert.DoesNotContain("\r", report);
    }

    [TestMethod]
    public void Table_HasTheSameMethodsForPrograms()
    {
        using var weave = new Weave("<Weaver />");

        weave.Run();
        var rows = weave.Read("report.tsv").TrimEnd('\n').Split('\n').Select(static line => line.Split('\t')).ToList();

        CollectionAssert.AreEqual(new[] { "rule", "type", "method", "parameters", "detail" }, rows[0]);
        Assert.IsTrue(rows.All(static row => row.Length == 5));
        Assert.HasCount(1, rows.Where(static row => row[0] == "WVR1023" && row[1] == "Asset.Cart" && row[2] == "Also" && row[3] == "System.Int32"));
    }

    [TestMethod]
    public void Report_SameInput_SameText()
    {
        using var first = new Weave("<Weaver Policy=\"Annotated\" />");
        using var second = new Weave("<Weaver Policy=\"Annotated\" />");

        first.Run();
        second.Run();

        Assert.AreEqual(first.Read("report.txt"), second.Read("report.txt"));
        Assert.AreEqual(first.Read("report.tsv"), second.Read("report.tsv"));
    }

    [TestMethod]
    public void Execute_AllOptions_AreRead()
    {
        using var weave = new Weave("<Weaver Policy=\" exhaustive \" Include=\"Asset.*;Other.*, Third.*\" Exclude=\"Asset.Basket\n Asset.Basket\" Lines=\"False\" ReadRefs=\"true\" />");

        weave.Run();

        Assert.Contains("Policy Exhaustive; lines off; refs read; include Asset.* Other.* Third.*; exclude Asset.Basket.\n", weave.Read("report.txt"));
        Assert.Contains("Asset.Basket.Small(System.Int32)", weave.Read("report.txt"));
        Assert.DoesNotContain("Asset.Cart.Small", weave.Read("report.txt"));
    }

    [TestMethod]
    public void Execute_EmptyOptions_MeanTheDefaults()
    {
        using var weave = new Weave("<Weaver Policy=\"\" Include=\"\" Exclude=\" \" Lines=\"\" />");

        weave.Run();

        Assert.Contains("Policy Balanced; lines on; include -; exclude -.\n", weave.Read("report.txt"));
    }

    [TestMethod]
    [DataRow("Policy=\"Everything\"", "The policy 'Everything' is not known; use Balanced, Exhaustive, Annotated.")]
    [DataRow("Policy=\"1\"", "The policy '1' is not known; use Balanced, Exhaustive, Annotated.")]
    [DataRow("Lines=\"yes\"", "The option 'Lines' is 'yes'; use true or false.")]
    [DataRow("Polici=\"Balanced\"", "The option 'Polici' is not known; use Policy, Include, Exclude, Lines or ReadRefs.")]
    public void Execute_OptionNotUnderstood_WeavesNothingAndSaysWhy(string attribute, string complaint)
    {
        using var weave = new Weave($"<Weaver {attribute} />");

        weave.Run();

        Assert.AreEqual(
            "Error|WVR1005||'Asset' cannot be woven because of its options: " + complaint
            + " Correct the MSBuild property or the attribute of the Weaver element in FodyWeavers.xml that the message names.",
            weave.ReadMessages());
        Assert.IsFalse(weave.IsWoven);
        Assert.IsFalse(weave.Has("woven.txt"));
        Assert.IsFalse(weave.Has("summary.txt"));
    }

    [TestMethod]
    public void Execute_WovenAlready_SaysSoAndForgetsTheEarlierResult()
    {
        using var weave = new Weave("<Weaver />");

        weave.Run();
        weave.Run();

        Assert.StartsWith("Error|WVR1002||'Asset' is woven already", weave.ReadMessages());
        Assert.IsFalse(weave.Has("woven.txt"));
        Assert.IsFalse(weave.Has("report.txt"));
    }

    [TestMethod]
    public void Execute_RuntimeNotReferenced_SaysSo()
    {
        using var weave = new Weave("<Weaver />") { Resolver = new NoAssemblies() };

        weave.Run();

        Assert.StartsWith("Error|WVR1004||'Asset' cannot be woven because it does not reference Weaver.Runtime", weave.ReadMessages());
    }

    [TestMethod]
    public void Execute_UnexpectedFailure_IsOneLineWithOurId()
    {
        using var weave = new Weave("<Weaver />") { Resolver = new BrokenResolver() };

        var failure = Assert.ThrowsExactly<Fody.WeavingException>(weave.Run);

        Assert.AreEqual(
            "WVR1008: 'Asset' could not be woven because of a fault in Weaver itself: System.InvalidOperationException: first second"
            + " Please report it with the message; WeaverEnabled set to false builds the project without probes until it is mended.",
            failure.Message);
        Assert.IsFalse(weave.Has("woven.txt"));
    }

    private static void AddInstructions(MethodBody body, bool inTheMiddle)
    {
        if (inTheMiddle)
        {
            body.Instructions.Insert(2, Instruction.Create(OpCodes.Nop));
            return;
        }

        // Code that nothing reaches, as it stands behind the end of a body.
        body.Instructions.Add(Instruction.Create(OpCodes.Ldnull));
        body.Instructions.Add(Instruction.Create(OpCodes.Throw));
    }

    private sealed class Weave : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly XElement _config;
        private readonly string _assembly;
        private ModuleDefinition? _module;

        public Weave(string config)
        {
            _config = XElement.Parse(config);
            _assembly = CompileSource.ToAssembly(Path.Combine(_folder, "obj"), "Asset", Source, CompileMode.Release);
        }

        public IAssemblyResolver Resolver { get; init; } = BesideTheTests();

        /// <summary>What another weaver does before ours.</summary>
        public Action<ModuleDefinition>? Earlier { get; init; }

        public bool IsWoven => _module!.Resources.Any(static resource => resource.Name == "Weaver.Manifest");

        public bool Has(string name) => File.Exists(Path.Combine(_folder, "obj", "weaver", name));

        public string Read(string name) => File.ReadAllText(Path.Combine(_folder, "obj", "weaver", name));

        // As MSBuild sees it.
        public string ReadMessages() => Uri.UnescapeDataString(Read("messages.txt"));

        public void Run()
        {
            _module ??= ModuleDefinition.ReadModule(_assembly, new ReaderParameters { AssemblyResolver = Resolver, ReadSymbols = true, InMemory = true });
            Earlier?.Invoke(_module);
            var weaver = new ModuleWeaver
            {
                Config = _config,
                ModuleDefinition = _module,
                AssemblyFilePath = _assembly,
                ProjectDirectoryPath = _folder,
            };
            weaver.Execute();
            weaver.AfterWeaving();
        }

        public void Dispose()
        {
            _module?.Dispose();
            _folder.Dispose();
        }

        private static DefaultAssemblyResolver BesideTheTests()
        {
            var resolver = new DefaultAssemblyResolver();
            resolver.AddSearchDirectory(AppContext.BaseDirectory);
            return resolver;
        }
    }

    // As Fody's resolver does for what a project does not reference.
    private sealed class NoAssemblies : IAssemblyResolver
    {
        public AssemblyDefinition? Resolve(AssemblyNameReference name) => null;

        public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => null;

        public void Dispose()
        {
        }
    }

    private sealed class BrokenResolver : IAssemblyResolver
    {
        public AssemblyDefinition Resolve(AssemblyNameReference name) => throw new InvalidOperationException("first\nsecond");

        public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

        public void Dispose()
        {
        }
    }
}
