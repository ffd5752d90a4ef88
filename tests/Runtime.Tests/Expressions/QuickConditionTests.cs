using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Frames;
using Weaver.Language;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Expressions;

[TestClass]
public sealed class QuickConditionTests
{
    private static readonly string[] s_names = ["flag", "letter", "tiny", "small", "whole", "large", "huge", "part", "real", "price", "day", "text", "person", "other", "boxed", "maybe"];

    private static readonly SiteVariable[] s_variables =
    [
        .. Array.ConvertAll(s_names, name => new SiteVariable(name, SiteVariableKind.Argument, Array.IndexOf(s_names, name), "")),
        new("@return", SiteVariableKind.Return, 4, "System.Int32"),
        SiteVariable.Duration,
    ];

    private static readonly string[] s_operators = ["==", "!=", ">", ">=", "<", "<="];

    private static readonly string[] s_literals = ["0", "1", "-1", "3", "65", "2.5", "-0.5", "9007199254740993", "1e300", "true", "false", "null", "''", "'ann'", "'bob'"];

    [TestMethod]
    public void Comparison_OfEverythingWithEverything_AnswersLikeTheEvaluator()
    {
        List<string> operands = [.. s_names, "person.Name", "person.Age", "person.Next", "person.Next.Age", "person.Next.Next.Age", "person.Weight", "other.Name", "boxed.Name", "@return", "@duration"];
        var (asked, known) = (0, 0);
        foreach (var left in operands)
        {
            foreach (var op in s_operators)
            {
                foreach (var right in (List<string>)[.. s_literals, "whole", "real", "text", "person.Age"])
                {
                    foreach (var text in (string[])[$"{left} {op} {right}", $"{right} {op} {left}"])
                    {
                        for (var seed = 0; seed < 3; seed++)
                        {
                            asked++;
                            known += Check(text, new Values(seed)) ? 1 : 0;
                        }
                    }
                }
            }
        }

        Assert.IsGreaterThan(asked / 4, known, "The usual forms have a short way.");
    }

    [TestMethod]
    [DataRow("flag")]
    [DataRow("!flag && whole > 2 || text == 'ann'")]
    [DataRow("person.IsMember && person.Name != 'x'")]
    [DataRow("!(person.Next == null) && (day == 2 || price < 10)")]
    [DataRow("whole > 2 && text")]
    [DataRow("person.Missing == 1 || flag")]
    [DataRow("person.Secret == 'x'")]
    [DataRow("len(text) > 1")]
    [DataRow("@duration > 12 && @return >= 0")]
    public void Condition_OfSeveralParts_AnswersLikeTheEvaluator(string text)
    {
        for (var seed = 0; seed < 3; seed++)
            Check(text, new Values(seed));
    }

