using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Language;

/// <summary>Reads the JSON form of an expression: a literal, or an object with one operator and its operands.</summary>
internal sealed class ExpressionParser
{
    private const int MaxShownText = 2048;

    private readonly List<string> _path = new List<string>();
    private int _nodes;

    private ExpressionParser()
    {
    }

    /// <summary>Never throws: what does not parse is the error of the result.</summary>
    /// <param name="json">The expression; null when the field is missing.</param>
    /// <param name="text">The human text beside it; when empty, one is written from the expression.</param>
    /// <param name="position">Where to point when the field is missing.</param>
    public static ExpressionSource Parse(JsonNode? json, string text, TextPosition position)
    {
        // It is for people, and stands in every event that tells of an error.
        text = LanguageError.Shorten(text, MaxShownText);
        if (json is null)
            return new ExpressionSource(text, null, new LanguageError("The expression has no field \"json\". Add it.", position));

        try
        {
            var expression = new ExpressionParser().Read(json);
            return new ExpressionSource(text.Length > 0 ? text : ExpressionWriter.Write(expression), expression, null);
        }
        catch (LanguageException e)
        {
            return new ExpressionSource(text.Length > 0 ? text : JsonCanonical.Write(json), null, e.Error);
        }
    }

    private Expression Read(JsonNode node)
    {
        if (++_nodes > Expression.MaxNodes)
            throw Fail(Expression.TooManyNodes, node);

        var expression = ReadBare(node);
        return expression.Depth > Expression.MaxDepth ? throw Fail(Expression.TooDeep, node) : expression;
    }

    private Expression ReadBare(JsonNode node)
    {
        switch (node.Kind)
        {
            case JsonKind.Null: return LiteralExpression.Null(node.Position);
            case JsonKind.True: return LiteralExpression.Of(true, node.Position);
            case JsonKind.False: return LiteralExpression.Of(false, node.Position);
            case JsonKind.Number: return ReadNumber(node);
            case JsonKind.String: return ReadText(node);
            case JsonKind.Array:
                // Some writers wrap a single operand.
                return node.Items.Count == 1
                    ? Read(node.Items[0])
                    : throw Fail("An array is no expression. Write an operator around it.", node);
            default: return ReadOperator(node);
        }
    }

    private LiteralExpression ReadNumber(JsonNode node)
    {
        if (node.ToInt64() is long integer)
            return LiteralExpression.Of(integer, node.Position);

        return node.ToDouble() is double number && !double.IsInfinity(number)
            ? LiteralExpression.Of(number, node.Position)
            : throw Fail("The number " + node.Text + " is too large.", node);
    }

    // The specials may stand as bare strings where an operand is expected.
    private static Expression ReadText(JsonNode node) => ExpressionText.IsSpecial(node.Text)
        ? (Expression)new ReferenceExpression(node.Text, node.Position)
        : LiteralExpression.Of(node.Text, node.Position);

    private Expression ReadOperator(JsonNode node)
    {
        if (node.Properties.Count != 1)
            throw Fail("An expression must have exactly one operator, but this one has " + node.Properties.Count.ToString(CultureInfo.InvariantCulture) + ". Write one key.", node);

        var name = node.Properties[0].Key;
        var operand = node.Properties[0].Value;
        var at = node.Position;
        switch (name)
        {
            case "ref": return new ReferenceExpression(ReadName(operand, name), at);
            case "getmember":
            {
                var operands = Operands(operand, name, 2);
                return new MemberExpression(Operand(operands, 0, name), ReadName(operands[1], name), at);
            }

            case "index":
            {
                var operands = Operands(operand, name, 2);
                return new IndexExpression(Operand(operands, 0, name), Operand(operands, 1, name), at);
            }

            case "substring":
            {
                var operands = Operands(operand, name, 3);
                return new SubstringExpression(Operand(operands, 0, name), Operand(operands, 1, name), Operand(operands, 2, name), at);
            }

            case "instanceof":
            {
                var operands = Operands(operand, name, 2);
                if (operands[1].Kind != JsonKind.String)
                    throw Fail("The second operand of \"instanceof\" must be the name of a type.", operands[1]);
                return new InstanceOfExpression(Operand(operands, 0, name), operands[1].Text, at);
            }

            case "len":
            case "count": return Unary(UnaryOperator.Len, operand, name, at);
            case "isEmpty": return Unary(UnaryOperator.IsEmpty, operand, name, at);
            case "not":
            case "!": return Unary(UnaryOperator.Not, operand, name, at);
            case "typeof": return Unary(UnaryOperator.TypeOf, operand, name, at);
            case "isDefined": return Defined(UnaryOperator.IsDefined, operand, name, at);
            case "isUndefined": return Defined(UnaryOperator.IsUndefined, operand, name, at);
            case "eq":
            case "==": return Binary(BinaryOperator.Equal, operand, name, at);
            case "ne":
            case "!=": return Binary(BinaryOperator.NotEqual, operand, name, at);
            case "gt":
            case ">": return Binary(BinaryOperator.Greater, operand, name, at);
            case "ge":
            case ">=": return Binary(BinaryOperator.GreaterOrEqual, operand, name, at);
            case "lt":
            case "<": return Binary(BinaryOperator.Less, operand, name, at);
            case "le":
            case "<=": return Binary(BinaryOperator.LessOrEqual, operand, name, at);
            case "contains": return Binary(BinaryOperator.Contains, operand, name, at);
            case "startsWith": return Binary(BinaryOperator.StartsWith, operand, name, at);
            case "endsWith": return Binary(BinaryOperator.EndsWith, operand, name, at);
            case "matches": return Binary(BinaryOperator.Matches, operand, name, at);
            case "and":
            case "&&": return Logical(true, operand, name, at);
            case "or":
            case "||": return Logical(false, operand, name, at);
            case "any":
            case "hasAny": return Predicate(PredicateOperator.Any, operand, name, at);
            case "all":
            case "hasAll": return Predicate(PredicateOperator.All, operand, name, at);
            case "filter": return Predicate(PredicateOperator.Filter, operand, name, at);
            default: throw Fail("The operator \"" + name + "\" is unknown. " + Suggestion.DidYouMean(name, s_operators), node);
        }
    }

