using System;
using System.Linq;
using Sprache;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace Explore.Workloads.Packages;

internal static class Combinators
{
    private static readonly string[] s_sums = ["1 + 2 * 3", "(4 - 1) / (2 + 1)", "2 * (3 + 4) * 5 - 6", "((((1))))", "1 +", "(2", "1 $ 2", ""];

    private enum Token
    {
        Number,
        Plus,
        Minus,
        Times,
        Divide,
        Left,
        Right,
    }

    public static void SuperpowerSums()
    {
        var tokenizer = new TokenizerBuilder<Token>()
            .Ignore(Superpower.Parsers.Span.WhiteSpace)
            .Match(Superpower.Parsers.Character.EqualTo('+'), Token.Plus)
            .Match(Superpower.Parsers.Character.EqualTo('-'), Token.Minus)
            .Match(Superpower.Parsers.Character.EqualTo('*'), Token.Times)
            .Match(Superpower.Parsers.Character.EqualTo('/'), Token.Divide)
            .Match(Superpower.Parsers.Character.EqualTo('('), Token.Left)
            .Match(Superpower.Parsers.Character.EqualTo(')'), Token.Right)
            .Match(Numerics.Natural, Token.Number)
            .Build();
        TokenListParser<Token, int> expression = null;
        var constant = Superpower.Parsers.Token.EqualTo(Token.Number).Apply(Numerics.IntegerInt32);
        var nested = from left in Superpower.Parsers.Token.EqualTo(Token.Left)
                     from inner in Superpower.Parse.Ref(() => expression)
                     from right in Superpower.Parsers.Token.EqualTo(Token.Right)
                     select inner;
        var operand = nested.Or(constant).Named("operand");
        var product = Superpower.Parse.Chain(Superpower.Parsers.Token.EqualTo(Token.Times).Or(Superpower.Parsers.Token.EqualTo(Token.Divide)), operand, static (op, a, b) => op.Kind == Token.Times ? a * b : a / b);
        expression = Superpower.Parse.Chain(Superpower.Parsers.Token.EqualTo(Token.Plus).Or(Superpower.Parsers.Token.EqualTo(Token.Minus)), product, static (op, a, b) => op.Kind == Token.Plus ? a + b : a - b);
        for (var round = 0; round < 30; round++)
        {
            foreach (var sum in s_sums)
            {
                var tokens = tokenizer.TryTokenize(sum);
                if (!tokens.HasValue)
                {
                    Say.Line(sum, tokens.ToString());
                    continue;
                }

                var result = Superpower.Combinators.AtEnd(expression).TryParse(tokens.Value);
                Say.Line(sum, result.HasValue ? result.Value : result.ToString());
            }
        }

        Say.Throws("division", () => Superpower.ParserExtensions.Parse(expression, tokenizer.Tokenize("1 / 0")));
        Say.Line("long", Superpower.ParserExtensions.Parse(expression, tokenizer.Tokenize(string.Join(" + ", Enumerable.Range(1, 2000)))));
    }

    public static void SpracheSums()
    {
        Sprache.Parser<double> expression = null;
        var number = Sprache.Parse.DecimalInvariant.Select(double.Parse).Token();
        var factor = Sprache.Parse.Ref(() => expression).Contained(Sprache.Parse.Char('(').Token(), Sprache.Parse.Char(')').Token()).Or(number);
        var product = Sprache.Parse.ChainOperator(Sprache.Parse.Chars("*/").Token(), factor, static (op, a, b) => op == '*' ? a * b : a / b);
        expression = Sprache.Parse.ChainOperator(Sprache.Parse.Chars("+-").Token(), product, static (op, a, b) => op == '+' ? a + b : a - b);
        for (var round = 0; round < 30; round++)
        {
            foreach (var sum in s_sums)
            {
                var result = expression.End().TryParse(sum);
                Say.Line(sum, result.WasSuccessful ? result.Value : result.Message + " at " + result.Remainder.Column);
            }
        }

        var quoted = from open in Sprache.Parse.Char('"')
                     from content in Sprache.Parse.CharExcept('"').Many().Text()
                     from close in Sprache.Parse.Char('"')
                     select content;
        var row = quoted.Or(Sprache.Parse.CharExcept(",\"").Many().Text()).DelimitedBy(Sprache.Parse.Char(','));
        Say.Line("row", row.Parse("a,\"b,c\",,d"));
        Say.Throws("error", () => quoted.Parse("\"open"));
    }
}
