using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Conformance.Tests.Running;

namespace Weaver.Conformance.Tests;

/// <summary>The runner itself: it passes nothing that is wrong, and nothing that it does not know.</summary>
[TestClass]
public sealed class RunnerTests
{
    [TestMethod]
    [DataRow("expressions", """{"mode":"value","expr":{"len":{"ref":"s"}},"env":{"s":{"type":"string","value":"abc"}},"expect":{"value":{"type":"int","value":4}}}""")]
    [DataRow("expressions", """{"mode":"value","expr":{"len":{"ref":"s"}},"env":{"s":{"type":"string","value":"abc"}},"expect":{"error":true}}""")]
    [DataRow("expressions", """{"mode":"value","expr":{"ref":"missing"},"env":{},"expect":{"error":true,"errorContains":"no such words"}}""")]
    [DataRow("expressions", """{"mode":"condition","expr":{"gt":[1,0]},"env":{},"expect":{"value":{"type":"bool","value":false}}}""")]
    [DataRow("expressions", """{"mode":"template","expr":{"ref":"s"},"env":{"s":{"type":"string","value":"abc"}},"expect":{"rendered":"abcd"}}""")]
    [DataRow("expressions", """{"mode":"value","expr":{"filter":[{"ref":"l"},{"gt":["@it",1]}]},"env":{"l":{"type":"list","elementType":"int","items":[{"type":"int","value":2},{"type":"int","value":3}]}},"expect":{"value":{"type":"list","elementType":"int","items":[{"type":"int","value":3},{"type":"int","value":2}]}}}""")]
    [DataRow("redaction", """{"kind":"identifier","input":"password","config":{},"expect":false}""")]
    [DataRow("redaction", """{"kind":"capture","input":{"name":"x","value":{"type":"int","value":1}},"config":{},"expect":{"type":"Int32","value":"2"}}""")]
    [DataRow("encoding", """{"kind":"value","limits":{},"value":{"type":"object","class":"C","fields":{"a":{"type":"int","value":1}}},"expect":{"type":"C"}}""")]
    [DataRow("encoding", """{"kind":"value","limits":{},"value":{"type":"object","class":"C","fields":{"a":{"type":"int","value":1}}},"expect":{"type":"C","fields":{"a":{"type":"Int32","value":"1"},"b":"*"}}}""")]
    [DataRow("encoding", """{"kind":"value","limits":{"maxCollectionSize":1},"value":{"type":"list","elementType":"int","items":[{"type":"int","value":1},{"type":"int","value":2}]},"expect":{"type":"List`1","size":2,"elements":[{"type":"Int32","value":"1"}]}}""")]
    [DataRow("probes", """{"kind":"sourceFileMatch","input":{"documents":["/src/a/b.cs"],"query":"a/b.cs"},"expect":{"match":null}}""")]
    [DataRow("ratelimit", """{"kind":"tokenBucket","input":{"ratePerSecond":9,"calls":90,"burstSeconds":1},"expect":{"allowed":10}}""")]
    public void Case_ThatExpectsSomethingElse_Fails(string file, string json) => Assert.IsTrue(Run(file, json).Shortfalls.Single().IsSupported);

    [TestMethod]
    [DataRow("expressions", """{"mode":"dance","expr":1,"env":{},"expect":{}}""")]
    [DataRow("expressions", """{"mode":"value","expr":1,"env":{},"expect":{"value":{"type":"int","value":1},"smell":"sweet"}}""")]
    [DataRow("expressions", """{"mode":"value","expr":1,"env":{},"specials":{"moon":"full"},"expect":{"value":{"type":"int","value":1}}}""")]
    [DataRow("expressions", """{"mode":"value","expr":{"ref":"x"},"env":{"x":{"type":"int","value":1,"color":"red"}},"expect":{"value":{"type":"int","value":1}}}""")]
    [DataRow("redaction", """{"kind":"smell","input":"x","config":{},"expect":true}""")]
    [DataRow("encoding", """{"kind":"value","limits":{"maxJoy":1},"value":{"type":"int","value":1},"expect":{"type":"Int32","value":"1"}}""")]
    [DataRow("encoding", """{"kind":"value","limits":{},"weather":"fine","value":{"type":"int","value":1},"expect":{"type":"Int32","value":"1"}}""")]
    [DataRow("probes", """{"kind":"parse","input":{"id":"p","type":"LOG_PROBE","where":{"typeName":"T","methodName":"M"}},"expect":{"accepted":true,"model":{"color":"red"}}}""")]
    [DataRow("ratelimit", """{"kind":"setting","input":{"name":"joy","value":"1"},"expect":{"value":1}}""")]
    public void Case_WithAKindOrKeyThatIsNotKnown_IsUnsupported(string file, string json) => Assert.IsFalse(Run(file, json).Shortfalls.Single().IsSupported);