    private static readonly string[] s_operators =
    {
        "ref", "getmember", "index", "substring", "instanceof", "len", "count", "isEmpty", "not", "typeof", "isDefined",
        "isUndefined", "eq", "ne", "gt", "ge", "lt", "le", "contains", "startsWith", "endsWith", "matches", "and", "or",
        "any", "all", "filter",
    };

    private UnaryExpression Unary(UnaryOperator op, JsonNode operand, string name, TextPosition at)
    {
        if (operand.Kind == JsonKind.Array)
        {
            var operands = Operands(operand, name, 1);
            return new UnaryExpression(op, Operand(operands, 0, name), at);
        }

        _path.Add(name);
        var value = Read(operand);
        _path.RemoveAt(_path.Count - 1);
        return new UnaryExpression(op, value, at);
    }

    // Whether something is defined may also be asked of a value and a member beside it.
    private UnaryExpression Defined(UnaryOperator op, JsonNode operand, string name, TextPosition at)
    {
        if (operand.Kind == JsonKind.Array && operand.Items.Count == 2 && operand.Items[1].Kind == JsonKind.String)
            return new UnaryExpression(op, new MemberExpression(Operand(operand.Items, 0, name), operand.Items[1].Text, operand.Items[1].Position), at);

        return Unary(op, operand, name, at);
    }

    private BinaryExpression Binary(BinaryOperator op, JsonNode operand, string name, TextPosition at)
    {
        var operands = Operands(operand, name, 2);
        return new BinaryExpression(op, Operand(operands, 0, name), Operand(operands, 1, name), at);
    }

    private PredicateExpression Predicate(PredicateOperator op, JsonNode operand, string name, TextPosition at)
    {
        var operands = Operands(operand, name, 2);
        return new PredicateExpression(op, Operand(operands, 0, name), Operand(operands, 1, name), at);
    }

    private LogicalExpression Logical(bool isAnd, JsonNode operand, string name, TextPosition at)
    {
        if (operand.Kind != JsonKind.Array || operand.Items.Count < 2)
            throw Fail("The operator \"" + name + "\" needs two or more operands in an array.", operand);

        var operands = new Expression[operand.Items.Count];
        for (var i = 0; i < operands.Length; i++)
            operands[i] = Operand(operand.Items, i, name);
        return new LogicalExpression(isAnd, operands, at);
    }

    private IReadOnlyList<JsonNode> Operands(JsonNode operand, string name, int count)
    {
        if (operand.Kind != JsonKind.Array)
            throw Fail("The operator \"" + name + "\" needs its " + count.ToString(CultureInfo.InvariantCulture) + " operands in an array.", operand);

        var items = operand.Items;
        if (items.Count > count)
            items = WithoutRemarks(items);

        if (items.Count != count)
        {
            throw Fail("The operator \"" + name + "\" needs " + count.ToString(CultureInfo.InvariantCulture) + (count == 1 ? " operand" : " operands")
                + ", but " + items.Count.ToString(CultureInfo.InvariantCulture) + (items.Count == 1 ? " is" : " are") + " given.", operand);
        }

        return items;
    }

    // Surplus strings that start with '#' are remarks.
    private static List<JsonNode> WithoutRemarks(IReadOnlyList<JsonNode> items)
    {
        var rest = new List<JsonNode>();
        foreach (var item in items)
        {
            if (item.Kind != JsonKind.String || item.Text.Length == 0 || item.Text[0] != '#')
                rest.Add(item);
        }

        return rest;
    }

    private Expression Operand(IReadOnlyList<JsonNode> operands, int index, string name)
    {
        _path.Add(operands.Count == 1 ? name : name + "[" + index.ToString(CultureInfo.InvariantCulture) + "]");
        var operand = Read(operands[index]);
        _path.RemoveAt(_path.Count - 1);
        return operand;
    }

    private string ReadName(JsonNode node, string op)
    {
        if (node.Kind != JsonKind.String || node.Text.Length == 0)
            throw Fail("The operator \"" + op + "\" needs a name in quotes.", node);

        return node.Text;
    }

    private LanguageException Fail(string message, JsonNode node) => new LanguageException(message, node.Position, string.Join(".", _path));
}
