using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>Writes random expressions of a wanted type over the variables of a place.</summary>
internal sealed class Expressions(Random random, IReadOnlyList<Member> members)
{
    private int _names;

    public static string TypeOf(Kind kind) => kind switch
    {
        Kind.Int => "int",
        Kind.Long => "long",
        Kind.Double => "double",
        Kind.Bool => "bool",
        Kind.Text => "string",
        Kind.Pair => "Pair",
        Kind.Node => "Node",
        Kind.Array => "int[]",
        Kind.Maybe => "int?",
        _ => "object",
    };

    public string NewName(string prefix) => prefix + _names++;

    public Kind AnyKind() => (Kind)random.Next(10);

    public bool Chance(int percent) => random.Next(100) < percent;

    public int Next(int end) => random.Next(end);

    public T Any<T>(params IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public string Write(Kind kind, CodeContext context, int depth = 0)
    {
        var known = context.Variables.Where(v => v.Kind == kind).ToList();
        if (known.Count > 0 && Chance(depth > 2 ? 80 : 40))
            return Any<Variable>(known).Name;
        if (depth > 3)
            return Literal(kind);
        if (Chance(12) && Call(kind, context, depth) is { } call)
            return call;
        if (Chance(6))
            return $"({Write(Kind.Bool, context, depth + 1)} ? {Write(kind, context, depth + 1)} : {Write(kind, context, depth + 1)})";
        if (Chance(5))
            return Lambda(kind, context, depth);
        if (Chance(4))
            return SwitchExpression(kind, context, depth);

        string E(Kind k) => Write(k, context, depth + 1);
        return kind switch
        {
            Kind.Int => Int(context, depth),
            Kind.Long => Any($"({E(Kind.Long)} {Any("+", "-", "*", "^")} {E(Kind.Int)})", $"((long){E(Kind.Int)})", Literal(kind), $"({E(Kind.Long)} << ({E(Kind.Int)} & 31))", $"{E(Kind.Pair)}.B"),
            Kind.Double => Any($"({E(Kind.Double)} {Any("+", "-", "*", "/")} {E(Kind.Double)})", $"((double){E(Kind.Int)})", $"Math.Abs({E(Kind.Double)})", Literal(kind)),
            Kind.Bool => Bool(context, depth),
            Kind.Text => Any($"({E(Kind.Text)} + {E(Kind.Int)})", $"$\"{{{E(Kind.Int)}}}-{{{E(Kind.Bool)}}}\"", $"T.Show({E(AnyKind())})", Literal(kind), $"({E(Kind.Node)}?.Name ?? {E(Kind.Text)})", $"(T.Show({E(Kind.Object)})?.ToString())"),
            Kind.Pair => Any($"new Pair({E(Kind.Int)}, {E(Kind.Long)})", $"({E(Kind.Pair)} + {E(Kind.Pair)})", $"({E(Kind.Pair)} with {{ A = {E(Kind.Int)} }})", "default(Pair)", $"{E(Kind.Pair)}.Swap()"),
            Kind.Node => Any($"new Node({E(Kind.Int)}, {E(Kind.Text)})", $"new Leaf({E(Kind.Int)}, {E(Kind.Text)}, {E(Kind.Double)})", $"({E(Kind.Node)} with {{ Value = {E(Kind.Int)} }})", "((Node)null)", $"({E(Kind.Object)} as Node)", $"({E(Kind.Node)}?.Next)"),
            Kind.Array => Any($"(new int[] {{ {E(Kind.Int)}, {E(Kind.Int)} }})", $"(new int[({E(Kind.Int)} & 7)])", $"T.Slice({E(Kind.Array)}, {E(Kind.Int)})", context.InFilter ? Literal(kind) : $"((int[])[{E(Kind.Int)}, .. {E(Kind.Array)}])"),
            Kind.Maybe => Any($"((int?){E(Kind.Int)})", "((int?)null)", $"({E(Kind.Maybe)} + {E(Kind.Int)})", $"({E(Kind.Node)}?.Value)", $"({E(Kind.Text)}?.Length)"),
            _ => Any($"((object){E(Kind.Int)})", $"((object){E(Kind.Text)})", $"((object){E(Kind.Pair)})", $"((object){E(Kind.Node)})", "((object)null)", $"((object){E(Kind.Double)})"),
        };
    }

    /// <summary>A call of a later method, or null when none gives the kind here; awaits are statements of their own.</summary>
    public string? Call(Kind kind, CodeContext context, int depth)
    {
        var callable = members.Where(m => m.Index > context.Member.Index && m.Result == kind && !m.IsAsync).ToList();
        return callable.Count == 0 ? null : Call(Any<Member>(callable), context, depth);
    }

    public Member? LaterAsync(Member member)
    {
        var later = members.Where(m => m.Index > member.Index && m.IsAsync).ToList();
        return later.Count == 0 ? null : Any<Member>(later);
    }

    public string Call(Member member, CodeContext context, int depth)
    {
        var values = member.Parameters.Select(p => Write(p, context, depth + 1)).ToList();
        var arguments = string.Join(", ", values);
        return member.Shape switch
        {
            Shape.Instance or Shape.Virtual => $"new {Any("Shape", "Circle")}({values[0]}).{member.Name}({string.Join(", ", values.Skip(1))})",
            Shape.Struct => $"new Box({values[0]}).{member.Name}({string.Join(", ", values.Skip(1))})",
            Shape.Generic => $"P.{member.Name}<{Any("int", "string", "Pair", "Node")}>({arguments})",
            Shape.GenericType => $"new Cell<{Any("int", "string", "Pair")}>().{member.Name}({arguments})",
            Shape.ByReference => $"P.Via{member.Name}({arguments})",
            Shape.Iterator => $"T.Sum(P.{member.Name}({arguments}))",
            Shape.AsyncIterator => $"T.Sum(P.{member.Name}({arguments}))",
            Shape.Property => $"new Props{member.Index}({values[0]}).{member.Name}",
            Shape.Operator => $"((int)(new Number{member.Index}({values[0]}) + {values[1]}))",
            Shape.Constructor => $"new Made{member.Index}({arguments}).Value",
            Shape.Explicit => $"((IOdd{member.Index})new Odd{member.Index}()).{member.Name}({arguments})",
            Shape.DefaultInterface => $"((IEven{member.Index})new Even{member.Index}()).{member.Name}({arguments})",
            Shape.StaticAbstract => $"P.Via{member.Name}<Odd{member.Index}>({arguments})",
            Shape.Span => $"P.{member.Name}({arguments})",
            Shape.Extension => $"({values[0]}).{member.Name}({string.Join(", ", values.Skip(1))})",
            _ => $"P.{member.Name}({arguments})",
        };
    }

    // Hidden behind calls, or the compiler would compute with constants and refuse those that overflow.
    private string Literal(Kind kind) => kind switch
    {
        Kind.Int => $"T.K({Any("0", "1", "2", "-1", "7", "int.MaxValue", random.Next(-100, 100).ToString(CultureInfo.InvariantCulture))})",
        Kind.Long => $"T.K({Any("0L", "1L", "-5L", "long.MaxValue")})",
        Kind.Double => Any("0.5", "1.25", "(-3.0)", "double.NaN"),
        Kind.Bool => $"T.K({Any("true", "false")})",
        Kind.Text => Any("\"\"", "\"ab\"", "\"xyz\"", "((string)null)"),
        Kind.Pair => "new Pair(1, 2)",
        Kind.Node => Any("((Node)null)", "new Node(3, \"n\")"),
        Kind.Array => "(new int[] { 1, 2, 3 })",
        Kind.Maybe => Any("((int?)null)", "((int?)4)"),
        _ => Any("((object)null)", "((object)5)", "((object)\"o\")"),
    };

    private string Int(CodeContext context, int depth)
    {
        string E(Kind k) => Write(k, context, depth + 1);
        var assignable = context.Variables.Where(v => v.Kind == Kind.Int && v.Assignable).ToList();
        if (assignable.Count > 0 && Chance(10))
            return Any($"{Any<Variable>(assignable).Name}++", $"--{Any<Variable>(assignable).Name}", $"({Any<Variable>(assignable).Name} = {E(Kind.Int)})");

        return random.Next(16) switch
        {
            0 => $"({E(Kind.Int)} / {E(Kind.Int)})",
            1 => $"({E(Kind.Int)} % ({E(Kind.Int)} | 1))",
            2 => $"{E(Kind.Array)}[{E(Kind.Int)} & 3]",
            3 => $"{E(Kind.Text)}.Length",
            4 => $"{E(Kind.Pair)}.A",
            5 => $"({E(Kind.Node)}?.Value ?? {E(Kind.Int)})",
            6 => $"checked({E(Kind.Int)} + {E(Kind.Int)})",
            7 => $"({E(Kind.Maybe)} ?? {E(Kind.Int)})",
            8 => $"((int){E(Kind.Long)})",
            9 => Pattern(context, depth),
            10 => $"{E(Kind.Array)}.Length",
            11 => $"T.Sum({E(Kind.Array)}.Where({Parameter(out var p)} => {Write(Kind.Bool, With(context, p), depth + 1)}))",
            12 => $"(~{E(Kind.Int)})",
            13 => $"((int){E(Kind.Object)})",
            _ => $"({E(Kind.Int)} {Any("+", "-", "*", "&", "|", "^", ">>", "<<")} {E(Kind.Int)})",
        };
    }

    private string Parameter(out string name) => name = NewName("x");

    private static CodeContext With(CodeContext context, string parameter)
    {
        var lambda = context.Lambda(Kind.Bool);
        lambda.Variables.Add(new Variable(parameter, Kind.Int));
        return lambda;
    }

    private string Bool(CodeContext context, int depth)
    {
        string E(Kind k) => Write(k, context, depth + 1);
        return random.Next(9) switch
        {
            0 => $"({E(Kind.Bool)} && {E(Kind.Bool)})",
            1 => $"({E(Kind.Bool)} || {E(Kind.Bool)})",
            2 => $"!{E(Kind.Bool)}",
            3 => $"({E(Kind.Text)} == {E(Kind.Text)})",
            4 => $"({E(Kind.Double)} < {E(Kind.Double)})",
            5 => $"({E(Kind.Object)} is {Any("int", "string", "Pair", "Leaf", "not null", "Pair { A: > 0 }", "Node { Name.Length: > 1 }", "string { Length: 2 } or int")})",
            6 => $"({E(Kind.Node)} == {E(Kind.Node)})",
            7 => $"({E(Kind.Array)} is [_, > 0, ..])",
            _ => $"({E(Kind.Int)} {Any("<", ">", "<=", "==", "!=")} {E(Kind.Int)})",
        };
    }

    private string Pattern(CodeContext context, int depth)
    {
        var name = NewName("p");
        var (type, use) = Any(("Pair", ".A"), ("Node", ".Value"), ("string", ".Length"), ("int", ""));
        return $"({Write(Kind.Object, context, depth + 1)} is {type} {name} ? {name}{use} : {Write(Kind.Int, context, depth + 1)})";
    }

    private string Lambda(Kind kind, CodeContext context, int depth)
    {
        var name = NewName("x");
        var inner = context.Lambda(kind);
        inner.Variables.Add(new Variable(name, Kind.Int));
        var body = Write(kind, inner, depth + 1);
        return $"((Func<int, {TypeOf(kind)}>)({name} => {body}))({Write(Kind.Int, context, depth + 1)})";
    }

    private string SwitchExpression(Kind kind, CodeContext context, int depth)
    {
        string E(Kind k) => Write(k, context, depth + 1);
        return Chance(50)
            ? $"({E(Kind.Int)} switch {{ 0 => {E(kind)}, > 0 and < 9 => {E(kind)}, _ when T.K({E(Kind.Bool)}) => {E(kind)}, _ => {E(kind)} }})"
            : $"(T.K({E(Kind.Object)}) switch {{ string => {E(kind)}, Pair(var {NewName("pa")}, > 1) => {E(kind)}, null => {E(kind)}, _ => {E(kind)} }})";
    }
}
