using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class ProbeFileReaderTests
{
    private const string Where = "\"where\":{\"typeName\":\"Shop.Orders\",\"methodName\":\"Place\"}";

    [TestMethod]
    public void Read_FullLogProbe_GivesTheWholeModel()
    {
        var probe = Single("""
            { "id": "p1", "version": 2, "type": "LOG_PROBE", "language": "dotnet", "tags": ["env:prod", "a:b:c"],
              "where": { "typeName": "Shop.OrderService", "methodName": "Place", "signature": "(Shop.Order, System.Collections.Generic.List<System.Int32>)" },
              "evaluateAt": "EXIT",
              "when": { "dsl": "@duration > 200", "json": { "gt": [ { "ref": "@duration" }, 200 ] } },
              "template": "took {@duration}",
              "segments": [ { "str": "took " }, { "dsl": "@duration", "json": { "ref": "@duration" } } ],
              "captureSnapshot": true,
              "capture": { "maxReferenceDepth": 1, "maxLength": -1, "maxFieldCount": 0 },
              "sampling": { "snapshotsPerSecond": 0.5 }, "future": [1] }
            """);

        Assert.AreEqual("p1", probe.Id);
        Assert.AreEqual(2, probe.Version);
        Assert.AreEqual("prod", probe.FindTag("env"));
        Assert.AreEqual("b:c", probe.FindTag("a"));
        Assert.IsNull(probe.FindTag("version"));
        Assert.AreEqual("Shop.OrderService.Place", probe.Location.ToString());
        CollectionAssert.AreEqual(
            new[] { "Shop.Order", "System.Collections.Generic.List[System.Int32]" }, probe.Location.ParameterTypes()!.ToArray());
        Assert.AreEqual(EvaluateAt.Exit, probe.Timing);
        Assert.AreEqual("@duration > 200", probe.When!.Text);
        Assert.AreEqual("@duration > 200", probe.When.Expression!.ToString());
        Assert.AreEqual("took ", probe.Segments[0].Text);
        Assert.AreEqual("@duration", probe.Segments[1].Expression!.Text);
        Assert.IsTrue(probe.CaptureSnapshot);
        Assert.AreEqual(1, probe.Capture.MaxReferenceDepth);
        Assert.IsNull(probe.Capture.MaxLength);
        Assert.AreEqual(0, probe.Capture.MaxFieldCount);
        Assert.IsNull(probe.Capture.MaxCollectionSize);
        Assert.AreEqual(0.5, probe.Rate);
    }

    [TestMethod]
    public void Read_LineProbe_AcceptsTextAndNumber()
    {
        foreach (var line in new[] { "\"71\"", "71" })
        {
            var probe = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"where\":{\"typeName\":null,\"sourceFile\":\"src\\\\A.cs\",\"lines\":[" + line + "]}}");

            Assert.IsTrue(probe.Location.IsLine);
            Assert.AreEqual(71, probe.Location.Line);
            Assert.AreEqual("src\\A.cs", probe.Location.SourceFile);
        }
    }

    [TestMethod]
    [DataRow("", 5000.0)]
    [DataRow(",\"captureSnapshot\":true", 1.0)]
    [DataRow(",\"captureExpressions\":[{\"name\":\"a\",\"expr\":{\"json\":{\"ref\":\"a\"}}},{\"name\":\"\",\"expr\":{\"json\":1}}]", 1.0)]
    [DataRow(",\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":7}", 7.0)]
    public void Rate_WithoutSampling_DependsOnWhatIsCaptured(string extra, double rate) =>
        Assert.AreEqual(rate, Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\"," + Where + extra + "}").Rate);

    [TestMethod]
    public void Read_MethodAndSourceFile_StandsAtTheMethodWithAWarning()
    {
        var probe = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"where\":{\"typeName\":\"T\",\"methodName\":\"M\",\"sourceFile\":\"a.cs\",\"lines\":[\"1\"]}}");

        Assert.IsFalse(probe.Location.IsLine);
        StringAssert.Contains(probe.Warnings.Single(), "a.cs");
    }

    [TestMethod]
    public void Read_OldNamesOfThePlace_AreAccepted()
    {
        var probe = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"where\":{\"type\":\"T\",\"method\":\"M\"},\"evaluateAt\":\"DEFAULT\"}");

        Assert.AreEqual("T.M", probe.Location.ToString());
        Assert.AreEqual(EvaluateAt.Default, probe.EvaluateAt);
        Assert.AreEqual(EvaluateAt.Exit, probe.Timing);
    }

    [TestMethod]
    [DataRow("{\"id\":\"x\"}", ProbeErrorCode.InvalidProbe, "x", "type")]
    [DataRow("{}", ProbeErrorCode.InvalidProbe, "", "type and id")]
    [DataRow("1", ProbeErrorCode.InvalidProbe, "", "object")]
    [DataRow("{\"type\":\"LOG_PROBE\"," + Where + "}", ProbeErrorCode.InvalidProbe, "", "\"id\"")]
    [DataRow("{\"id\":\"x\",\"type\":\"UNKNOWN_PROBE\"}", ProbeErrorCode.UnsupportedType, "x", "unsupported probe type")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\"}", ProbeErrorCode.InvalidProbe, "x", "where")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\",\"where\":{}}", ProbeErrorCode.InvalidProbe, "x", "neither")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\",\"where\":{\"methodName\":\"M\"}}", ProbeErrorCode.InvalidProbe, "x", "typeName")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\",\"where\":{\"sourceFile\":\"a.cs\",\"lines\":[\"x\"]}}", ProbeErrorCode.InvalidLineNumber, "x", "whole number")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\",\"where\":{\"sourceFile\":\"a.cs\",\"lines\":[1,2]}}", ProbeErrorCode.InvalidLineNumber, "x", "2 lines")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\",\"where\":{\"sourceFile\":\"a.cs\"}}", ProbeErrorCode.InvalidLineNumber, "x", "no line")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\"," + Where + ",\"evaluateAt\":\"SOMETIMES\"}", ProbeErrorCode.InvalidProbe, "x", "evaluateAt")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\"," + Where + ",\"segments\":[{}]}", ProbeErrorCode.InvalidProbe, "x", "segment")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\"," + Where + ",\"captureSnapshot\":\"yes\"}", ProbeErrorCode.InvalidProbe, "x", "captureSnapshot")]
    [DataRow("{\"id\":\"x\",\"type\":\"LOG_PROBE\"," + Where + ",\"version\":\"1\"}", ProbeErrorCode.InvalidProbe, "x", "version")]
    public void Read_MalformedEntry_IsAnErrorAndHurtsNoOther(string entry, Enum code, string id, string part)
    {
        var result = ProbeFileReader.Read("[\n" + entry + ",\n{\"id\":\"good\",\"type\":\"LOG_PROBE\"," + Where + "}]");

        Assert.AreEqual("good", result.Probes.Single().Id);
        var error = result.Errors.Single();
        Assert.AreEqual<Enum>(code, error.Code);
        Assert.AreEqual(id, error.ProbeId);
        Assert.AreEqual(2, error.Position.Line);
        StringAssert.Contains(error.Message, part);
    }

    [TestMethod]
    public void Read_ConditionThatDoesNotParse_IsAnErrorWithPathPositionAndTheProbe()
    {
        var result = ProbeFileReader.Read("""
            [ { "id": "p", "version": 3, "type": "LOG_PROBE", "where": { "typeName": "T", "methodName": "M" },
                "when": { "dsl": "bad", "json": { "and": [ true, { "unknown_op": [] } ] } } } ]
            """);

        var error = result.Errors.Single();
        Assert.AreEqual(ProbeErrorCode.InvalidExpression, error.Code);
        Assert.AreEqual(3, error.Version);
        Assert.AreEqual(2, error.Position.Line);
        StringAssert.Contains(error.Message, "unknown_op");
        StringAssert.Contains(error.Message, "and[1]");
        Assert.IsNull(((LogProbe)error.Probe!).When!.Expression);
        Assert.AreEqual(0, result.Probes.Count);
    }

    [TestMethod]
    public void Read_DuplicateId_FirstWinsAndTheLaterIsAnError()
    {
        var result = ProbeFileReader.Read("[{\"id\":\"d\",\"type\":\"LOG_PROBE\",\"template\":\"First\"," + Where + "},\n{\"id\":\"d\",\"type\":\"LOG_PROBE\",\"template\":\"Second\"," + Where + "}]");

        Assert.AreEqual("First", ((LogProbe)result.Probes.Single()).Template);
        Assert.AreEqual(ProbeErrorCode.DuplicateId, result.Errors.Single().Code);
        Assert.AreEqual(2, result.Errors.Single().Position.Line);
    }

    [TestMethod]
    public void Read_OtherLanguage_IsSkippedAndNoError()
    {
        var result = ProbeFileReader.Read("[{\"id\":\"j\",\"language\":\"java\",\"type\":\"LOG_PROBE\"}]");

        Assert.AreEqual(0, result.Probes.Count + result.Errors.Count);
        Assert.AreEqual("j", result.Skipped.Single().ProbeId);
        StringAssert.Contains(result.Skipped.Single().Reason, "java");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  \n")]
    [DataRow("{}")]
    [DataRow("[")]
    public void Read_NoProbeFile_IsAFileErrorWithoutProbes(string text)
    {
        var result = ProbeFileReader.Read(text);

        Assert.IsNotNull(result.FileError);
        Assert.AreEqual(0, result.Probes.Count + result.Errors.Count);
    }

    [TestMethod]
    public void Read_EmptyArray_IsAFileWithoutProbes()
    {
        var result = ProbeFileReader.Read("[]");

        Assert.IsNull(result.FileError);
        Assert.AreEqual(0, result.Probes.Count);
    }

    [TestMethod]
    public void ContentEquals_LayoutDiffers_IsTrueAndAnyFieldMakesItFalse()
    {
        var one = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"version\":1," + Where + "}");
        var other = Single("{ \"version\": 1, // same\n \"type\":\"LOG_PROBE\", \"id\":\"p\"," + Where + "}");
        var later = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"version\":2," + Where + "}");
        var deeper = Single("{\"id\":\"p\",\"type\":\"LOG_PROBE\",\"version\":1," + Where + ",\"capture\":{\"maxLength\":9}}");

        Assert.IsTrue(one.ContentEquals(other));
        Assert.IsFalse(one.ContentEquals(later));
        Assert.IsFalse(one.ContentEquals(deeper));
    }

    [TestMethod]
    public void Read_ShortForm_GivesTheSameModel()
    {
        var probe = Single("""
            { "id": "slow", "at": "Shop.OrderService.PlaceAsync(System.Int32)", "when": "order.Total > 1000 && @duration > 250",
              "log": "slow {{x}} {order.Id} took {@duration} ms", "snapshot": true,
              "limits": { "perSecond": 2, "hits": 500, "expires": "2h", "items": 7 } }
            """);

        Assert.AreEqual("Shop.OrderService", probe.Location.TypeName);
        Assert.AreEqual("PlaceAsync", probe.Location.MethodName);
        Assert.AreEqual("System.Int32", probe.Location.ParameterTypes()!.Single());
        Assert.AreEqual("order.Total > 1000 && @duration > 250", probe.When!.Expression!.ToString());
        CollectionAssert.AreEqual(
            new[] { "slow {x} ", "order.Id", " took ", "@duration", " ms" },
            probe.Segments.Select(segment => segment.Expression?.Text ?? segment.Text).ToArray());
        Assert.IsTrue(probe.CaptureSnapshot);
        Assert.AreEqual(2.0, probe.Rate);
        Assert.AreEqual(500, probe.MaxHits);
        Assert.AreEqual(TimeSpan.FromHours(2), probe.Lifetime);
        Assert.AreEqual(7, probe.Capture.MaxCollectionSize);
    }

    [TestMethod]
    [DataRow("src/Orders/OrderService.cs:71", "src/Orders/OrderService.cs", 71)]
    [DataRow("C:\\\\src\\\\A.cs:9", "C:\\src\\A.cs", 9)]
    public void Read_ShortFormAtALine_SplitsPathAndLine(string at, string file, int line)
    {
        var probe = Single("{\"id\":\"p\",\"at\":\"" + at + "\"}");

        Assert.AreEqual(file, probe.Location.SourceFile);
        Assert.AreEqual(line, probe.Location.Line);
    }

    [TestMethod]
    public void Read_ShortFormAtAConstructor_KeepsItsName()
    {
        var probe = Single("{\"id\":\"p\",\"at\":\"Shop.Order..ctor\"}");

        Assert.AreEqual("Shop.Order", probe.Location.TypeName);
        Assert.AreEqual(".ctor", probe.Location.MethodName);
    }

    [TestMethod]
    [DataRow("{\"id\":\"p\",\"at\":\"Place\"}", ProbeErrorCode.InvalidProbe)]
    [DataRow("{\"id\":\"p\",\"at\":\"src/A.cs\"}", ProbeErrorCode.InvalidLineNumber)]
    [DataRow("{\"id\":\"p\",\"at\":\"T.M\",\"log\":\"{a\"}", ProbeErrorCode.InvalidProbe)]
    [DataRow("{\"id\":\"p\",\"at\":\"T.M\",\"log\":\"{a b}\"}", ProbeErrorCode.InvalidExpression)]
    [DataRow("{\"id\":\"p\",\"at\":\"T.M\",\"when\":\"a = 1\"}", ProbeErrorCode.InvalidExpression)]
    [DataRow("{\"id\":\"p\",\"at\":\"T.M\",\"limits\":{\"expires\":\"soon\"}}", ProbeErrorCode.InvalidProbe)]
    public void Read_ShortFormWithATrouble_IsAnErrorOfThatProbe(string entry, Enum code) =>
        Assert.AreEqual<Enum>(code, ProbeFileReader.Read("[" + entry + "]").Errors.Single().Code);

    [TestMethod]
    [DataRow("", null)]
    [DataRow("()", null)]
    [DataRow(" ( ) ", null)]
    [DataRow("A<B,C>, D", "A[B,C];D")]
    [DataRow("A<B", null)]
    [DataRow("<>c", "<>c")]
    public void ParameterTypes_OfASignature_SplitOutsideGenerics(string signature, string? expected)
    {
        var types = ProbeLocation.Method("T", "M", signature).ParameterTypes();

        Assert.AreEqual(expected, types is null ? null : string.Join(";", types));
    }

    private static LogProbe Single(string json)
    {
        var result = ProbeFileReader.Read("[" + json + "]");
        Assert.AreEqual(0, result.Errors.Count, string.Join(" ", result.Errors));
        return (LogProbe)result.Probes.Single();
    }
}
