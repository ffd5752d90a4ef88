using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;

namespace Weaver.Runtime.Tests.Debugging;

/// <summary>What does not parse is an ERROR without events; what does not bind is armed, and its status says what is wrong. In every kind of probe.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ExpressionStatusTests
{
    private const string Unparsable = "a == ";
    private const string Unbindable = "@it == 1";

    /// <summary>Each place of an expression in each kind of probe, with a star where the expression stands.</summary>
    public static IEnumerable<object[]> Places =>
    [
        ["\"log\": \"x\", \"when\": \"*\""],
        ["\"log\": \"x {*}\""],
        ["\"snapshot\": true, \"when\": \"*\""],
        ["\"capture\": { \"v\": \"*\" }"],
        ["\"capture\": { \"v\": { \"value\": \"*\", \"depth\": 1 } }"],
        ["\"count\": \"c\", \"when\": \"*\""],
        ["\"histogram\": \"h\", \"value\": \"*\""],
        ["\"span\": true, \"when\": \"*\""],
        ["\"decorate\": { \"t\": \"x\" }, \"when\": \"*\""],
        ["\"decorate\": { \"t\": \"x {*}\" }"],
        ["\"decorate\": [ { \"when\": \"*\", \"tags\": { \"t\": \"x\" } } ]"],
        ["\"trigger\": \"s\", \"when\": \"*\""],
    ];

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void Expression_ThatDoesNotParse_IsAnErrorWithItsPlaceAndGivesNoEvent(string keys)
    {
        using var host = new DebuggerHost();
        var file = File(keys, Unparsable);
        host.Apply(file);
        host.Code.RunAdd(1, "x");

        var probe = host.Probe("p");
        Assert.AreEqual("ERROR", probe.Status);
        StringAssert.Contains(probe.Message, $"The expression \"{Unparsable}\" of probe \"p\" does not parse: Found the end where a value is expected.");
        StringAssert.Contains(probe.Message, $"(line 1, column {file.IndexOf(Unparsable, System.StringComparison.Ordinal) + Unparsable.Length + 1})");
        Assert.IsEmpty(host.Hits);
        Assert.IsTrue(WovenCode.AllGates.All(static gate => gate == 0), "Nothing is armed.");
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void Expression_ThatDoesNotBind_IsArmedWithTheProblemInItsStatus(string keys)
    {
        using var host = new DebuggerHost();
        host.Apply(File(keys, Unbindable));

        var probe = host.Probe("p");
        Assert.AreEqual("INSTALLED", probe.Status, probe.Message);
        StringAssert.Contains(probe.Message, "'@it' does not exist here.");
        Assert.AreEqual(1, WovenCode.AllGates[WovenCode.Add]);
    }

    [TestMethod]
    [DynamicData(nameof(Places))]
    public void Expression_ThatFits_IsArmedWithoutComplaint(string keys)
    {
        using var host = new DebuggerHost();
        host.Apply(File(keys, "a == 1"));

        var probe = host.Probe("p");
        Assert.AreEqual("INSTALLED", probe.Status, probe.Message);
        Assert.AreEqual("Installed at Sample.Calculator.Add.", probe.Message);
    }

    [TestMethod]
    public void Problems_ByTheHundred_AreToldInPart()
    {
        using var host = new DebuggerHost();
        host.Apply(File("\"log\": \"" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{{'a'.member{i}}}")) + "\"", ""));

        var message = host.Probe("p").Message;
        StringAssert.EndsWith(message, "There are 84 more problems.");
        Assert.IsLessThan(4000, message.Length);
    }

    private static string File(string keys, string expression) =>
        "[{ \"id\": \"p\", \"at\": \"Calculator.Add(int, string)\", " + keys.Replace("*", expression, System.StringComparison.Ordinal) + " }]";
}
