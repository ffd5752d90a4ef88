using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>Reads the text form of an expression, which looks like C#, into the same tree as the JSON form.</summary>
internal sealed class ExpressionText
{
    private static readonly string[] s_functions =
    {
        "len", "count", "isEmpty", "contains", "startsWith", "endsWith", "matches", "substring", "any", "all", "filter",
        "hasAny", "hasAll", "isDefined", "isUndefined", "instanceof", "typeof",
    };

    private readonly ExpressionLexer _lexer;
    private readonly List<string[]> _lambdas = new List<string[]>();
    private Token _token;
    private int _nesting;
    private int _nodes;

    private ExpressionText(string text, TextOrigin origin)
    {
        _lexer = new ExpressionLexer(text, origin);
        _token = _lexer.Next();
    }

    /// <summary>Never throws: what does not parse is the error of the result.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="origin">Where the text stands in its file.</param>
    public static ExpressionSource Parse(string text, TextOrigin origin = default)
    {
        try
        {
            if (text.Length > Expression.MaxTextLength)
                throw new LanguageException("The expression is longer than " + Expression.MaxTextLength.ToString(CultureInfo.InvariantCulture) + " characters. Shorten it.", origin.At(0));

            var reader = new ExpressionText(text, origin);
            if (reader._token.Kind == TokenKind.End)
                throw reader.Fail("The expression is empty. Write one such as 'order.Total > 1000'.");

            var expression = reader.ReadOr();
            if (reader._token.Kind != TokenKind.End)
                throw reader.Fail("Found '" + reader._token.Text + "' after the end of the expression. Join the parts with an operator such as '&&'.");

            return new ExpressionSource(text, expression, null);
        }
        catch (LanguageException e)
        {
            return new ExpressionSource(text, null, e.Error);
        }
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        return _token.Is("||") ? ReadLogical(false, left) : left;
    }

    private Expression ReadAnd()
    {
        var left = ReadEquality();
        return _token.Is("&&") ? ReadLogical(true, left) : left;
    }

    private Expression ReadLogical(bool isAnd, Expression left)
    {
        var symbol = isAnd ? "&&" : "||";
        var operands = new List<Expression> { left };
        while (_token.Is(symbol))
        {
            Take();
            operands.Add(isAnd ? ReadEquality() : ReadAnd());
        }

        return Bounded(new LogicalExpression(isAnd, operands, left.Position));
    }

    private Expression ReadEquality()
    {
        var left = ReadRelation();
        while (_token.Is("==") || _token.Is("!="))
        {
            var op = _token.Is("==") ? BinaryOperator.Equal : BinaryOperator.NotEqual;
            Take();
            left = Bounded(new BinaryExpression(op, left, ReadRelation(), left.Position));
        }

        return left;
    }

    private Expression ReadRelation()
    {
        var left = ReadUnary();
        while (RelationOf(_token) is BinaryOperator op)
        {
            Take();
            left = Bounded(new BinaryExpression(op, left, ReadUnary(), left.Position));
        }

        return left;
    }

    private static BinaryOperator? RelationOf(Token token)
    {
        if (token.Kind != TokenKind.Symbol)
            return null;

        switch (token.Text)
        {
            case "<": return BinaryOperator.Less;
            case "<=": return BinaryOperator.LessOrEqual;
            case ">": return BinaryOperator.Greater;
            case ">=": return BinaryOperator.GreaterOrEqual;
            default: return null;
        }
    }

    private Expression ReadUnary()
    {
        if (!_token.Is("!"))
            return ReadPostfix(ReadPrimary());

        var position = Position;
        Take();
        Descend();
        var operand = ReadUnary();
        _nesting--;
        return Bounded(new UnaryExpression(UnaryOperator.Not, operand, position));
    }

    private Expression ReadPostfix(Expression target)
    {
        while (true)
        {
            var position = Position;
            if (_token.Is("."))
            {
                Take();
                var isQuoted = _token.Kind == TokenKind.QuotedName;
                var name = TakeName("a member");
                target = _token.Is("(") && !isQuoted ? ReadCall(name, target, position) : Bounded(new MemberExpression(target, name, target.Position));
            }
            else if (_token.Is("["))
            {
                Take();
                Descend();
                var index = ReadOr();
                _nesting--;
                Expect("]");
                target = Bounded(new IndexExpression(target, index, target.Position));
            }
            else
            {
                return target;
            }
        }
    }

