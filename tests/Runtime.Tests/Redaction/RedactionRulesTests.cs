using System;
using System.Collections.Generic;
using System.Security;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Redaction;

[TestClass]
public sealed class RedactionRulesTests
{
    private sealed class Secret;

    private sealed class NotSecret;

    private sealed class SecretBox<T>
    {
        public T? Value { get; set; }
    }

    [TestMethod]
    public void DefaultList_HasAllEntries_EachMatched()
    {
        Assert.HasCount(85, DefaultIdentifiers.All);
        Assert.HasCount(85, new HashSet<string>(DefaultIdentifiers.All));
        foreach (var name in DefaultIdentifiers.All)
        {
            Assert.AreEqual(name, RedactionRules.Normalize(name));
            Assert.IsTrue(RedactionRules.Default.IsRedactedName(name), name);
            Assert.IsTrue(RedactionRules.Default.IsRedactedName("_" + name.ToUpperInvariant()), name);
        }
    }

    [TestMethod]
    [DataRow("password", true)]
    [DataRow("PassWord", true)]
    [DataRow("_Pass-Wo$rd_", true)]
    [DataRow("x-api-key", true)]
    [DataRow("@token", true)]
    [DataRow("", false)]
    [DataRow("___", false)]
    [DataRow("env", false)]
    [DataRow("passwords", false)]
    [DataRow("some_prefix_password", false)]
    [DataRow("password!", false)]
    [DataRow("p@sswOrd", false)]
    public void Names_AreComparedWhole_WithoutSeparators(string name, bool expected) =>
        Assert.AreEqual(expected, RedactionRules.Default.IsRedactedName(name));

    [TestMethod]
    public void Names_OverTheLimit_AreNeverMatched()
    {
        var padding = new string('_', RedactionRules.LongestName - "password".Length);
        Assert.IsTrue(RedactionRules.Default.IsRedactedName(padding + "password"));
        Assert.IsFalse(RedactionRules.Default.IsRedactedName(padding + "_password"));
    }

    [TestMethod]
    public void Additions_JoinTheDefaults_UnderTheSameSpelling()
    {
        var rules = new RedactionRules(additions: [" Card-Holder "]);
        Assert.IsTrue(rules.IsRedactedName("cardHolder"));
        Assert.IsTrue(rules.IsRedactedName("password"));
    }

    [TestMethod]
    public void Exclusions_WinOverDefaultsAndAdditions()
    {
        var rules = new RedactionRules(additions: ["good-password", "other"], exclusions: ["GOOD_PASSWORD", "pass_word"]);
        Assert.IsFalse(rules.IsRedactedName("goodPassword"));
        Assert.IsFalse(rules.IsRedactedName("password"));
        Assert.IsTrue(rules.IsRedactedName("other"));
        Assert.IsTrue(rules.IsRedactedName("passwd"));
    }

    [TestMethod]
    public void SecureString_IsRedacted_WithAndWithoutPatterns()
    {
        Assert.IsTrue(RedactionRules.Default.IsRedactedType(typeof(SecureString)));
        Assert.IsTrue(new RedactionRules(types: ["Some.Type"]).IsRedactedType(typeof(SecureString)));
        Assert.IsFalse(RedactionRules.Default.IsRedactedType(typeof(string)));
    }

    [TestMethod]
    public void TypePatterns_MatchWholeNamesOrBeginnings()
    {
        var space = typeof(Secret).FullName![..^nameof(Secret).Length];
        var rules = new RedactionRules(types: ["System.Int32", space + "Secret*"]);
        Assert.IsTrue(rules.IsRedactedType(typeof(int)));
        Assert.IsTrue(rules.IsRedactedType(typeof(int?)));
        Assert.IsTrue(rules.IsRedactedType(typeof(Secret)));
        Assert.IsTrue(rules.IsRedactedType(typeof(SecretBox<long>)));
        Assert.IsFalse(rules.IsRedactedType(typeof(NotSecret)));
        Assert.IsFalse(rules.IsRedactedType(typeof(long)));
        Assert.IsFalse(rules.IsRedactedType(typeof(int[])));
    }

    [TestMethod]
    public void TypePattern_ThatIsNone_IsIgnored()
    {
        Assert.IsFalse(RedactionRules.IsTypePattern("Foo()"));
        Assert.IsFalse(RedactionRules.IsTypePattern(""));
        Assert.IsTrue(RedactionRules.IsTypePattern("System.Collections.Generic.List`1"));
        Assert.IsTrue(RedactionRules.IsTypePattern("A.B+C*"));
        Assert.IsTrue(RedactionRules.IsTypePattern("*.A*B"));
        Assert.IsFalse(new RedactionRules(types: ["System.Int32()"]).IsRedactedType(typeof(int)));
    }

    [TestMethod]
    [DataRow("Shop.*.Card", "Shop.Orders.Card", true)]
    [DataRow("Shop.*.Card", "Shop..Card", true)]
    [DataRow("Shop.*.Card", "Shop.Card", false)]
    [DataRow("*.Card", "Shop.Orders.Card", true)]
    [DataRow("*.Card", "Card", false)]
    [DataRow("*Card*", "Shop.GiftCards", true)]
    [DataRow("A*B*A", "ABA", true)]
    [DataRow("A*B*A", "ABBA", true)]
    [DataRow("AB*BA", "ABA", false)]
    [DataRow("*", "Anything", true)]
    [DataRow("Shop.card", "Shop.Card", false)]
    public void Stars_StandForAnyCharacters(string pattern, string name, bool expected) =>
        Assert.AreEqual(expected, TypePattern.TryCreate(pattern)!.Matches(name));

    [Sensitive]
    private interface IHidden;

    [Sensitive]
    private class Hidden;

    private sealed class Derived : Hidden;

    private sealed class Implementation : IHidden;

    [Sensitive]
    private struct HiddenValue;

    [TestMethod]
    [DataRow(typeof(Hidden))]
    [DataRow(typeof(Derived))]
    [DataRow(typeof(IHidden))]
    [DataRow(typeof(Implementation))]
    [DataRow(typeof(HiddenValue?))]
    public void MarkedTypes_AreHiddenUnderTheReasonOfNames(Type type)
    {
        Assert.AreEqual(RedactedReason.Marked, RedactionRules.Default.ReasonForType(type));
        Assert.AreEqual("redactedIdent", RedactedReason.Marked.WireName());
        Assert.AreEqual(RedactedReason.Marked, new RedactionRules(types: ["*"]).ReasonForType(type));
    }

    [TestMethod]
    public void Reason_NameAndTypeBothMatch_IsTheName()
    {
        var rules = new RedactionRules(types: ["System.Guid"]);
        Assert.AreEqual(RedactedReason.Identifier, rules.ReasonFor("password", typeof(Guid)));
        Assert.AreEqual(RedactedReason.Type, rules.ReasonFor("id", typeof(Guid)));
        Assert.AreEqual(RedactedReason.None, rules.ReasonFor("id", typeof(string)));
        Assert.AreEqual("redactedIdent", RedactedReason.Identifier.WireName());
        Assert.AreEqual("redactedType", RedactedReason.Type.WireName());
        Assert.IsNull(RedactedReason.None.WireName());
    }

    [TestMethod]
    public void LookUps_Repeated_AllocateNothing()
    {
        var rules = new RedactionRules(types: ["System.Guid"]);
        rules.ReasonFor("First_Name", typeof(string));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            rules.ReasonFor("First_Name", typeof(string));

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
