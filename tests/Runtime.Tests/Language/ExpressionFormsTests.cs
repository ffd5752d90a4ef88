using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

/// <summary>The JSON form and the text form give the same trees.</summary>
[TestClass]
public sealed class ExpressionFormsTests
{
    [TestMethod]
    [DataRow("42", "42")]
    [DataRow("-7", "-7")]
    [DataRow("2.0", "2.0")]
    [DataRow("\"it's \\\"x\\\"\\n\"", "\"it's \\\"x\\\"\\n\"")]
    [DataRow("null", "null")]
    [DataRow("{\"ref\":\"@return\"}", "@return")]
    [DataRow("{\"getmember\":[{\"ref\":\"a\"},\"B\"]}", "a.B")]
    [DataRow("{\"index\":[{\"ref\":\"a\"},\"k\"]}", "a[\"k\"]")]
    [DataRow("{\"len\":[{\"ref\":\"a\"}]}", "len(a)")]
    [DataRow("{\"count\":{\"ref\":\"a\"}}", "len(a)")]
    [DataRow("{\"isEmpty\":{\"ref\":\"a\"}}", "isEmpty(a)")]
    [DataRow("{\"!\":{\"==\":[{\"ref\":\"a\"},1]}}", "!(a == 1)")]
    [DataRow("{\"not\":{\"not\":true}}", "!!true")]
    [DataRow("{\"&&\":[{\"||\":[true,false]},{\"ge\":[1,2]}]}", "(true || false) && 1 >= 2")]
    [DataRow("{\"or\":[{\"and\":[true,false]},true,false]}", "true && false || true || false")]
    [DataRow("{\"ne\":[{\"eq\":[1,2]},{\"lt\":[3,4]}]}", "1 == 2 != 3 < 4")]
    [DataRow("{\"eq\":[1,{\"eq\":[2,3]}]}", "1 == (2 == 3)")]
    [DataRow("{\"substring\":[{\"ref\":\"a\"},0,5]}", "substring(a, 0, 5)")]
    [DataRow("{\"matches\":[{\"ref\":\"a\"},\"^v.*\"]}", "matches(a, \"^v.*\")")]
    [DataRow("{\"hasAny\":[{\"ref\":\"a\"},{\"gt\":[\"@it\",1]}]}", "any(a, @it > 1)")]
    [DataRow("{\"filter\":[{\"ref\":\"a\"},{\"eq\":[{\"ref\":\"@key\"},\"x\"]}]}", "filter(a, @key == \"x\")")]
    [DataRow("{\"instanceof\":[{\"ref\":\"a\"},\"System.String\"]}", "instanceof(a, \"System.String\")")]
    [DataRow("{\"isUndefined\":[{\"ref\":\"a\"},\"B\"]}", "isUndefined(a.B)")]
    [DataRow("{\"len\":[\"# remark\",{\"ref\":\"a\"}]}", "len(a)")]
    [DataRow("{\"gt\":[[{\"ref\":\"a\"}],2]}", "a > 2")]
    [DataRow("{\"typeof\":{\"ref\":\"a\"}}", "typeof(a)")]
    public void Json_WrittenAsText_ReadsBackToTheSameTree(string json, string text)
    {
        var source = ExpressionParser.Parse(JsonReader.Read(json), "", default);

        Assert.IsNull(source.Error, source.Error?.ToString());
        Assert.AreEqual(text, source.Expression!.ToString());
        Assert.AreEqual(text, ExpressionText.Parse(text).Expression?.ToString());
    }

    [TestMethod]
    [DataRow("name.startsWith('a')", "startsWith(name, \"a\")")]
    [DataRow("items.any(x => x.Price > 3)", "any(items, @it.Price > 3)")]
    [DataRow("any(map, (k, v) => k == 'a' && v > 1)", "any(map, @key == \"a\" && @value > 1)")]
    [DataRow("all(rows, row => any(row, cell => cell == 1))", "all(rows, any(@it, @it == 1))")]
    [DataRow("a.len() > -1", "len(a) > -1")]
    [DataRow("instanceof(a, System.Exception)", "instanceof(a, \"System.Exception\")")]
    [DataRow("(a)", "a")]
    [DataRow("any(a, (b || c) && d)", "any(a, (b || c) && d)")]
    [DataRow("a . b [ 0 ] . c", "a.b[0].c")]
    [DataRow("1.5e3 == x", "1500.0 == x")]
    public void Text_ShortWays_AreTheSameCalls(string text, string canonical)
    {
        var source = ExpressionText.Parse(text);

        Assert.IsNull(source.Error, source.Error?.ToString());
        Assert.AreEqual(canonical, source.Expression!.ToString());
    }

    [TestMethod]
    [DataRow("", 1)]
    [DataRow("a = 1", 3)]
    [DataRow("a +", 3)]
    [DataRow("a == ", 6)]
    [DataRow("(a", 3)]
    [DataRow("a.ToString()", 2)]
    [DataRow("len(a, b)", 1)]
    [DataRow("'x", 1)]
    [DataRow("1x", 1)]
    [DataRow("@nothing", 1)]
    [DataRow("a b", 3)]
    [DataRow("-a", 2)]
    [DataRow("any(a, x => any(b, y => x == y))", 25)]
    public void Text_Malformed_PointsAtTheTrouble(string text, int column)
    {
        var error = ExpressionText.Parse(text).Error;

        Assert.IsNotNull(error);
        Assert.AreEqual(column, error.Position.Column, error.ToString());
        StringAssert.EndsWith(error.Message, ".");
    }

