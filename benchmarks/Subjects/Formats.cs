using System;
using System.IO;
using System.Linq;
using AngleSharp;
using AngleSharp.Html.Parser;
using NodaTime;
using NodaTime.Text;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;
using YamlDotNet.Serialization;

namespace Weaver.Benchmarks.Subjects;

/// <summary>More pieces of work for other people's libraries: readers and writers of formats.</summary>
public static class Formats
{
    private static readonly string s_text = Document("markdig.md");
    private static readonly string s_json = Document("typesMap.json");
    private static readonly string s_html = Markdig.Markdown.ToHtml(s_text);
    private static readonly IDeserializer s_yamlReader = new DeserializerBuilder().Build();
    private static readonly ISerializer s_yamlWriter = new SerializerBuilder().Build();
    private static readonly HtmlParser s_htmlParser = new();

    private enum JsonToken
    {
        Open,
        Close,
        Colon,
        Comma,
        Text,
        Number,
        Word,
    }

    private static readonly TextParser<Unit> s_quoted =
        from open in Character.EqualTo('"')
        from content in Character.ExceptIn('"', '\\').Value(Unit.Value).Or(Character.EqualTo('\\').IgnoreThen(Character.AnyChar).Value(Unit.Value)).IgnoreMany()
        from close in Character.EqualTo('"')
        select Unit.Value;

    private static readonly Tokenizer<JsonToken> s_tokenizer = new TokenizerBuilder<JsonToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Character.In('{', '['), JsonToken.Open)
        .Match(Character.In('}', ']'), JsonToken.Close)
        .Match(Character.EqualTo(':'), JsonToken.Colon)
        .Match(Character.EqualTo(','), JsonToken.Comma)
        .Match(s_quoted, JsonToken.Text)
        .Match(Numerics.Integer, JsonToken.Number)
        .Match(Identifier.CStyle, JsonToken.Word)
        .Build();

    private static readonly TokenListParser<JsonToken, int> s_grammar =
        Parse.Ref(() => s_container!).Or(Token.EqualTo(JsonToken.Text).Or(Token.EqualTo(JsonToken.Number)).Or(Token.EqualTo(JsonToken.Word)).Select(static _ => 1));

    private static readonly TokenListParser<JsonToken, int> s_member =
        (from name in Token.EqualTo(JsonToken.Text)
         from colon in Token.EqualTo(JsonToken.Colon)
         from value in s_grammar
         select value + 1).Try().Or(s_grammar);

    private static readonly TokenListParser<JsonToken, int> s_container =
        from open in Token.EqualTo(JsonToken.Open)
        from values in s_member.ManyDelimitedBy(Token.EqualTo(JsonToken.Comma))
        from close in Token.EqualTo(JsonToken.Close)
        select values.Sum();

    /// <summary>A file of settings, which is YAML as well, is read to dictionaries and written.</summary>
    public static int YamlText() => s_yamlWriter.Serialize(s_yamlReader.Deserialize<object>(s_json)).Length;

    /// <summary>The page made of the readme is read to a document, queried and written.</summary>
    public static int HtmlDom()
    {
        var document = s_htmlParser.ParseDocument(s_html);
        return document.QuerySelectorAll("a[href^='https']").Length + document.QuerySelectorAll("ul > li code").Length + document.DocumentElement.ToHtml().Length;
    }

    /// <summary>Days of a calendar are written, read again, moved through time zones and compared.</summary>
    public static int TimeZones()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var start = new LocalDateTime(2024, 1, 30, 2, 30);
        var sum = 0L;
        for (var i = 0; i < 200; i++)
        {
            var moment = start.PlusDays(3 * i).PlusMinutes(i);
            var read = LocalDateTimePattern.ExtendedIso.Parse(LocalDateTimePattern.ExtendedIso.Format(moment)).Value;
            var there = read.InZoneLeniently(zone);
            sum += there.ToInstant().ToUnixTimeSeconds() + ZonedDateTimePattern.GeneralFormatOnlyIso.Format(there).Length;
            sum += Period.Between(start, read, PeriodUnits.YearMonthDay).Days + read.Date.PlusMonths(i % 7).DayOfYear;
        }

        return (int)sum;
    }

    /// <summary>The file of settings is read by a grammar made of small parsers.</summary>
    public static int JsonGrammar() => s_container.Parse(s_tokenizer.Tokenize(s_json));

    private static string Document(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "documents", name));
}