    // Two cases may give one name to different classes, and their objects may lead back to themselves.
    [TestMethod]
    public void Cases_WithClassesOfOneName_EachGetTheirOwn()
    {
        const string First = """{"mode":"value","expr":{"instanceof":[{"ref":"o"},"shop.Order"]},"env":{"o":{"type":"object","class":"shop.Order","fields":{"Id":{"type":"int","value":1}}}},"expect":{"value":{"type":"bool","value":true}}}""";
        const string Second = """{"mode":"value","expr":{"instanceof":[{"ref":"o"},"shop.Order"]},"env":{"o":{"type":"object","class":"shop.Order","fields":{"Name":{"type":"string","value":"x"}}}},"expect":{"value":{"type":"bool","value":true}}}""";
        const string Cycle = """{"mode":"value","expr":{"len":{"index":[{"ref":"l"},0]}},"env":{"l":{"type":"list","elementType":"object","id":"a","items":[{"type":"ref","to":"a"}]}},"expect":{"value":{"type":"int","value":1}}}""";

        var report = Run("expressions", First, Second, Cycle);

        Assert.AreEqual("expressions: 3 passed, 0 failed, 0 unsupported\n", report.ToString());
    }

    [TestMethod]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"object","class":"Order","declared":"IOrder","fields":{"Id":{"type":"int","value":1}}},"expect":{"type":"Order","fields":{"Id":{"type":"Int32","value":"1"}}}}""")]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"object","class":"Box","fields":{"o":{"type":"object","class":"Big","declared":"Thing","fields":{"n":{"type":"int","value":1}}}}},"expect":{"type":"Box","fields":{"o":{"type":"Big","fields":{"n":{"type":"Int32","value":"1"}}}}}}""")]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"enum","class":"Rights","value":"Read, Write"},"expect":{"type":"Rights","value":"Read, Write"}}""")]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"lazy","created":true,"value":"x"},"expect":{"type":"Lazy`1","fields":{"IsValueCreated":{"type":"Boolean","value":"True"},"Value":{"type":"String","value":"x"}}}}""")]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"object","class":"Node","id":"n","fields":{"next":{"type":"ref","to":"n","declared":"Node"}}},"expect":{"type":"Node","fields":{"next":{"type":"Node","notCapturedReason":"depth"}}}}""")]
    [DataRow("""{"kind":"value","limits":{},"value":{"type":"dict","keyType":"Key","valueType":"decimal","entries":[[{"type":"object","class":"Key","fields":{"k":{"type":"char","value":"c"}}},{"type":"decimal","value":"12.50"}]]},"expect":{"type":"Dictionary`2","size":1,"entries":[[{"type":"Key","fields":{"k":{"type":"Char","value":"c"}}},{"type":"Decimal","value":"12.50"}]]}}""")]
    public void Value_OfAnyDescribedForm_IsMadeAndCaptured(string json) => Assert.AreEqual("encoding: 1 passed, 0 failed, 0 unsupported\n", Run("encoding", json).ToString());

    private static VectorReport Run(string file, params string[] cases) => CaseLoop.Run(
        file,
        [.. cases.Select((json, i) => new VectorCase(JsonDocument.Parse("{\"id\":\"case-" + (char)('a' + i) + "\"," + json[1..]).RootElement))],
        VectorFiles.RunnerFor(file));
}
