using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class JsonReaderTests
{
    [TestMethod]
    public void Read_AllKinds_KeepsValuesAndPositions()
    {
        var root = JsonReader.Read("{\n  \"a\": [1, -2.5e3, \"x\\u0041\\n\", true, false, null]\n}");

        var array = root.Find("a")!;
        Assert.AreEqual(JsonKind.Array, array.Kind);
        Assert.AreEqual(2, array.Position.Line);
        Assert.AreEqual(8, array.Position.Column);
        Assert.AreEqual(9, array.Position.Offset);
        Assert.AreEqual(1L, array.Items[0].ToInt64());
        Assert.AreEqual(-2500.0, array.Items[1].ToDouble());
        Assert.AreEqual("xA\n", array.Items[2].Text);
        CollectionAssert.AreEqual(
            new[] { JsonKind.True, JsonKind.False, JsonKind.Null },
            array.Items.Skip(3).Select(item => item.Kind).ToArray());
    }

    [TestMethod]
    public void Read_CommentsAndTrailingCommas_AreAccepted()
    {
        var root = JsonReader.Read("\uFEFF// head\n[ 1, /* in\nbetween */ { \"a\": 2, }, ] // end");

        Assert.AreEqual(2, root.Items.Count);
        Assert.AreEqual(2L, root.Items[1].Find("a")!.ToInt64());
        Assert.AreEqual(3, root.Items[1].Position.Line);
    }

    [TestMethod]
    public void Find_RepeatedName_TakesTheLast() =>
        Assert.AreEqual(2L, JsonReader.Read("{\"a\":1,\"a\":2}").Find("a")!.ToInt64());

    [TestMethod]
    [DataRow("", 1, 1)]
    [DataRow("[1 2]", 1, 4)]
    [DataRow("[1,\n 01]", 2, 2)]
    [DataRow("{\"a\" 1}", 1, 6)]
    [DataRow("{a:1}", 1, 2)]
    [DataRow("[\"x\n\"]", 1, 2)]
    [DataRow("[\"\\q\"]", 1, 3)]
    [DataRow("[tru]", 1, 2)]
    [DataRow("[1] x", 1, 5)]
    [DataRow("[1.]", 1, 2)]
    [DataRow("[", 1, 2)]
    public void Read_Malformed_PointsAtTheTrouble(string text, int line, int column)
    {
        var error = Assert.ThrowsExactly<LanguageException>(() => JsonReader.Read(text)).Error;

        Assert.AreEqual(line, error.Position.Line, error.ToString());
        Assert.AreEqual(column, error.Position.Column, error.ToString());
        StringAssert.EndsWith(error.Message, ".");
    }

    [TestMethod]
    public void Read_NestedToTheLimit_IsAcceptedAndBeyondIsRefused()
    {
        Assert.AreEqual(JsonKind.Array, JsonReader.Read(new string('[', JsonReader.MaxDepth) + new string(']', JsonReader.MaxDepth)).Kind);

        var error = Assert.ThrowsExactly<LanguageException>(() => JsonReader.Read(new string('[', 100_000))).Error;
        StringAssert.Contains(error.Message, "deeper than 256 levels");
        Assert.AreEqual(JsonReader.MaxDepth + 1, error.Position.Column);
    }

    [TestMethod]
    public void Canonical_OrderAndLayoutDiffer_GivesTheSameText() =>
        Assert.AreEqual(
            JsonCanonical.Write(JsonReader.Read("{\"b\":[1,{\"y\":null,\"x\":\"\\u00e9\"}],\"a\":true}")),
            JsonCanonical.Write(JsonReader.Read("{ \"a\": true, // note\n \"b\": [1, {\"x\":\"\u00e9\", \"y\":null}] }")));
}