    [TestMethod]
    [DataRow("{\"and\":[1,{\"unknown_op\":[]}]}", "and[1]", "unknown")]
    [DataRow("{\"gt\":[1]}", "", "2 operands")]
    [DataRow("{\"not\":{\"lenn\":{\"ref\":\"a\"}}}", "not", "Did you mean 'len'?")]
    [DataRow("{\"a\":1,\"b\":2}", "", "exactly one operator")]
    [DataRow("{\"getmember\":[{\"ref\":\"a\"},5]}", "", "name in quotes")]
    [DataRow("{\"and\":[true]}", "", "two or more")]
    [DataRow("{\"eq\":[[1,2],3]}", "eq[0]", "array")]
    [DataRow("{\"eq\":[1e999,3]}", "eq[0]", "too large")]
    public void Json_Malformed_TellsPathAndTrouble(string json, string path, string part)
    {
        var error = ExpressionParser.Parse(JsonReader.Read(json), "dsl", default).Error;

        Assert.IsNotNull(error);
        Assert.AreEqual(path, error.Path);
        StringAssert.Contains(error.Message, part);
    }

    [TestMethod]
    public void Text_TooDeep_IsRefusedInEachWayToNest()
    {
        foreach (var text in new[]
        {
            new string('(', 1000) + "a",
            new string('!', 1000) + "a",
            "a" + string.Concat(Enumerable.Repeat(".b", 1000)),
            "a" + string.Concat(Enumerable.Repeat("[0]", 1000)),
            string.Join(" == ", Enumerable.Repeat("a", 1000)),
            string.Concat(Enumerable.Repeat("a[", 1000)),
        })
        {
            StringAssert.Contains(ExpressionText.Parse(text).Error!.Message, "deeper than 64 levels");
        }

        Assert.IsNull(ExpressionText.Parse(string.Join(" && ", Enumerable.Repeat("a", 1000))).Error);
    }

    [TestMethod]
    public void Text_TooLongOrTooBroad_IsRefused()
    {
        StringAssert.Contains(ExpressionText.Parse(new string('a', Expression.MaxTextLength + 1)).Error!.Message, "longer than 32768 characters");
        StringAssert.Contains(ExpressionText.Parse(string.Join("||", Enumerable.Repeat("a", 5000))).Error!.Message, "more than 4096 names");
    }

    [TestMethod]
    public void Json_TooDeepOrTooBroad_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":[", 65)) + "true" + string.Concat(Enumerable.Repeat("]}", 65));
        var broad = "{\"or\":[" + string.Join(',', Enumerable.Repeat("true", 5000)) + "]}";

        StringAssert.Contains(ExpressionParser.Parse(JsonReader.Read(deep), "", default).Error!.Message, "deeper than 64 levels");
        StringAssert.Contains(ExpressionParser.Parse(JsonReader.Read(broad), "", default).Error!.Message, "more than 4096 names");
    }

    [TestMethod]
    [DataRow("\"a == \\\"x\\\" && b b\"", 18)]
    [DataRow("\"\\u0061 b\"", 9)]
    [DataRow("\"a +\"", 4)]
    public void Text_WithinJson_PointsAtTheFileWhateverEscapesStandBefore(string json, int column)
    {
        var node = JsonReader.Read(json);

        Assert.AreEqual(column, ExpressionText.Parse(node.Text, TextOrigin.Of(node)).Error!.Position.Column);
    }

    [TestMethod]
    public void Template_WithAnExpressionThatDoesNotParse_PointsIntoTheExpression()
    {
        var node = JsonReader.Read("\n  \"total {{\\t}} {a} {b c}\"");
        var segments = TemplateText.Split(node.Text, TextOrigin.Of(node));

        var position = segments[^1].Expression!.Error!.Position;
        Assert.AreEqual(2, position.Line);
        Assert.AreEqual(24, position.Column);
    }

    [TestMethod]
    [DataRow("{a", 0)]
    [DataRow("ab}", 2)]
    public void Template_WithABraceTooMany_PointsAtIt(string template, int offset) =>
        Assert.AreEqual(offset, Assert.ThrowsExactly<LanguageException>(() => TemplateText.Split(template, default)).Error.Position.Offset);

    [TestMethod]
    [DataRow("{{}}", "{}")]
    [DataRow("{contains(a, '}')}", "contains(a, '}')")]
    [DataRow("{a[\"}\"]}", "a[\"}\"]")]
    [DataRow("{`}`}", "`}`")]
    [DataRow("{a}}}", "a|}")]
    [DataRow("{{{a}", "{|a")]
    public void Template_WithBracesInIt_SplitsWhereTheExpressionEnds(string template, string parts) =>
        Assert.AreEqual(parts, string.Join('|', TemplateText.Split(template, default).Select(s => s.Expression?.Text ?? s.Text)));

    [TestMethod]
    public void Template_TooLong_IsRefused()
    {
        Assert.ThrowsExactly<LanguageException>(() => TemplateText.Split(new string('a', TemplateText.MaxLength + 1), default));
        Assert.ThrowsExactly<LanguageException>(() => TemplateText.Split(string.Concat(Enumerable.Repeat("{a}", 1000)), default));
    }
}
