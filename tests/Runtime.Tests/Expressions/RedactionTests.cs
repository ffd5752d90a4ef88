using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Expressions;

/// <summary>What is sensitive reaches no operator and no text.</summary>
[TestClass]
public sealed class RedactionTests
{
    private const string Canary = "TOP_SECRET_VALUE";

    private static readonly SomeScope s_scope = new SomeScope
    {
        Rules = new RedactionRules(exclusions: ["cookie"], types: [typeof(Hidden).FullName!]),
    }
        .With("password", Canary).With("cookie", "shown")
        .With("user", new Dictionary<string, string> { ["password"] = Canary, ["name"] = "ann" })
        .With("holders", new Dictionary<string, Holder> { ["password"] = new() })
        .With("holder", new Holder()).With("hidden", new Hidden()).With("box", new { Inner = new Hidden() });

    [TestMethod]
    [DataRow("{password}")]
    [DataRow("{holder.apiKey}")]
    [DataRow("{user['password']}")]
    [DataRow("{user[substring('xpasswordx', 1, 9)]}")]
    [DataRow("{hidden}")]
    [DataRow("{box.Inner}")]
    [DataRow("{filter(user, @key == 'password')[0]}")]
    [DataRow("{filter(user, @key == 'password')[0].Value}")]
    [DataRow("{substring(filter(user, @key == 'password')[0].Value, 0, 3)}")]
    [DataRow("{hidden.Text}")]
    public void Render_OfASensitiveValue_IsThePlaceholder(string template) =>
        Assert.AreEqual("{redacted}", s_scope.Render(template, out _));

    [TestMethod]
    [DataRow("{user}", "{[password, {redacted}], [name, ann]}")]
    [DataRow("{holder}", "apiKey={redacted}, Name=ann, Inner={redacted}")]
    [DataRow("{cookie} {user['name']}", "shown ann")]
    [DataRow("{filter(user, true)}", "{[{redacted}, {redacted}], [name, ann]}")]
    public void Render_AroundASensitiveValue_ShowsTheRest(string template, string expected)
    {
        var text = s_scope.Render(template, out _);

        Assert.AreEqual(expected, text);
        Assert.DoesNotContain(Canary, text);
    }

    [TestMethod]
    [DataRow("any(user, @key == 'password' && @value == 'TOP_SECRET_VALUE')")]
    [DataRow("any(user, @key == 'password' && @value != 'x')")]
    [DataRow("any(user, @key == 'password' && startsWith(@value, 'TOP'))")]
    [DataRow("any(user, @key == 'password' && len(@value) > 0)")]
    [DataRow("any(user, @key == 'password' && substring(@value, 0, 3) == 'TOP')")]
    [DataRow("any(user, @key == 'password' && matches(@value, 'T'))")]
    [DataRow("hidden.Text == 'TOP_SECRET_VALUE'")]
    public void Condition_OverAHiddenValue_NeverHolds(string text)
    {
        var result = s_scope.Condition(text);

        Assert.AreEqual(ConditionOutcome.False, result.Outcome, result.Error?.Message);
        Assert.IsNull(result.Error);
    }

    [TestMethod]
    public void Condition_OverASensitiveName_IsAnErrorThatHoldsNoValue()
    {
        var result = s_scope.Condition("password == 'x'");

        Assert.AreEqual(EvaluationErrorKind.Redacted, result.Error!.Kind);
        Assert.DoesNotContain(Canary, result.Error.Message);
    }

    [TestMethod]
    public void Member_ThatCannotBeReadBehindASensitiveKey_StaysHiddenWithARemark()
    {
        var result = s_scope.Evaluate("filter(holders, @key == 'password')[0].Value.Computed");

        Assert.AreEqual(ValueKind.Redacted, result.Value.Kind);
        StringAssert.Contains(result.Error!.Message, "safely read");
        Assert.AreEqual(ConditionOutcome.False, s_scope.Condition("filter(holders, @key == 'password')[0].Value.Computed == 'x'").Outcome);
    }

    private sealed class Hidden
    {
        public string Text = Canary;
    }

    private sealed class Holder
    {
        public string apiKey = Canary;

        public string Name { get; } = "ann";

        public Hidden Inner { get; } = new();

        public string Computed => throw new AssertFailedException("A getter ran.");
    }
}
