using System;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

/// <summary>Files come from outside: whatever they hold, reading them ends in probes or in sentences, never in an exception.</summary>
[TestClass]
public sealed class MangledTextTests
{
    private static readonly string[] s_pieces =
    [
        "a", "order", "@it", "@return", "@", ".", ".", "(", ")", "[", "]", ",", "=>", "==", "<", ">=", "&&", "||", "!", "-", "1", "2.5", "1e", "\"x\"", "'y", "`z`", "`",
        "len", "any(", "filter(x, y => ", "instanceof(a, ", "true", "null", " ", "\\", "{", "}", "\0", "\ud800", "=", "9999999999999999999999",
    ];

    [TestMethod]
    public void ProbeFile_Mangled_IsReadOrComplainedOf()
    {
        var texts = ProbeExamples.All().Select(e => e.Text).ToList();
        var random = new Random(4711);
        for (var i = 0; i < 6000; i++)
        {
            var text = Mangle(texts[i % texts.Count], texts[random.Next(texts.Count)], random);
            var result = ProbeFileReader.Read(text);
            foreach (var error in result.Errors)
                Check(error.Message, error.Position, text);
            if (result.FileError is { } fileError)
                Check(fileError.Message, fileError.Position, text);
        }
    }

    [TestMethod]
    public void Expression_OfAnyPieces_IsReadOrComplainedOf()
    {
        var random = new Random(4711);
        var read = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            var source = ExpressionText.Parse(text);
            if (source.Error is { } error)
            {
                Check(error.Message, error.Position, text);
                continue;
            }

            read++;
            Assert.AreEqual(TreeShape.Of(source.Expression), TreeShape.Of(ExpressionText.Parse(source.Expression!.ToString()).Expression), text);
        }

        Assert.IsGreaterThan(1000, read);
    }

    [TestMethod]
    public void PlaceAndTemplate_OfAnyPieces_AreReadOrComplainedOf()
    {
        string[] pieces = [.. s_pieces, "Shop", "<T>", "+", "..ctor", "operator ", "this", "get", "ref ", "int", "?", "&", "*", ":", "12", "/", ".cs", "`2", "<", ">", "_"];
        var random = new Random(4711);
        for (var i = 0; i < 60_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var node = JsonNode.OfText(text, null, new TextPosition(1, 1, 0));
            try
            {
                TemplateText.Split(text, TextOrigin.Of(node));
                PlaceText.Read(node, []);
            }
            catch (LanguageException e)
            {
                Check(e.Error.Message, e.Error.Position, text);
            }
            catch (LineNumberException e)
            {
                Check(e.Message, e.Position, text);
            }
        }
    }

    private static string Mangle(string text, string other, Random random)
    {
        var result = new StringBuilder(text);
        for (var change = random.Next(1, 4); change > 0 && result.Length > 2; change--)
        {
            var at = random.Next(result.Length);
            var count = Math.Min(random.Next(1, 12), result.Length - at);
            switch (random.Next(5))
            {
                case 0: result.Remove(at, count); break;
                case 1: result.Insert(at, s_pieces[random.Next(s_pieces.Length)]); break;
                case 2: result[at] = (char)random.Next(0x20, 0x7f); break;
                case 3: result.Insert(at, result.ToString(at, count)); break;
                default:
                    var from = random.Next(other.Length);
                    result.Insert(at, other.AsSpan(from, Math.Min(random.Next(1, 40), other.Length - from)));
                    break;
            }
        }

        return result.ToString();
    }

    private static void Check(string message, TextPosition position, string text)
    {
        Assert.IsTrue(message.TrimEnd().EndsWith('.') || message.EndsWith(')') || message.EndsWith('?'), $"No sentence: {message}\n{text}");
        Assert.IsTrue(position.Line > 0 && position.Column > 0, $"No position: {message}\n{text}");
        Assert.IsTrue(position.Offset <= text.Length + 1, $"Beyond the text: {message} {position}\n{text}");
    }
}
