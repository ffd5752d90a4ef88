using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Runtime.Tests.Woven;
using Weaver.Tests.Support;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Expressions;

/// <summary>What bounds an evaluation: time, elements looked at, nesting; and what Unicode and nested predicates do.</summary>
[TestClass]
[DoNotParallelize]
public sealed class EvaluationLimitTests
{
    [TestMethod]
    [DataRow("len(filter(numbers, @it >= 0)) > 0")]
    [DataRow("all(numbers, @it >= 0)")]
    [DataRow("any(numbers, @it < 0)")]
    [DataRow("contains(numbers, -1)")]
    [DataRow("any(numbers, any(numbers, @it < 0))")]
    public void Evaluate_AHundredThousandElements_StopsAfterItsStepsOnAnyMachine(string text)
    {
        var scope = new SomeScope().With("numbers", Enumerable.Range(0, 100_000).ToList());

        var result = scope.Condition(text);

        Assert.AreEqual(ConditionOutcome.Error, result.Outcome);
        Assert.AreEqual(EvaluationErrorKind.Timeout, result.Error!.Kind);
        Assert.AreEqual("Expression evaluation timed out: it looked at more than 50000 elements. Narrow the collection, or test something before it.", result.Error.Message);
    }

    [TestMethod]
    public void Evaluate_SizesOfLargeCollections_LooksAtNoElement()
    {
        var scope = new SomeScope()
            .With("list", Enumerable.Range(0, 100_000).ToList())
            .With("set", Enumerable.Range(0, 100_000).ToHashSet())
            .With("map", Enumerable.Range(0, 100_000).ToDictionary(i => i));

        Assert.AreEqual(ConditionOutcome.True, scope.Condition("len(list) == 100000 && len(set) == 100000 && len(map) == 100000 && !isEmpty(set)").Outcome);
    }

    [TestMethod]
    public void Evaluate_KeyOfALargeDictionary_IsLookedUpByItsHash()
    {
        var pairs = Enumerable.Range(0, 100_000).Select(i => KeyValuePair.Create("k" + i, i)).ToList();
        var scope = new SomeScope()
            .With("plain", new Dictionary<string, int>(pairs))
            .With("ordinal", new Dictionary<string, int>(pairs, StringComparer.Ordinal))
            .With("shared", new ConcurrentDictionary<string, int>(pairs))
            .With("sharedOrdinal", new ConcurrentDictionary<string, int>(pairs, StringComparer.Ordinal));

        foreach (var name in (string[])["plain", "ordinal", "shared", "sharedOrdinal"])
        {
            Assert.AreEqual(ConditionOutcome.True, scope.Condition($"{name}['k99999'] == 99999 && contains({name}, 'k99998') && !contains({name}, 'K99998')").Outcome, name);
            Assert.AreEqual("The key is not present in the dictionary.", scope.Condition($"{name}['k'] == 1").Error?.Message, name);
        }
    }

