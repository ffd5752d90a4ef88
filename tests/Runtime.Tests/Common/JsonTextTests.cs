using System;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Common;

namespace Weaver.Runtime.Tests.Common;

[TestClass]
public sealed class JsonTextTests
{
    [TestMethod]
    [DataRow(0.0, "0")]
    [DataRow(0.000001, "0.000001")]
    [DataRow(0.0000004, "0")]
    [DataRow(231.4, "231.4")]
    [DataRow(1.0000016, "1.000002")]
    [DataRow(-2.5, "-2.5")]
    [DataRow(123456789.25, "123456789.25")]
    [DataRow(1e300, "1E+300")]
    [DataRow(double.NaN, "\"NaN\"")]
    public void Millionths_OfANumber_HasSixDigitsAtMost(double value, string expected)
    {
        using var json = new JsonText();
        json.Millionths(value);
        Assert.AreEqual(expected, json.ToString());
    }

    [TestMethod]
    public void Exchange_GivesTheTextAwayAndGoesOnEmpty()
    {
        using var json = new JsonText();
        json.Number(12);
        var buffer = json.Exchange(new byte[16], out var length);
        json.Number(3);

        Assert.AreEqual("12", System.Text.Encoding.UTF8.GetString(buffer, 0, length));
        Assert.AreEqual("3", json.ToString());
    }

    [TestMethod]
    public void Members_OfEveryKind_ParseBack()
    {
        using var json = new JsonText();
        json.BeginObject();
        json.Name("text");
        json.String("a\"b");
        json.Name("literal"u8);
        json.String("x"u8);
        json.Name("number"u8);
        json.Number(-42);
        json.Name("fraction"u8);
        json.Number(0.1);
        json.Name("endless"u8);
        json.Number(double.PositiveInfinity);
        json.Name("yes"u8);
        json.Boolean(true);
        json.Name("none"u8);
        json.String((string?)null);
        json.Name("list"u8);
        json.BeginArray();
        json.Number(1UL);
        json.BeginObject();
        json.EndObject();
        json.Raw("[2,3]"u8);
        json.EndArray();
        json.Name("when"u8);
        json.Text(new TimeSpan(1, 2, 3));
        json.EndObject();

        Assert.AreEqual(
            """{"text":"a\"b","literal":"x","number":-42,"fraction":0.1,"endless":"Infinity","yes":true,"none":null,"list":[1,{},[2,3]],"when":"01:02:03"}""",
            json.ToString());
        Assert.AreEqual("a\"b", JsonDocument.Parse(json.WrittenMemory).RootElement.GetProperty("text").GetString());
    }

    [TestMethod]
    public void Strings_OfEveryUtf16Unit_ParseBack()
    {
        for (var block = 0; block < 256; block++)
        {
            var text = string.Concat(Enumerable.Range(block * 256, 256).Select(unit => char.ToString((char)unit) + "|"));
            using var json = new JsonText();
            json.String(text);

            // A surrogate that stands alone has no UTF-8; it becomes the replacement character.
            var expected = block is >= 0xD8 and <= 0xDF
                ? string.Concat(text.Select(unit => char.IsSurrogate(unit) ? '\uFFFD' : unit))
                : text;
            Assert.AreEqual(expected, JsonSerializer.Deserialize<string>(json.Written), $"block {block:x2}");
        }
    }

    [TestMethod]
    public void Strings_WithPairs_KeepThem()
    {
        using var json = new JsonText();
        json.String("\n\U0001F600\n");
        Assert.AreEqual("\n\U0001F600\n", JsonSerializer.Deserialize<string>(json.Written));
    }

    [TestMethod]
    public void Strings_LongerThanTheBuffer_AreWhole()
    {
        using var json = new JsonText();
        var text = new string('\u20AC', 100_000) + "\"" + new string('x', 100_000);
        json.String(text);
        Assert.AreEqual(text, JsonSerializer.Deserialize<string>(json.Written));
    }

    [TestMethod]
    public void Values_ThatMakeTheBufferGrow_AreWhole()
    {
        var value = System.Text.Encoding.UTF8.GetBytes('"' + new string('y', 3000) + '"');
        using var json = new JsonText();
        json.BeginArray();
        for (var i = 0; i < 50; i++)
        {
            json.Raw(value);
            json.String(value.AsSpan(1, value.Length - 2));
        }

        json.EndArray();

        using var document = JsonDocument.Parse(json.WrittenMemory);
        Assert.HasCount(100, document.RootElement.EnumerateArray().Where(static e => e.GetString()!.Length == 3000).ToList());
    }

    [TestMethod]
    public void RollBack_ToAMark_ForgetsWhatFollowed()
    {
        using var json = new JsonText();
        json.BeginArray();
        json.Number(1);
        var mark = json.Mark();
        json.Number(2);
        json.BeginObject();
        json.Name("half"u8);
        json.RollBack(mark);
        json.Number(3);
        json.EndArray();

        Assert.AreEqual("[1,3]", json.ToString());
    }

    [TestMethod]
    public void RollBack_BehindAnOpenBracket_PlacesNoComma()
    {
        using var json = new JsonText();
        json.BeginObject();
        var mark = json.Mark();
        json.Name("a"u8);
        json.Number(1);
        json.RollBack(mark);
        json.Name("b"u8);
        json.Number(2);
        json.EndObject();

        Assert.AreEqual("""{"b":2}""", json.ToString());
    }

    [TestMethod]
    public void Reset_AfterAText_StartsAnewWithoutAllocating()
    {
        using var json = new JsonText();
        Fill(json);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Fill(json);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.AreEqual(0, allocated);
        Assert.AreEqual("""["some text",12345,"2.5"]""", json.ToString());
        Assert.AreEqual(json.Written.Length, json.Length);
    }

    [TestMethod]
    public void Dispose_GivesTheBufferBack_AndTheWriterWorksOn()
    {
        var json = new JsonText();
        json.Number(1);
        json.Dispose();
        Assert.AreEqual(0, json.Length);

        json.Number(2);
        Assert.AreEqual("2", json.ToString());
        json.Dispose();
    }

    private static void Fill(JsonText json)
    {
        json.Reset();
        json.BeginArray();
        json.String("some text");
        json.Number(12345);
        json.Text(2.5);
        json.EndArray();
    }
}