    [TestMethod]
    [DataRow("whole == -1")]
    [DataRow("person.Name == 'nobody'")]
    [DataRow("price > 1000 && person.Age < 200")]
    [DataRow("day == 6 || large < -5 || text == 'x'")]
    public void Test_OfAUsualForm_KnowsTheAnswerAndAllocatesNothing(string text)
    {
        var condition = QuickCondition.TryCreate(Prepare(text, RedactionRules.Default))!;
        var values = new Values(0);
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(QuickAnswer.False, values.Ask(condition));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            values.Ask(condition);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("person.Paid", "person.Next.Paid")]
    [DataRow("person.Paid", "whole")]
    [DataRow("person.Paid", "price")]
    [DataRow("person.Paid", "2.5")]
    [DataRow("person.Paid", "1e300")]
    [DataRow("person.Born", "person.Next.Born")]
    [DataRow("person.Since", "person.Next.Since")]
    [DataRow("person.Took", "person.Next.Took")]
    [DataRow("person.Day", "person.Next.Day")]
    [DataRow("person.Hour", "person.Next.Hour")]
    [DataRow("person.Key", "person.Next.Key")]
    [DataRow("person.Key", "person.Born")]
    [DataRow("person.Born", "person.Since")]
    public void Struct_OfTheFramework_IsComparedLikeTheEvaluatorWithoutABox(string left, string right)
    {
        foreach (var op in s_operators)
        {
            foreach (var text in (string[])[$"{left} {op} {right}", $"{right} {op} {left}", $"{left} {op} {left}"])
            {
                var values = new Values(0);
                if (!Check(text, values))
                {
                    Assert.AreEqual(ConditionOutcome.Error, values.Evaluate(Prepare(text, RedactionRules.Default)).Outcome, text);
                    continue;
                }

                var condition = QuickCondition.TryCreate(Prepare(text, RedactionRules.Default))!;
                values.Ask(condition);
                var before = GC.GetAllocatedBytesForCurrentThread();
                values.Ask(condition);
                Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before, text);
            }
        }
    }

    [TestMethod]
    [DataRow("person.Name == 'ann'")]
    [DataRow("person != null")]
    public void Object_OfASensitiveType_IsLeftToTheEvaluator(string text)
    {
        var rules = new RedactionRules(types: [typeof(Person).FullName!]);
        var values = new Values(0);

        Assert.AreEqual(QuickAnswer.Unknown, values.Ask(QuickCondition.TryCreate(Prepare(text, rules))!));
        Assert.AreEqual(ConditionOutcome.False, values.Evaluate(Prepare(text, rules)).Outcome);
    }

    [TestMethod]
    public void Member_OfManyTypesInTurn_StaysRight()
    {
        var prepared = Prepare("boxed.Name == 'ann'", RedactionRules.Default);
        var condition = QuickCondition.TryCreate(prepared)!;
        var values = new Values(0);
        for (var i = 0; i < 1000; i++)
        {
            values.Boxed = (i % 3) switch { 0 => new Person { Name = "ann" }, 1 => new Pet { Name = "rex" }, _ => new { Name = "ann" } };
            var expected = i % 3 == 1 ? QuickAnswer.False : QuickAnswer.True;
            if (values.Ask(condition) is not QuickAnswer.Unknown and var answer)
                Assert.AreEqual(expected, answer);
        }
    }

    // True when there was a quick answer.
    private static bool Check(string text, Values values)
    {
        if (ExpressionText.Parse(text, default) is not { Expression: not null } source)
            return false;

        var prepared = PreparedExpression.Create(source, s_variables, types: null, RedactionRules.Default);
        if (QuickCondition.TryCreate(prepared) is not { } condition)
            return false;

        var answer = values.Ask(condition);
        if (answer == QuickAnswer.Unknown)
            return false;

        var result = values.Evaluate(prepared);
        Assert.AreEqual(result.Outcome, answer == QuickAnswer.True ? ConditionOutcome.True : ConditionOutcome.False, text + ": " + result.Error?.Message);
        return true;
    }

    private static PreparedExpression Prepare(string text, RedactionRules rules) => PreparedExpression.Create(ExpressionText.Parse(text, default), s_variables, types: null, rules);

    private class Person
    {
        public bool IsMember = true;
        public string? Secret = "s";
        public double Weight = double.NaN;
        public decimal Paid = 3;
        public DateTime Born = new(2000, 2, 29, 0, 0, 0, DateTimeKind.Utc);
        public DateTimeOffset Since = new(2000, 2, 29, 1, 0, 0, TimeSpan.FromHours(1));
        public TimeSpan Took = TimeSpan.FromSeconds(3);
        public DateOnly Day = new(2000, 2, 29);
        public TimeOnly Hour = new(3, 0);
        public Guid Key = new("00000000-0000-0000-0000-000000000003");

        public string? Name { get; set; }

        public int Age { get; set; }

        public Person? Next { get; set; }
    }

    private sealed class Pet
    {
        public int Legs = 4;

        public string? Name { get; set; }
    }

    /// <summary>Variables of a method; the seed says which values they have.</summary>
    private sealed unsafe class Values(int seed)
    {
        private bool _flag = seed == 1;
        private char _letter = seed == 0 ? 'A' : (char)0;
        private sbyte _tiny = (sbyte)(seed - 1);
        private ushort _small = (ushort)(seed == 2 ? 65 : 3);
        private int _whole = seed == 0 ? 3 : seed == 1 ? int.MinValue : 0;
        private long _large = seed == 0 ? 9007199254740993 : seed;
        private ulong _huge = seed == 0 ? ulong.MaxValue : 1;
        private float _part = seed == 0 ? 2.5f : seed == 1 ? float.NaN : -0.0f;
        private double _real = seed == 0 ? 2.5 : seed == 1 ? double.NaN : double.PositiveInfinity;
        private decimal _price = seed == 0 ? 2.5m : seed;
        private DayOfWeek _day = (DayOfWeek)seed;
        private string? _text = seed == 0 ? "ann" : seed == 1 ? "" : null;
        private Person? _person = seed == 2 ? null : new Person { Name = seed == 0 ? "ann" : null, Age = 65, Next = seed == 0 ? Another() : null };
        private Pet? _other = seed == 1 ? null : new Pet { Name = "bob" };
        private int? _maybe = seed == 0 ? 3 : null;

        public object? Boxed = seed == 0 ? 3 : seed == 1 ? new Person { Name = "bob" } : "ann";

        private static Person Another() => new()
        {
            Age = 3,
            Paid = 2.5m,
            Born = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Local),
            Since = new DateTimeOffset(2000, 2, 29, 0, 0, 0, TimeSpan.Zero),
            Took = TimeSpan.FromSeconds(4),
            Day = new DateOnly(2001, 1, 1),
            Hour = new TimeOnly(4, 0),
            Key = new Guid("00000000-0000-0000-0000-000000000004"),
        };

        public QuickAnswer Ask(QuickCondition condition)
        {
            var frame = Frame();
            return condition.Test(new FrameView(Shape<Frame<bool, char, sbyte, ushort, int, long, ulong, float, double, decimal, DayOfWeek, string?, Person?, Pet?, object?, int?>>.Instance, &frame, null), seed != 1, 12.5);
        }

        public ConditionResult Evaluate(PreparedExpression condition)
        {
            var frame = Frame();
            var view = new FrameView(Shape<Frame<bool, char, sbyte, ushort, int, long, ulong, float, double, decimal, DayOfWeek, string?, Person?, Pet?, object?, int?>>.Instance, &frame, null);
            var budget = new EvaluationBudget(TimeSpan.FromMinutes(1));
            var scope = new FrameScope(view) { HasReturned = seed != 1, DurationMilliseconds = 12.5 };
            return Evaluator.EvaluateCondition(condition, in scope, ref budget);
        }

        private Frame<bool, char, sbyte, ushort, int, long, ulong, float, double, decimal, DayOfWeek, string?, Person?, Pet?, object?, int?> Frame() =>
            new(ref _flag, ref _letter, ref _tiny, ref _small, ref _whole, ref _large, ref _huge, ref _part, ref _real, ref _price, ref _day, ref _text, ref _person, ref _other, ref Boxed, ref _maybe);
    }
}
