using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Expressions;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Expressions;

/// <summary>
/// Every operator on operands of every type: as they should be, with a second operand of another type, null, undefined,
/// empty and redacted. What each gives stands in OperatorTable.txt, which was read and approved line by line.
/// </summary>
[TestClass]
public sealed class OperatorTableTests
{
    private static readonly string[] s_states = ["valid", "wrong", "null", "undefined", "empty", "redacted"];

    private static readonly (string Type, object Valid, object Empty, Type Declared)[] s_types =
    [
        ("string", "abc", "", typeof(string)),
        ("int", 7, 0, typeof(int?)),
        ("double", 7.5, 0.0, typeof(double?)),
        ("decimal", 7.5m, 0m, typeof(decimal?)),
        ("bool", true, false, typeof(bool?)),
        ("enum", DayOfWeek.Friday, DayOfWeek.Sunday, typeof(DayOfWeek?)),
        ("object", new Order(), new Nothing(), typeof(Order)),
        ("list", new List<int> { 1, 2, 3 }, new List<int>(), typeof(List<int>)),
        ("dictionary", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<string, int>(), typeof(Dictionary<string, int>)),
    ];

    // X is the operand, Y a second one of its type; the other words stand for second operands that fit the operator.
    private static readonly (string Name, string Json)[] s_operators =
    [
        ("ref", "X"),
        ("getmember", """{"getmember":[X,"Id"]}"""),
        ("index", """{"index":[X,KEY]}"""),
        ("len", """{"len":X}"""),
        ("count", """{"count":X}"""),
        ("isEmpty", """{"isEmpty":X}"""),
        ("substring", """{"substring":[X,1,WHOLE]}"""),
        ("startsWith", """{"startsWith":[X,TEXT]}"""),
        ("endsWith", """{"endsWith":[X,TEXT]}"""),
        ("contains", """{"contains":[X,ITEM]}"""),
        ("matches", """{"matches":[X,TEXT]}"""),
        ("eq", """{"eq":[X,Y]}"""),
        ("ne", """{"ne":[X,Y]}"""),
        ("gt", """{"gt":[X,Y]}"""),
        ("ge", """{"ge":[X,Y]}"""),
        ("lt", """{"lt":[X,Y]}"""),
        ("le", """{"le":[X,Y]}"""),
        ("and", """{"and":[X,TRUTH]}"""),
        ("or", """{"or":[X,TRUTH]}"""),
        ("not", """{"not":X}"""),
        ("any", """{"any":[X,PREDICATE]}"""),
        ("all", """{"all":[X,PREDICATE]}"""),
        ("filter", """{"len":{"filter":[X,PREDICATE]}}"""),
        ("isDefined", """{"isDefined":X}"""),
        ("isUndefined", """{"isUndefined":X}"""),
        ("instanceof", """{"instanceof":[X,TYPE]}"""),
        ("typeof", """{"typeof":X}"""),
    ];

    [TestMethod]
    public void EveryOperator_OnEveryTypeInEveryState_GivesWhatTheTableSays()
    {
        var actual = Write();
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expressions", "OperatorTable.txt")).ReplaceLineEndings("\n");

        Assert.AreEqual(approved, actual, "The whole table as it is now:\n" + actual);
    }

    private static string Write()
    {
        var table = new StringBuilder();
        foreach (var (name, json) in s_operators)
        {
            foreach (var type in s_types)
            {
                table.Append(CultureInfo.InvariantCulture, $"{name} {type.Type}:");
                foreach (var state in s_states)
                {
                    if (Fill(json, type.Type, state) is { } expression)
                        table.Append(CultureInfo.InvariantCulture, $" {state}={Evaluate(expression, type)}");
                }

                table.Append('\n');
            }
        }

        return table.ToString();
    }

    // Only operators with a second operand can have a wrong one.
    private static string? Fill(string json, string type, string state)
    {
        var isWrong = state == "wrong";
        if (isWrong && json is "X" or """{"len":X}""" or """{"count":X}""" or """{"isEmpty":X}""" or """{"not":X}""" or """{"isDefined":X}""" or """{"isUndefined":X}""" or """{"typeof":X}""" or """{"getmember":[X,"Id"]}""")
            return null;

        var x = state switch { "null" => "n", "undefined" => "missing", "empty" => "e", "redacted" => "password", _ => "v" };
        return json
            .Replace("KEY", isWrong ? "true" : type == "list" ? "1" : "\"a\"", StringComparison.Ordinal)
            .Replace("WHOLE", isWrong ? "\"b\"" : "2", StringComparison.Ordinal)
            .Replace("TEXT", isWrong ? "5" : "\"a\"", StringComparison.Ordinal)
            .Replace("ITEM", isWrong ? "{\"ref\":\"other\"}" : type == "list" ? "2" : "\"a\"", StringComparison.Ordinal)
            .Replace("TRUTH", isWrong ? "5" : "false", StringComparison.Ordinal)
            .Replace("PREDICATE", isWrong ? "5" : type == "list" ? """{"gt":["@it",1]}""" : """{"gt":["@value",1]}""", StringComparison.Ordinal)
            .Replace("TYPE", isWrong ? "\"No.Such.Type\"" : "\"" + TypeName(type) + "\"", StringComparison.Ordinal)
            .Replace("X", $$"""{"ref":"{{x}}"}""", StringComparison.Ordinal)
            .Replace("Y", isWrong ? "{\"ref\":\"other\"}" : "{\"ref\":\"v\"}", StringComparison.Ordinal);
    }

    private static string TypeName(string type) => type switch
    {
        "enum" => "System.Enum",
        "object" => "System.Object",
        "list" => "System.Collections.IList",
        "dictionary" => "System.Collections.IDictionary",
        _ => type,
    };

    // Whether the declared types are known or not, the answer is the same.
    private static string Evaluate(string json, (string Type, object Valid, object Empty, Type Declared) type)
    {
        object other = type.Type is "string" or "object" or "list" or "dictionary" ? 5 : "text";
        var scope = new SomeScope()
            .With("v", type.Valid).With("e", type.Empty).With("n", null, type.Declared).With("other", other).With("password", type.Valid);
        var source = ExpressionParser.Parse(JsonReader.Read(json), "", default);
        Assert.IsNull(source.Error, json + ": " + source.Error?.Message);

        var budget = new EvaluationBudget(TimeSpan.FromSeconds(30));
        return Show(Evaluator.Evaluate(PreparedExpression.Create(source, scope.Variables(), null, scope.Rules), scope, ref budget));
    }

    private static string Show(EvaluationResult result) =>
        result.IsFailed ? "!" + result.Error!.Kind.ToString().ToLowerInvariant()
        : result.Value.Kind switch
        {
            ValueKind.Null => "null",
            ValueKind.Redacted => "{redacted}",
            ValueKind.Object when result.Value.Reference is not (decimal or Enum) => result.Value.Type!.Name,
            _ => WithoutAssemblies(Convert.ToString(result.Value.ToObject(), CultureInfo.InvariantCulture)!).Replace(' ', '_'),
        };

    // The names of constructed types tell versions, which change.
    private static string WithoutAssemblies(string name) => Regex.Replace(name, @", System\.Private\.CoreLib[^\]]*", "");

    private sealed class Order
    {
        public int Id = 7;

        public int Calls => Id;
    }

    private sealed class Nothing;
}