    [TestMethod]
    public void Evaluate_KeyOfADictionaryWithAnotherComparer_IsComparedCharacterByCharacterAndTheComparerDoesNotRun()
    {
        var own = new CountingComparer();
        var scope = new SomeScope()
            .With("loose", new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Key"] = 1 })
            .With("own", new Dictionary<string, int>(own) { ["Key"] = 1 });
        own.Calls = 0;

        Assert.AreEqual(ConditionOutcome.True, scope.Condition("loose['Key'] == 1 && own['Key'] == 1 && !contains(loose, 'key') && !contains(own, 'key')").Outcome);
        Assert.AreEqual(0, own.Calls);
    }

    // A bag copies all that it holds before its first element can be had, and no step is counted meanwhile.
    [TestMethod]
    [DataRow("any(bag, x => x == 1)", "any")]
    [DataRow("len(filter(bag, x => x == 1)) > 0", "filter")]
    [DataRow("contains(bag, 1)", "contains")]
    public void Evaluate_OverALargeBag_IsRefusedBeforeItIsCopied(string text, string op)
    {
        var bag = new ConcurrentBag<int>(Enumerable.Range(0, 10_001));

        var result = new SomeScope().With("bag", bag).Condition(text);

        Assert.AreEqual(EvaluationErrorKind.Runtime, result.Error?.Kind);
        Assert.AreEqual(
            $"'{op}' cannot be applied, because a ConcurrentBag copies all its elements before the first can be looked at, and it holds more than 10000. Use len(), or another collection.",
            result.Error!.Message);
        bag.TryTake(out _);
        Assert.IsNull(new SomeScope().With("bag", bag).Condition(text).Error);
    }

    [TestMethod]
    public void Render_ALargeBag_IsAnErrorInPlaceOfTheElements()
    {
        var bag = new ConcurrentBag<int>(Enumerable.Range(0, 10_001));
        var scope = new SomeScope().With("bag", bag).With("holder", new { Bag = bag, Name = "ann" });

        Assert.AreEqual("all:  of 10001", scope.Render("all: {bag} of {len(bag)}", out var errors));
        Assert.Contains("more than 10000", errors.Single().Message);
        Assert.AreEqual("Bag=" + typeof(ConcurrentBag<int>) + ", Name=ann", scope.Render("{holder}", out errors));
        Assert.IsEmpty(errors);
    }

    [TestMethod]
    public void Evaluate_HashSetAfterRemovals_CountsWhatIsLeft()
    {
        var set = Enumerable.Range(0, 10).ToHashSet();
        set.Remove(3);

        Assert.AreEqual(9, new SomeScope().With("set", set).Evaluate("len(set)").Value.Bits);
    }

    [TestMethod]
    public void Evaluate_ElementFoundEarly_NeedsFewSteps() =>
        Assert.AreEqual(ConditionOutcome.True, new SomeScope().With("numbers", Enumerable.Range(0, 100_000).ToList()).Condition("any(numbers, @it == 40000)").Outcome);

    // Two expressions of one hit share the steps as they share the time.
    [TestMethod]
    public void Budget_UsedUpByOneExpression_StopsTheNext()
    {
        var scope = new SomeScope().With("numbers", Enumerable.Range(0, 100_000).ToList());
        var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
        Evaluator.Evaluate(scope.Prepare("all(numbers, @it >= 0)"), scope, ref budget);

        var next = Evaluator.Evaluate(scope.Prepare("1 == 1"), scope, ref budget);

        Assert.IsTrue(next.IsFailed);
        Assert.AreEqual(EvaluationErrorKind.Timeout, next.Error!.Kind);
    }

    [TestMethod]
    [DataRow("""{"matches":[{"ref":"label"},"^(a+)+$"]}""")]
    [DataRow("""{"gt":[{"len":{"filter":[{"ref":"label"},{"eq":["@it","b"]}]}},0]}""")]
    public void Probe_WhoseConditionCannotEnd_SendsOneErrorWithoutValues(string condition)
    {
        using var host = new DebuggerHost(s => s with { EvaluationTimeout = TimeSpan.FromMilliseconds(50) });
        host.Apply($$$"""[{{{LogProbe("p", Method("Add"), "\"captureSnapshot\":true,\"when\":{\"dsl\":\"slow\",\"json\":" + condition + "}")}}}]""");
        var label = new string('a', 40) + "!";

        for (var i = 0; i < 3; i++)
            Assert.AreEqual(label.Length, host.Code.RunAdd(0, label));

        var hit = host.Hits.Single().Snapshot();
        Assert.IsEmpty(hit.At("captures").EnumerateObject());
        Assert.AreEqual(1, hit.At("evaluationErrors").GetArrayLength());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\"captureSnapshot\":true,")]
    [DataRow("\"evaluateAt\":\"ENTRY\",")]
    public void Probe_WhoseConditionFiltersTooMany_SendsOneErrorAndTheCallsGoOn(string more)
    {
        const string Condition = """{"gt":[{"len":{"filter":[{"getmember":[{"ref":"this"},"Numbers"]},{"lt":["@it",0]}]}},0]}""";
        using var host = new DebuggerHost();
        host.Code.Numbers = [.. Enumerable.Range(0, 100_000)];
        host.Apply($$$"""[{{{LogProbe("p", Method("Add"), more + "\"when\":{\"dsl\":\"many\",\"json\":" + Condition + "}")}}}]""");

        for (var i = 0; i < 3; i++)
            Assert.AreEqual(i + 3, host.Code.RunAdd(i, "abc"));

        var hit = host.Hits.Single().Snapshot();
        Assert.IsFalse(hit.Has("captures") && hit.At("captures").EnumerateObject().Any());
        StringAssert.Contains(hit.At("evaluationErrors")[0].At("message").GetString(), "50000");
        Assert.AreEqual(1, hit.At("evaluationErrors").GetArrayLength());
        Assert.AreEqual(2, host.Probe("p").Dropped["evaluationTimeout"]);
        Assert.AreEqual(3, host.Probe("p").Hits);
    }