    private Expression ReadPrimary()
    {
        CountNode();
        var token = _token;
        var position = Position;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                Take();
                return Number(token.Text, position);
            case TokenKind.Double:
                Take();
                return LiteralExpression.Of(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture), position);
            case TokenKind.String:
                Take();
                return LiteralExpression.Of(token.Text, position);
            case TokenKind.Special:
                Take();
                return ReadSpecial(token.Text, position);
            case TokenKind.Name:
                Take();
                return ReadName(token.Text, position);
            case TokenKind.QuotedName:
                Take();
                return new ReferenceExpression(token.Text, position);
        }

        if (token.Is("-"))
            return ReadNegative(position);

        if (!token.Is("("))
            throw Fail("Found " + (token.Kind == TokenKind.End ? "the end" : "'" + token.Text + "'") + " where a value is expected. Write a name, a literal or a call.");

        Take();
        Descend();
        var inner = ReadOr();
        _nesting--;
        Expect(")");
        return inner;
    }

    private LiteralExpression ReadNegative(TextPosition position)
    {
        Take();
        var token = _token;
        if (token.Kind != TokenKind.Integer && token.Kind != TokenKind.Double)
            throw Fail("There is no arithmetic; '-' may only stand before a number.");

        Take();
        return token.Kind == TokenKind.Integer
            ? Number("-" + token.Text, position)
            : LiteralExpression.Of(-double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture), position);
    }

    // As in the JSON form, what is too large for an integer is a double.
    private static LiteralExpression Number(string digits, TextPosition position) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? LiteralExpression.Of(integer, position)
            : LiteralExpression.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture), position);

    /// <summary>True for the names with an at sign that the language knows.</summary>
    public static bool IsSpecial(string name)
    {
        switch (name)
        {
            case "@it":
            case "@key":
            case "@value":
            case "@return":
            case "@exception":
            case "@duration":
                return true;
            default:
                return false;
        }
    }

    private static ReferenceExpression ReadSpecial(string name, TextPosition position) => IsSpecial(name)
        ? new ReferenceExpression(name, position)
        : throw new LanguageException("The special '" + name + "' is unknown. Use @return, @exception, @duration, @it, @key or @value.", position);

    private Expression ReadName(string name, TextPosition position)
    {
        if (_token.Is("("))
            return ReadCall(name, null, position);

        switch (name)
        {
            case "true": return LiteralExpression.Of(true, position);
            case "false": return LiteralExpression.Of(false, position);
            case "null": return LiteralExpression.Null(position);
        }

        for (var i = _lambdas.Count - 1; i >= 0; i--)
        {
            var parameter = Array.IndexOf(_lambdas[i], name);
            if (parameter < 0)
                continue;

            if (i < _lambdas.Count - 1)
                throw new LanguageException("'" + name + "' belongs to an outer predicate and cannot be read in an inner one.", position);

            return new ReferenceExpression(_lambdas[i].Length == 1 ? "@it" : parameter == 0 ? "@key" : "@value", position);
        }

        return new ReferenceExpression(name, position);
    }

    // Both len(x) and x.len() are the same call.
    private Expression ReadCall(string name, Expression? target, TextPosition position)
    {
        if (Array.IndexOf(s_functions, name) < 0)
        {
            throw new LanguageException("'" + name + "' is no function of the language, and methods of the program are never called. "
                + Suggestion.DidYouMean(name, s_functions), position);
        }

        Expect("(");
        Descend();
        var arguments = new List<Expression>();
        if (target != null)
            arguments.Add(target);

        if (name == "instanceof")
        {
            var type = ReadInstanceOf(arguments, position);
            _nesting--;
            return type;
        }

        while (!_token.Is(")"))
        {
            if (arguments.Count > (target is null ? 0 : 1))
                Expect(",");

            arguments.Add(arguments.Count == 1 && IsPredicate(name) ? ReadLambda() : ReadOr());
        }

        Expect(")");
        _nesting--;
        return Bounded(Call(name, arguments, position));
    }

    private static bool IsPredicate(string name) => name == "any" || name == "all" || name == "filter" || name == "hasAny" || name == "hasAll";

    private Expression ReadLambda()
    {
        var parameters = TryReadParameters();
        if (parameters is null)
            return ReadOr();

        _lambdas.Add(parameters);
        var body = ReadOr();
        _lambdas.RemoveAt(_lambdas.Count - 1);
        return body;
    }

    // x => or (key, value) =>; anything else is put back.
    private string[]? TryReadParameters()
    {
        var lexer = _lexer.Mark();
        var token = _token;
        string[]? parameters = null;
        if (_token.Kind == TokenKind.Name)
        {
            parameters = new[] { _token.Text };
            Take();
        }
        else if (_token.Is("("))
        {
            Take();
            var first = _token;
            Take();
            if (first.Kind == TokenKind.Name && _token.Is(","))
            {
                Take();
                var second = _token;
                Take();
                if (second.Kind == TokenKind.Name && _token.Is(")"))
                {
                    parameters = new[] { first.Text, second.Text };
                    Take();
                }
            }
        }

        if (parameters != null && _token.Is("=>"))
        {
            Take();
            return parameters;
        }

        _lexer.Reset(lexer);
        _token = token;
        return null;
    }

    private Expression ReadInstanceOf(List<Expression> arguments, TextPosition position)
    {
        if (arguments.Count == 0)
        {
            arguments.Add(ReadOr());
            Expect(",");
        }

        var name = _token.Text;
        if (_token.Kind == TokenKind.String)
        {
            Take();
        }
        else
        {
            name = TakeName("a type");
            while (_token.Is("."))
            {
                Take();
                name += "." + TakeName("a type");
            }
        }

        Expect(")");
        return Bounded(new InstanceOfExpression(arguments[0], name, position));
    }

    private static Expression Call(string name, List<Expression> arguments, TextPosition position)
    {
        switch (name)
        {
            case "len":
            case "count": return Unary(UnaryOperator.Len, name, arguments, position);
            case "isEmpty": return Unary(UnaryOperator.IsEmpty, name, arguments, position);
            case "isDefined": return Unary(UnaryOperator.IsDefined, name, arguments, position);
            case "isUndefined": return Unary(UnaryOperator.IsUndefined, name, arguments, position);
            case "typeof": return Unary(UnaryOperator.TypeOf, name, arguments, position);
            case "contains": return Binary(BinaryOperator.Contains, name, arguments, position);
            case "startsWith": return Binary(BinaryOperator.StartsWith, name, arguments, position);
            case "endsWith": return Binary(BinaryOperator.EndsWith, name, arguments, position);
            case "matches": return Binary(BinaryOperator.Matches, name, arguments, position);
            case "any":
            case "hasAny": return Predicate(PredicateOperator.Any, name, arguments, position);
            case "all":
            case "hasAll": return Predicate(PredicateOperator.All, name, arguments, position);
            case "filter": return Predicate(PredicateOperator.Filter, name, arguments, position);
            default:
                Require(3, name, arguments, position);
                return new SubstringExpression(arguments[0], arguments[1], arguments[2], position);
        }
    }

    private static UnaryExpression Unary(UnaryOperator op, string name, List<Expression> arguments, TextPosition position)
    {
        Require(1, name, arguments, position);
        return new UnaryExpression(op, arguments[0], position);
    }

    private static BinaryExpression Binary(BinaryOperator op, string name, List<Expression> arguments, TextPosition position)
    {
        Require(2, name, arguments, position);
        return new BinaryExpression(op, arguments[0], arguments[1], position);
    }

    private static PredicateExpression Predicate(PredicateOperator op, string name, List<Expression> arguments, TextPosition position)
    {
        Require(2, name, arguments, position);
        return new PredicateExpression(op, arguments[0], arguments[1], position);
    }

    private static void Require(int count, string name, List<Expression> arguments, TextPosition position)
    {
        if (arguments.Count != count)
        {
            throw new LanguageException("'" + name + "' needs " + count.ToString(CultureInfo.InvariantCulture) + (count == 1 ? " argument" : " arguments")
                + ", but " + arguments.Count.ToString(CultureInfo.InvariantCulture) + (arguments.Count == 1 ? " is" : " are") + " given.", position);
        }
    }

    private TextPosition Position => _lexer.PositionOf(_token.Start);

    private void Take() => _token = _lexer.Next();

    private string TakeName(string what)
    {
        if (_token.Kind != TokenKind.Name && _token.Kind != TokenKind.QuotedName)
            throw Fail("Found '" + _token.Text + "' where the name of " + what + " is expected.");

        var name = _token.Text;
        Take();
        return name;
    }

    private void Expect(string symbol)
    {
        if (!_token.Is(symbol))
            throw Fail("Found " + (_token.Kind == TokenKind.End ? "the end" : "'" + _token.Text + "'") + " where '" + symbol + "' is expected.");

        Take();
    }

    private void Descend()
    {
        if (++_nesting > Expression.MaxDepth)
            throw TooDeep(Position);
    }

    private Expression Bounded(Expression expression)
    {
        CountNode();
        return expression.Depth > Expression.MaxDepth ? throw TooDeep(expression.Position) : expression;
    }

    private void CountNode()
    {
        if (++_nodes > Expression.MaxNodes)
            throw Fail(Expression.TooManyNodes);
    }

    private static LanguageException TooDeep(TextPosition position) => new LanguageException(Expression.TooDeep, position);

    private LanguageException Fail(string message) => new LanguageException(message, Position);
}
