using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;

namespace Weaver.Runtime.Tests.Expressions;

[TestClass]
public sealed class EvaluatorTests
{
    private static readonly SomeScope s_scope = new SomeScope()
        .With("this", new Cart { Name = "c" })
        .With("i", 42).With("l", 5_000_000_000L).With("ul", ulong.MaxValue).With("d", 3.5).With("f", 0.5f).With("m", 10.25m)
        .With("b", true).With("c", 'x').With("s", "hello").With("empty", "").With("none", null, typeof(string))
        .With("noGuid", null, typeof(Guid?)).With("nothing", null, typeof(object)).With("nan", double.NaN)
        .With("day", DayOfWeek.Friday).With("when", new DateTime(2020, 1, 2)).With("later", new DateTime(2021, 1, 2))
        .With("cart", new Cart { Name = "c" }).With("derived", new DerivedCart { Name = "d" }).With("other", new Cart())
        .With("ints", new[] { 1, 2, 3, 4 }).With("list", new List<string?> { "a", null, "bb" }).With("set", new HashSet<int> { 1, 2 })
        .With("queue", new Queue<int>([7, 8])).With("map", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 })
        .With("table", new Hashtable { [1] = "x" }).With("concurrent", new ConcurrentDictionary<int, string> { [1] = "x" })
        .With("grid", new int[2, 3]).With("lazy", Lazily()).With("pair", new KeyValuePair<string, int>("k", 5))
        .With("subList", new SubList { 1, 2, 3 }).With("evilList", new EvilList { 1 })
        .With("error", new InvalidOperationException("broken", new ArgumentException("inner")));

    [TestMethod]
    [DataRow("i == 42 && i != 41 && i >= 42 && i <= 42")]
    [DataRow("i < l && l > i && ul > l && i > -1 && ul > -1")]
    [DataRow("d > 3 && d < 4 && i > d && f == 0.5 && ul > d")]
    [DataRow("m == 10.25 && m > 10 && m < l && m > d && i > m")]
    [DataRow("9007199254740993 != 9007199254740992.0")]
    [DataRow("nan != nan && !(nan == nan) && !(nan > 1) && !(nan < 1)")]
    [DataRow("s == 'hello' && s < 'hellp' && s > 'Hello' && s != none")]
    [DataRow("none == null && !(i == null) && i != null && cart != null && noGuid == null")]
    [DataRow("!(nothing > 1) && !(nothing < 1)")]
    [DataRow("day == 5 && when < later && when == when && b == true && c == c")]
    [DataRow("cart == cart && cart != other && cart != s && !(cart == 'c')")]
    [DataRow("len(s) == 5 && len(ints) == 4 && len(set) == 2 && len(map) == 2 && len(queue) == 2 && len(grid) == 6 && len(subList) == 3")]
    [DataRow("isEmpty(empty) && isEmpty(none) && !isEmpty(s) && !isEmpty(set)")]
    [DataRow("contains(s, 'ell') && contains(ints, 3) && contains(list, 'bb') && contains(list, null) && contains(map, 'a') && !contains(set, 9)")]
    [DataRow("startsWith(s, 'he') && endsWith(s, 'lo') && !startsWith(s, 'HE') && matches(s, 'l+o$')")]
    [DataRow("substring(s, 1, 3) == 'el' && substring(s, 3, 99) == 'lo' && substring(s, 9, 12) == ''")]
    [DataRow("any(ints, @it > 3) && !any(ints, @it > 4) && all(ints, @it > 0) && all(filter(ints, false), false)")]
    [DataRow("len(filter(ints, @it > 2)) == 2 && filter(ints, @it > 2)[0] == 3")]
    [DataRow("any(map, @key == 'b' && @value == 2) && any(map, @it.Key == 'a' && @it.Value == 1)")]
    [DataRow("any(filter(map, @key == 'b'), @value == 2) && filter(map, @key == 'b')[0].Value == 2")]
    [DataRow("any(ints, x => any(queue, y => y == 7)) && any(table, @key == 1) && any(concurrent, @value == 'x')")]
    [DataRow("all(ints, any(list, @it == 'a') && @it > 0)")]
    [DataRow("ints[0] == 1 && list[2] == 'bb' && map['b'] == 2 && table[1] == 'x' && subList[1] == 2")]
    [DataRow("pair.Key == 'k' && pair.Value == 5")]
    [DataRow("cart.Name == 'c' && cart._count == 3 && cart.Fixed == 'const' && derived._count == 3 && derived.Name == 'd'")]
    [DataRow("Name == 'c' && _count == 3 && this._count == 3")]
    [DataRow("error.Message == 'broken' && error.InnerException.Message == 'inner'")]
    [DataRow("isDefined(i) && isDefined(cart.Name) && !isDefined(missing) && isUndefined(cart.missing) && !isDefined(@exception)")]
    [DataRow("isUndefined(nothing.x) && isDefined(nothing)")]
    [DataRow("instanceof(i, 'int') && instanceof(s, 'System.String') && !instanceof(s, 'int') && !instanceof(nothing, 'object')")]
    [DataRow("instanceof(error, System.Exception) && instanceof(ints, 'Array') && instanceof(day, 'Enum')")]
    [DataRow("instanceof(list, 'System.Collections.Generic.List`1[[System.String, mscorlib]], mscorlib')")]
    [DataRow("typeof(i) == 'System.Int32'")]
    [DataRow("true || missing == 1")]
    [DataRow("!(false && missing == 1)")]
    public void Condition_OverAllKinds_Holds(string text)
    {
        var result = s_scope.Condition(text);

        Assert.AreEqual(ConditionOutcome.True, result.Outcome, result.Error?.Message);
        Assert.IsNull(result.Error);
    }

    [TestMethod]
    [DataRow("missing == 1", EvaluationErrorKind.Unbound, "does not exist")]
    [DataRow("false || missing == 1", EvaluationErrorKind.Unbound, "does not exist")]
    [DataRow("cart.Missing", EvaluationErrorKind.Unbound, "does not exist on type")]
    [DataRow("cart.Nam", EvaluationErrorKind.Unbound, "Did you mean 'Name'?")]
    [DataRow("cart.Computed", EvaluationErrorKind.Unbound, "cannot be safely read")]
    [DataRow("cart.Initialized", EvaluationErrorKind.Unbound, "type initializer")]
    [DataRow("nothing.Name", EvaluationErrorKind.Runtime, "is null")]
    [DataRow("s > 1", EvaluationErrorKind.Unbound, "reference type cannot be compared")]
    [DataRow("b == 'true'", EvaluationErrorKind.Unbound, "reference type cannot be compared")]
    [DataRow("c == 'x'", EvaluationErrorKind.Unbound, "reference type cannot be compared")]
    [DataRow("noGuid == 'x'", EvaluationErrorKind.Unbound, "reference type cannot be compared")]
    [DataRow("b > false", EvaluationErrorKind.Unbound, "cannot be compared")]
    [DataRow("cart > other", EvaluationErrorKind.Unbound, "cannot be compared")]
    [DataRow("i && true", EvaluationErrorKind.Unbound, "true or false")]
    [DataRow("i", EvaluationErrorKind.Unbound, "must be true or false")]
    [DataRow("ints[4] == 1", EvaluationErrorKind.Runtime, "out of range")]
    [DataRow("ints[-1] == 1", EvaluationErrorKind.Runtime, "out of range")]
    [DataRow("map['z'] == 1", EvaluationErrorKind.Runtime, "key is not present")]
    [DataRow("queue[0] == 1", EvaluationErrorKind.Unbound, "IList or IDictionary")]
    [DataRow("len(i) == 1", EvaluationErrorKind.Unbound, "ICollection")]
    [DataRow("len(nothing) == 1", EvaluationErrorKind.Runtime, "null")]
    [DataRow("isEmpty(cart)", EvaluationErrorKind.Unbound, "string")]
    [DataRow("any(lazy, true)", EvaluationErrorKind.Unbound, "Source must be")]
    [DataRow("any(evilList, true)", EvaluationErrorKind.Unbound, "Source must be")]
    [DataRow("any(ints, @key == 1)", EvaluationErrorKind.Unbound, "dictionary entries")]
    [DataRow("any(ints, @it)", EvaluationErrorKind.Unbound, "true or false")]
    [DataRow("@it == 1", EvaluationErrorKind.Unbound, "only inside any, all and filter")]
    [DataRow("matches(s, '[')", EvaluationErrorKind.Runtime, "regular expression")]
    [DataRow("substring(s, -1, 2) == ''", EvaluationErrorKind.Runtime, "from 0")]
    [DataRow("startsWith(i, 'x')", EvaluationErrorKind.Unbound, "needs strings")]
    [DataRow("instanceof(s, 'Missing.Type')", EvaluationErrorKind.Unbound, "unknown type")]
    [DataRow("instanceof(s, 'string, mscorlib')", EvaluationErrorKind.Unbound, "fully qualified")]
    [DataRow("@exception == null", EvaluationErrorKind.Unbound, "did not throw")]
    public void Condition_ThatCannotBeDecided_IsAnErrorWithItsReason(string text, Enum kind, string part)
    {
        var result = s_scope.Condition(text);

        Assert.AreEqual(ConditionOutcome.Error, result.Outcome);
        Assert.AreEqual<Enum>(kind, result.Error!.Kind, result.Error.Message);
        StringAssert.Contains(result.Error.Message, part);
        Assert.AreEqual(text, result.Error.Expression);
    }

    [TestMethod]
    public void InstanceOf_EmptyName_IsFalseWithARemark()
    {
        var result = s_scope.Condition("instanceof(s, '')");

        Assert.AreEqual(ConditionOutcome.False, result.Outcome);
        StringAssert.Contains(result.Error!.Message, "type name");
    }

    [TestMethod]
    public void Capture_FilterAtTheRoot_StopsAfterTheLimit()
    {
        var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
        var result = Evaluator.EvaluateCapture(s_scope.Prepare("filter(ints, @it > 0)"), s_scope, 1, ref budget);

        var items = (FilteredItems)result.Value.Reference!;
        Assert.HasCount(1, items.Items);
        Assert.IsTrue(items.IsTruncated);
        Assert.AreEqual(2, items.Visited);
    }

    [TestMethod]
    public void Evaluate_BudgetUsedUp_TimesOutEvenATrivialExpression()
    {
        var budget = new EvaluationBudget(TimeSpan.Zero);

        var result = Evaluator.EvaluateCondition(s_scope.Prepare("b"), s_scope, ref budget);

        Assert.AreEqual(EvaluationErrorKind.Timeout, result.Error!.Kind);
        Assert.IsTrue(budget.IsExhausted);
    }

    [TestMethod]
    [DataRow("len(filter(big, @it >= 0)) > 0")]
    [DataRow("any(big, @it < 0)")]
    [DataRow("contains(big, -1)")]
    public void Evaluate_LongScan_IsCutByTheBudget(string text)
    {
        // Each look at this clock takes a millisecond, so that 50 looks are the end whatever the machine.
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var budget = new EvaluationBudget(EvaluationBudget.DefaultLimit, time);
        var scope = new SomeScope().With("big", new int[100_000]);

        var result = Evaluator.EvaluateCondition(scope.Prepare(text), scope, ref budget);

        Assert.AreEqual(EvaluationErrorKind.Timeout, result.Error!.Kind);
        Assert.AreEqual("Expression evaluation timed out.", result.Error.Message);
    }

    [TestMethod]
    public void Matches_CatastrophicPattern_IsCutByTheBudget()
    {
        var scope = new SomeScope { Limit = TimeSpan.FromMilliseconds(20) }.With("s", new string('a', 40) + "!");

        Assert.AreEqual(EvaluationErrorKind.Timeout, scope.Condition("matches(s, '^(a+)+$')").Error!.Kind);
    }

    [TestMethod]
    public void Evaluate_CollectionChangedMeanwhile_IsAnError()
    {
        var list = new LinkedList<int>([1, 2, 3]);
        var scope = new ChangingScope(list);
        var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
        var source = new SomeScope().With("list", list).With("change", 0).Prepare("any(list, @it == change)");

        var result = Evaluator.EvaluateCondition(source, scope, ref budget);

        Assert.AreEqual(ConditionOutcome.Error, result.Outcome);
        StringAssert.Contains(result.Error!.Message, nameof(InvalidOperationException));
    }

    private static IEnumerable<int> Lazily()
    {
        Assert.Fail("The enumerator ran.");
        yield break;
    }

    private sealed class ChangingScope(LinkedList<int> list) : IEvaluationScope
    {
        public bool TryLoad(Weaver.Language.SiteVariable variable, out Value value)
        {
            value = Value.OfObject(list);
            if (variable.Name == "change")
            {
                list.AddLast(9);
                value = Value.Of(0);
            }

            return true;
        }
    }

    private class Cart
    {
        public const string Fixed = "const";

        public static readonly string Initialized = Environment.NewLine;

        private readonly int _count = 3;

        public string? Name { get; set; }

        public int Computed => throw new AssertFailedException("A getter ran.");

        public override bool Equals(object? obj) => throw new AssertFailedException("Equals ran.");

        public override int GetHashCode() => _count;

        public override string ToString() => throw new AssertFailedException("ToString ran.");
    }

    private sealed class DerivedCart : Cart;

    private sealed class SubList : List<int>
    {
        public new int this[int index] => throw new AssertFailedException("The indexer ran.");
    }

    private sealed class EvilList : List<object>, IEnumerable
    {
        IEnumerator IEnumerable.GetEnumerator() => throw new AssertFailedException("The enumerator ran.");
    }
}