    [TestMethod]
    [DataRow("len(text) == 5")]                                       // UTF-16 units
    [DataRow("contains(text, '\u00e9')")]
    [DataRow("startsWith(text, 'caf')")]
    [DataRow("!contains(text, 'e\u0301')")]                          // ordinal: no normalization
    [DataRow("text == 'caf\u00e9!'")]
    [DataRow("endsWith(text, '!')")]
    [DataRow("len(smile) == 2 && smile == '\ud83d\ude00'")]
    [DataRow("matches(smile, '^..$')")]
    [DataRow("text < smile")]                                          // by code units
    [DataRow("substring(smile, 0, 2) == smile")]
    public void Evaluate_Unicode_ComparesOrdinallyByCodeUnits(string text) =>
        Assert.AreEqual(ConditionOutcome.True, new SomeScope().With("text", "caf\u00e9!").With("smile", "\ud83d\ude00").Condition(text).Outcome, text);

    // In the JSON form there is one name for the element; the innermost predicate owns it.
    [TestMethod]
    [DataRow("""{"any":[{"ref":"rows"},{"any":["@it",{"eq":["@it",4]}]}]}""", true)]
    [DataRow("""{"all":[{"ref":"rows"},{"any":["@it",{"gt":["@it",2]}]}]}""", false)]
    [DataRow("""{"any":[{"ref":"rows"},{"and":[{"all":["@it",{"gt":["@it",2]}]},{"eq":[{"len":"@it"},2]}]}]}""", true)]
    [DataRow("""{"any":[{"ref":"map"},{"and":[{"any":[{"ref":"rows"},{"eq":[{"len":"@it"},2]}]},{"eq":["@key","a"]}]}]}""", true)]
    [DataRow("""{"any":[{"filter":[{"ref":"rows"},{"any":["@it",{"eq":["@it",1]}]}]},{"eq":[{"index":["@it",1]},2]}]}""", true)]
    public void Predicate_WithinAPredicate_ShadowsItsElementAndGivesItBack(string json, bool expected)
    {
        var scope = new SomeScope()
            .With("rows", new List<int[]> { new[] { 1, 2 }, new[] { 3, 4 } })
            .With("map", new Dictionary<string, int> { ["a"] = 1 });

        Assert.AreEqual(expected ? ConditionOutcome.True : ConditionOutcome.False, scope.ConditionOf(json).Outcome);
    }

    private sealed class CountingComparer : IEqualityComparer<string>
    {
        public int Calls { get; set; }

        public bool Equals(string? x, string? y)
        {
            Calls++;
            return string.Equals(x, y, StringComparison.OrdinalIgnoreCase);
        }

        public int GetHashCode(string obj)
        {
            Calls++;
            return StringComparer.OrdinalIgnoreCase.GetHashCode(obj);
        }
    }
}
