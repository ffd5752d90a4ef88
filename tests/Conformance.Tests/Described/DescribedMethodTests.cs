using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;
using Weaver.Conformance.Tests.Comparing;
using Weaver.Tests.Support;

namespace Weaver.Conformance.Tests.Described;

/// <summary>The described cases of kind <c>method</c>: whole captures of methods of a really woven program.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DescribedMethodTests
{
    private static readonly Lazy<WovenAssembly> s_woven = new(() => WovenAssembly.Compile(DescribedProgram.Source, CompileMode.Debug, name: "Samples"));

    // Several snapshots within a second are wanted here.
    private const string Snapshot = "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}";

    internal static WovenAssembly Woven => s_woven.Value;

    [ClassCleanup]
    public static void RemoveFiles()
    {
        if (s_woven.IsValueCreated)
            s_woven.Value.Dispose();
    }

    [TestMethod]
    [DataRow("enc-method-instancevoidmethod", "InstanceVoidMethod")]
    [DataRow("enc-method-instancemethodwitharguments", "InstanceMethodWithArguments")]
    [DataRow("enc-method-haslocalsandreturnvalue", "HasLocalsAndReturnValue")]
    [DataRow("enc-method-staticfieldswithouttypeinitializer", "StaticFieldsWithoutTypeInitializer")]
    [DataRow("enc-method-statictype", "StaticType")]
    [DataRow("enc-method-asyncstaticmethod", "AsyncStaticMethod")]
    [DataRow("enc-method-baselocalwithconcretetypeinasyncmethod", "BaseLocalWithConcreteTypeInAsyncMethod")]
    [DataRow("enc-method-asyncrecursivecall", "AsyncRecursiveCall")]
    [DataRow("enc-method-multidimensionalarraytest", "MultidimensionalArrayTest")]
    [DataRow("enc-method-interfaceproperties", "InterfaceProperties")]
    [DataRow("enc-method-hasfieldlazyvalueinitialized", "HasFieldLazyValueInitialized")]
    [DataRow("enc-method-hasfieldlazyvaluenotinitialized", "HasFieldLazyValueNotInitialized")]
    [DataRow("enc-method-redactiontest", "RedactionTest")]
    [DataRow("enc-method-asyncmethodredactiontest", "AsyncMethodRedactionTest")]
    public void Method_WithSnapshotProbes_IsCapturedAsTheCaseDescribes(string id, string type)
    {
        var lines = DescribedCases.Expect(id).GetProperty("snapshots").EnumerateArray().SelectMany(LinesOf).Select(l => Line(type, l));

        var snapshots = Run(type, [Method(type, Snapshot), .. lines]);

        AssertSnapshots(id, type, snapshots);
    }

    [TestMethod]
    public void Method_WithConfiguredRedaction_IsCapturedAsTheCaseDescribes()
    {
        var snapshots = Run("RedactionTest", [Method("RedactionTest", Snapshot)], settings => settings with
        {
            RedactedIdentifiers = ["RedactMe", "b"],
            RedactedTypes = ["Samples.RedactMeType*", "Samples.AnotherRedactMeTypeB"],
        });

        AssertSnapshots("enc-method-redactiontest-1", "RedactionTest", snapshots);
    }

    [TestMethod]
    public void Method_WithCaptureExpressions_IsCapturedAsTheCaseDescribes()
    {
        var snapshots = Run("CaptureExpressionsMethod", [Method("CaptureExpressionsMethod", "\"captureExpressions\":[" + string.Join(",", new[] { "inputValue", "localValue", "testStruct" }.Select(Named)) + "]")]);

        AssertSnapshots("enc-method-captureexpressionsmethod", "CaptureExpressionsMethod", snapshots);
    }

    [TestMethod]
    public void Method_WithAConditionThatComparesTextWithANumber_GivesAnEventWithErrorsOnly()
    {
        var snapshots = Run("InstanceVoidMethod", [Method("InstanceVoidMethod", """ "captureSnapshot":true,"when":{"dsl":"'a' > 5","json":{"gt":["a",5]}} """)]);

        AssertSnapshots("enc-method-invalidcondition", "InstanceVoidMethod", snapshots);
    }

    [TestMethod]
    public void Method_WithALocalInAMessageAtEntry_IsCapturedAndSaysWhatIsWrong()
    {
        var snapshots = Run("TemplateWithLocalAtEntry", [Method("TemplateWithLocalAtEntry", """ "captureSnapshot":true,"evaluateAt":"ENTRY","segments":[{"dsl":"i","json":{"ref":"i"}}] """)]);

        AssertSnapshots("enc-method-templatewithlocalatentry", "TemplateWithLocalAtEntry", snapshots);
    }

    // enc-method-fixedblocktest. The case shows what the pointer leads to even after its block. That is read only while a
    // pinned local is known to hold it, which is not known here: a pointer is an address, and only where it is in scope.
    [TestMethod]
    public void Method_WithAFixedBlock_ShowsThePointerAsAnAddressInTheBlockOnly()
    {
        var snapshots = Run("FixedBlockTest", [Method("FixedBlockTest", Snapshot), Line("FixedBlockTest", "10")]);

        var line = snapshots.Single(s => s.GetProperty("captures").Find("lines") is not null).GetProperty("captures").GetProperty("lines").EnumerateObject().Single().Value;
        Assert.AreEqual("IntPtr", line.GetProperty("locals").GetProperty("ptr").Text("type"));
        var method = snapshots.Single(s => s.GetProperty("captures").Find("return") is not null).GetProperty("captures");
        Assert.AreEqual("5", method.GetProperty("entry").GetProperty("arguments").GetProperty("a").Text("value"));
        Assert.IsTrue(method.GetProperty("return").GetProperty("locals").GetProperty("array").Flag("isNull"));
        Assert.IsNull(method.GetProperty("return").GetProperty("locals").Find("ptr"));
    }

    internal static string Named(string name) => "{\"name\":\"" + name + "\",\"expr\":{\"dsl\":\"" + name + "\",\"json\":{\"ref\":\"" + name + "\"}}}";

    internal static string Method(string type, string more, string method = "Method") =>
        $$"""{"id":"{{type}}","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"Samples.{{type}}","methodName":"{{method}}"},{{more}}}""";

    internal static List<JsonElement> Run(string entry, IEnumerable<string> probes, Func<Settings, Settings>? change = null)
    {
        using var program = new ArmedProgram(Woven, "[" + string.Join(",", probes) + "]", change ?? (static settings => settings));
        Woven.Call("Samples.Program", entry);
        return [.. program.Events().Select(e => e.GetProperty("debugger").GetProperty("snapshot"))];
    }

    private static string Line(string type, string line)
    {
        var number = DescribedProgram.Line(type + " " + line).ToString(CultureInfo.InvariantCulture);
        return $$"""{"id":"{{type}} {{line}}","type":"LOG_PROBE","language":"dotnet","where":{"sourceFile":"Samples/Asset.cs","lines":["{{number}}"]},"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1000000} }""";
    }

    private static IEnumerable<string> LinesOf(JsonElement snapshot) => snapshot.GetProperty("captures").Members("lines").Select(l => l.Name);

    // Snapshots of calls within calls come in the order of their ends.
    private static void AssertSnapshots(string id, string type, List<JsonElement> actual)
    {
        var rest = actual.ToList();
        foreach (var expected in DescribedCases.Expect(id).GetProperty("snapshots").EnumerateArray())
        {
            var differences = rest.ConvertAll(a => Difference(a, expected, type));
            var match = differences.IndexOf(null);
            Assert.IsGreaterThanOrEqualTo(0, match, id + ": no snapshot is as described.\n" + string.Join('\n', differences));
            rest.RemoveAt(match);
        }

        Assert.IsEmpty(rest, id + ": there are more snapshots than described.");
    }

    private static string? Difference(JsonElement actual, JsonElement expected, string type)
    {
        if (expected.Find("evaluationErrors") is { } errors
            && (actual.Find("evaluationErrors") is not { } came || SnapshotMatch.Difference(came, errors, false, "evaluationErrors") is not null))
            return "evaluationErrors differ: " + actual.Find("evaluationErrors");

        var captures = actual.GetProperty("captures");
        foreach (var line in LinesOf(expected))
        {
            // The lines of the case are those of another file.
            var number = DescribedProgram.Line(type + " " + line).ToString(CultureInfo.InvariantCulture);
            return captures.Find("lines")?.Find(number) is { } context
                ? SnapshotMatch.Difference(context, expected.GetProperty("captures").GetProperty("lines").GetProperty(line), false, "line " + line)
                : "There is no line " + line + " in " + captures;
        }

        return SnapshotMatch.Difference(captures, expected.GetProperty("captures"), false, "captures");
    }
}
