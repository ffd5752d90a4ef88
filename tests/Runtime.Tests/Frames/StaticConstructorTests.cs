using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Common;
using Weaver.Expressions;
using Weaver.Frames;
using Weaver.Runtime.Tests.Capture;
using Weaver.Runtime.Tests.Expressions;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Frames;

/// <summary>Static constructors of the program that nothing of a probe may run; each test has types of its own.</summary>
[TestClass]
public sealed class StaticConstructorTests
{
    private static class Runs<TCase>
    {
        public static int Count;

        public static int Add() => ++Count;
    }

    // Without an explicit static constructor: the initializers run at the first look at a static field and not before.
    private class LateBase<TCase>
    {
        public static readonly int Started = Runs<TCase>.Add();

        public int Inherited = 7;
    }

    private sealed class Late<TCase> : LateBase<TCase>
    {
        public static new readonly int Started = Runs<TCase>.Add();

        public int Own = 5;
        public LateStruct<TCase> Inner = new() { Field = 9 };
        public string? Text = "t";
        public DayOfWeek Day = DayOfWeek.Friday;
    }

    private struct LateStruct<TCase>
    {
        public static readonly int Started = Runs<TCase>.Add();

        public int Field;
    }

    [TestMethod]
    public void Condition_ReadsFieldsOfTypesThatAreNotInitialized()
    {
        foreach (var late in Objects<CaseOfCondition>())
        {
            var scope = new SomeScope().With("c", late).With("s", new LateStruct<CaseOfCondition> { Field = 3 });
            var condition = scope.Condition("c.Own == 5 && c.Inherited == 7 && c.Inner.Field == 9 && s.Field == 3 && c.Text == 't'");
            Assert.AreEqual(ConditionOutcome.True, condition.Outcome, condition.Error?.Message);
            AssertAsleep<CaseOfCondition>();
        }

        AssertTrapped<CaseOfCondition>();
    }

    [TestMethod]
    public void Message_ReadsFieldsOfTypesThatAreNotInitialized()
    {
        foreach (var late in Objects<CaseOfMessage>())
        {
            var scope = new SomeScope().With("c", late).With("s", new LateStruct<CaseOfMessage> { Field = 3 });
            var message = scope.Render("{c} {s} {c.Inherited} {c.Day}", out var errors);
            Assert.AreEqual($"Own=5, Inner={typeof(LateStruct<CaseOfMessage>)}, Text=t, Day=Friday, Inherited=7 Field=3 7 Friday", message);
            Assert.IsEmpty(errors);
            AssertAsleep<CaseOfMessage>();
        }

        AssertTrapped<CaseOfMessage>();
    }

    [TestMethod]
    public void CaptureExpression_ReadsFieldsOfTypesThatAreNotInitialized()
    {
        foreach (var late in Objects<CaseOfExpression>())
        {
            var scope = new SomeScope().With("c", late);
            foreach (var (text, expected) in new (string, object?)[] { ("c.Own", 5), ("c.Inherited", 7), ("c.Inner.Field", 9), ("c.Day", DayOfWeek.Friday) })
            {
                var budget = new EvaluationBudget(TimeSpan.FromMinutes(1));
                var result = Evaluator.EvaluateCapture(scope.Prepare(text), scope, 100, ref budget);
                Assert.AreEqual(expected, result.Value.ToObject(), result.Error?.Message);
            }

            var inner = scope.Evaluate("c.Inner").Value.Reference;
            var shown = Captured.Write(writer => writer.WriteObject("inner", inner, typeof(object)));
            Assert.AreEqual("9", shown.Value.Field("Field").Text());
            AssertAsleep<CaseOfExpression>();
        }

        AssertTrapped<CaseOfExpression>();
    }

    [TestMethod]
    public void Snapshot_ReadsFieldsOfTypesThatAreNotInitialized()
    {
        foreach (var late in Objects<CaseOfSnapshot>())
        {
            var shown = Captured.Of(late).Value;
            Assert.AreEqual("5", shown.Field("Own").Text());
            Assert.AreEqual("7", shown.Field("Inherited").Text());
            Assert.AreEqual("9", shown.Field("Inner").Field("Field").Text());
            Assert.AreEqual("3", Captured.Of(new LateStruct<CaseOfSnapshot> { Field = 3 }).Value.Field("Field").Text());
            AssertAsleep<CaseOfSnapshot>();
        }

        AssertTrapped<CaseOfSnapshot>();
    }

    [TestMethod]
    public void MayInitialize_OnlyWhatIsCompiledAheadOfTimeForGood_IsTrusted()
    {
        var late = typeof(Late<CaseOfDecision>).GetField("Own")!;
        var plain = typeof(StrongBox<int>).GetField("Value")!;

        Assert.IsTrue(FieldOffsets.MayInitialize(late));
        Assert.IsFalse(FieldOffsets.MayInitialize(late, hasTokens: false));
        Assert.IsFalse(FieldOffsets.MayInitialize(plain));
        AssertAsleep<CaseOfDecision>();
    }

    [TestMethod]
    public async Task SwitchedOffDynamicCode_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var own = typeof(StaticConstructorTests).Assembly.Location;
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(own, ".runtimeconfig.json")))!;
        var options = config["runtimeOptions"]!.AsObject();
        var properties = options["configProperties"]?.AsObject() ?? [];
        properties["System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported"] = false;
        options["configProperties"] = properties.DeepClone();
        var file = Path.Combine(folder.Path, "switched.runtimeconfig.json");
        await File.WriteAllTextAsync(file, config.ToJsonString());

        string[] arguments = ["exec", "--runtimeconfig", file, own, "--results-directory", folder.Path, "--filter", "FullyQualifiedName~ReadsFieldsOfTypesThatAreNotInitialized"];
        var outcome = await ChildProcess.RunAsync("dotnet", arguments, folder.Path);

        Assert.AreEqual(0, outcome.ExitCode, outcome.Output);
        Assert.IsNotEmpty(outcome.Having("succeeded: 4"), outcome.Output);
    }

    private static Late<TCase>[] Objects<TCase>()
    {
        // As a serializer makes them: no constructor ran at all.
        var bare = (Late<TCase>)RuntimeHelpers.GetUninitializedObject(typeof(Late<TCase>));
        (bare.Own, bare.Inherited, bare.Inner.Field, bare.Text, bare.Day) = (5, 7, 9, "t", DayOfWeek.Friday);
        return [bare, new Late<TCase>()];
    }

    private static void AssertAsleep<TCase>() => Assert.AreEqual(0, Runs<TCase>.Count, "A static constructor ran.");

    // What did not run has to be something that can.
    private static void AssertTrapped<TCase>()
    {
        RuntimeHelpers.RunClassConstructor(typeof(Late<TCase>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(LateBase<TCase>).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(LateStruct<TCase>).TypeHandle);
        Assert.AreEqual(3, Runs<TCase>.Count);
    }

    private readonly struct CaseOfCondition;

    private readonly struct CaseOfMessage;

    private readonly struct CaseOfExpression;

    private readonly struct CaseOfSnapshot;

    private readonly struct CaseOfDecision;
}
