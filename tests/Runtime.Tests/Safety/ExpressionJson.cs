using System.Text.Json.Nodes;
using Weaver.Language;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>The wire form of expressions that are written as text.</summary>
internal static class ExpressionJson
{
    /// <summary>Null for an expression with operators beyond names, members, indexes and filters.</summary>
    public static JsonNode? TryWrite(string text) => Write(ExpressionText.Parse(text).Expression);

    private static JsonNode? Write(Expression? expression) => expression switch
    {
        ReferenceExpression reference => new JsonObject { ["ref"] = reference.Name },
        MemberExpression member when Write(member.Target) is { } target => new JsonObject { ["getmember"] = new JsonArray(target, member.Name) },
        IndexExpression index when Write(index.Target) is { } target && Write(index.Index) is { } key => new JsonObject { ["index"] = new JsonArray(target, key) },
        PredicateExpression { Operator: PredicateOperator.Filter } filter when Write(filter.Source) is { } source && Write(filter.Predicate) is { } predicate =>
            new JsonObject { ["filter"] = new JsonArray(source, predicate) },
        LiteralExpression { Kind: LiteralKind.String } literal => JsonValue.Create(literal.Text),
        LiteralExpression { Kind: LiteralKind.Integer } literal => JsonValue.Create(literal.Integer),
        LiteralExpression { Kind: LiteralKind.Boolean } literal => JsonValue.Create(literal.Integer != 0),
        _ => null,
    };
}
