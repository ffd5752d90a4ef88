using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>
/// Writes C# programs of many shapes. The same seed gives the same program. <c>Entry.Run()</c> runs it and returns a trace
/// of everything it did; it always ends, needs no input and does nothing outside itself.
/// </summary>
public sealed class ProgramGenerator
{
    private readonly Random _random;
    private readonly List<Member> _members = [];
    private readonly Expressions _expressions;
    private readonly StringBuilder _text = new();

    private ProgramGenerator(int seed)
    {
        _random = new Random(seed);
        var shapes = Enum.GetValues<Shape>();
        var count = _random.Next(5, 12);
        for (var i = 0; i < count; i++)
            _members.Add(SomeMember(i, shapes[_random.Next(shapes.Length)]));

        _expressions = new Expressions(_random, _members);
    }

    public static string Generate(int seed) => new ProgramGenerator(seed).Write(seed);

    // What a shape fixes about the first parameter and the result.
    private Member SomeMember(int index, Shape shape)
    {
        var result = shape switch
        {
            Shape.Iterator or Shape.AsyncIterator or Shape.Property or Shape.Operator or Shape.Constructor or Shape.RefReturn => Kind.Int,
            _ => (Kind)_random.Next(10),
        };
        var parameters = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => (Kind)_random.Next(10)).ToArray();
        parameters[0] = shape switch
        {
            Shape.Instance or Shape.Virtual or Shape.Struct or Shape.Property or Shape.Operator => Kind.Int,
            Shape.Span or Shape.Unsafe or Shape.RefReturn => Kind.Array,
            _ => parameters[0],
        };
        if (shape is Shape.Property)
            parameters = [Kind.Int];
        if (shape is Shape.Operator)
            parameters = [Kind.Int, Kind.Int];

        return new Member(index, shape, result, parameters);
    }

    private string Write(int seed)
    {
        _text.Append("// Random program ").Append(seed).Append('\n').Append(ProgramFrame.Header);
        foreach (var shape in new[] { Shape.Instance, Shape.Virtual })
            WriteType(shape == Shape.Instance ? "public partial class Shape" : "public partial class Circle : Shape", _members.Where(m => m.Shape is Shape.Instance or Shape.Virtual), shape);
        WriteType("public partial struct Box", _members.Where(m => m.Shape == Shape.Struct), Shape.Struct);
        WriteType("public partial class Cell<TContent>", _members.Where(m => m.Shape == Shape.GenericType), Shape.GenericType);
        WriteType("public static partial class P", _members.Where(m => IsPlain(m.Shape)), Shape.Static);
        foreach (var member in _members.Where(m => !IsPlain(m.Shape)))
            WriteOwnType(member);

        WriteEntry();
        return _text.ToString();
    }

    private static bool IsPlain(Shape shape)
        => shape is Shape.Static or Shape.Generic or Shape.ByReference or Shape.Iterator or Shape.Async or Shape.ValueAsync or Shape.AsyncIterator or Shape.Span or Shape.Unsafe or Shape.RefReturn or Shape.Extension;

    private void WriteType(string header, IEnumerable<Member> members, Shape shape)
    {
        _text.Append(header).Append("\n{\n");
        foreach (var member in members)
        {
            // A derived class overrides what is virtual and hides nothing else.
            if (shape != Shape.Virtual)
                WriteMethod(member, Signature(member, member.Shape == Shape.Virtual ? "virtual " : ""));
            else if (member.Shape == Shape.Virtual)
                WriteMethod(member, Signature(member, "override "));
        }

        _text.Append("}\n");
    }

    private string Signature(Member member, string modifier)
    {
        var skip = member.Shape is Shape.Instance or Shape.Virtual or Shape.Struct ? 1 : 0;
        var result = member.Shape switch
        {
            Shape.Iterator => "IEnumerable<int>",
            Shape.AsyncIterator => "async IAsyncEnumerable<int>",
            Shape.Async => $"async Task<{Expressions.TypeOf(member.Result)}>",
            Shape.ValueAsync => $"async ValueTask<{Expressions.TypeOf(member.Result)}>",
            Shape.RefReturn => "ref int",
            Shape.Unsafe => "unsafe " + Expressions.TypeOf(member.Result),
            _ => Expressions.TypeOf(member.Result),
        };
        var parameters = member.Parameters.Select((p, i) => Parameter(member, p, i)).Skip(skip);
        var isStatic = IsPlain(member.Shape) ? "static " : "";
        var generic = member.Shape == Shape.Generic ? "<TAny>" : "";
        return $"public {isStatic}{modifier}{result} {(member.Shape == Shape.RefReturn ? "Ref" : "")}{member.Name}{generic}({string.Join(", ", parameters)})";
    }

    private static string Parameter(Member member, Kind kind, int index)
    {
        var type = Expressions.TypeOf(kind);
        return member.Shape switch
        {
            Shape.ByReference => index switch { 0 => $"ref {type} a0", 1 => $"in {type} a1", _ => $"out {type} a{index}" },
            Shape.Span when index == 0 => "Span<int> s",
            Shape.Extension when index == 0 => $"this {type} a0",
            _ => $"{type} a{index}",
        };
    }

    private CodeContext ContextOf(Member member)
    {
        var variables = member.Parameters.Select((p, i) => new Variable(
            "a" + i,
            p,
            Assignable: !(member.Shape == Shape.ByReference && i == 1),
            Capturable: member.Shape != Shape.ByReference)).ToList();
        switch (member.Shape)
        {
            case Shape.Instance or Shape.Virtual or Shape.Property or Shape.Constructor:
                variables.RemoveAll(v => v.Name == "a0" && member.Shape != Shape.Constructor);
                variables.Add(new Variable("Size", Kind.Int));
                break;
            case Shape.Struct:
                variables[0] = new Variable("Content", Kind.Int, Capturable: false);
                break;
            case Shape.Span:
                variables.RemoveAt(0);
                variables.Add(new Variable("s[0]", Kind.Int, Capturable: false));
                break;
            case Shape.Operator:
                variables = [new Variable("x.Value", Kind.Int), new Variable("y.Value", Kind.Int, Assignable: false)];
                break;
        }

        return new CodeContext
        {
            Member = member,
            Variables = variables,
            Result = member.Result,
            MaySuspend = member.Shape is Shape.Async or Shape.ValueAsync or Shape.Iterator or Shape.AsyncIterator,
            IsIterator = member.Shape is Shape.Iterator or Shape.AsyncIterator,
            MayYield = member.Shape is Shape.Iterator or Shape.AsyncIterator,
        };
    }

    private void WriteMethod(Member member, string signature)
    {
        _text.Append("    ").Append(signature).Append("\n    {\n");
        _text.Append(Body(member));
        _text.Append("    }\n\n");
        WriteCompanion(member);
    }

    private string Body(Member member)
    {
        var context = ContextOf(member);
        var statements = new Statements(_expressions);
        if (member.Shape == Shape.ByReference)
        {
            for (var i = 2; i < member.Parameters.Length; i++)
                statements.Line($"a{i} = default;", 0);
        }

        statements.Line($"T.Log({member.Index}, \"{member.Name}\");", 0);
        var spent = context.IsIterator ? "yield break;" : member.Shape switch { Shape.Constructor => "return;", Shape.Operator => "return x;", Shape.RefReturn => "return ref T.Cell;", _ => "return default;" };
        statements.Line($"if (!T.Go()) {spent}", 0);
        if (member.Shape == Shape.Unsafe)
        {
            statements.Line("int local = 5; int* q = &local; *q += 1;", 0);
            statements.Line("fixed (int* p = a0) { if (p != null) { *p = *q; q = &local; } }", 0);
            statements.Line("T.Log(1, local);", 0);
        }

        // What returns something other than a value of its kind returns from the end only.
        var plain = member.Shape is not (Shape.Constructor or Shape.Operator or Shape.RefReturn);
        statements.Body(plain ? context : context.Nest(inFinally: true), 3 + _expressions.Next(5));
        statements.Line(member.Shape switch
        {
            Shape.Iterator or Shape.AsyncIterator => $"yield return {_expressions.Write(Kind.Int, context)};",
            Shape.Constructor => $"Value = {_expressions.Write(Kind.Int, context)};",
            Shape.Operator => $"return new Number{member.Index}({_expressions.Write(Kind.Int, context)});",
            Shape.RefReturn => "if (a0 == null || a0.Length == 0) return ref T.Cell; return ref a0[a0.Length - 1];",
            _ => $"return {_expressions.Write(member.Result, context)};",
        }, 0);
        if (member.Shape == Shape.AsyncIterator)
            statements.Line("await Task.Yield();", 0);

        return statements.Text;
    }

    // How a method with parameters or a result of its own kind is called with plain values.
    private void WriteCompanion(Member member)
    {
        var parameters = string.Join(", ", member.Parameters.Select((p, i) => $"{Expressions.TypeOf(p)} a{i}"));
        if (member.Shape == Shape.ByReference)
        {
            var arguments = string.Join(", ", member.Parameters.Select((_, i) => i switch { 0 => "ref a0", 1 => "in a1", _ => "out a" + i }));
            var after = string.Concat(member.Parameters.Select((_, i) => $" T.Log({i}, a{i});"));
            _text.Append($"    public static {Expressions.TypeOf(member.Result)} Via{member.Name}({parameters}) {{ var r = {member.Name}({arguments});{after} return r; }}\n\n");
        }
        else if (member.Shape == Shape.RefReturn)
        {
            var arguments = string.Join(", ", member.Parameters.Select((_, i) => "a" + i));
            _text.Append($"    public static int {member.Name}({parameters}) {{ ref int r = ref Ref{member.Name}({arguments}); r += 3; return r; }}\n\n");
        }
    }

    private void WriteOwnType(Member member)
    {
        var i = member.Index;
        var type = Expressions.TypeOf(member.Result);
        var parameters = string.Join(", ", member.Parameters.Select((p, k) => $"{Expressions.TypeOf(p)} a{k}"));
        switch (member.Shape)
        {
            case Shape.Property:
                Type($"public sealed class Props{i}(int size)", $"    private int Size = size;\n    public int {member.Name}\n    {{\n        get\n        {{\n{Body(member)}        }}\n        set {{ Size = value; }}\n    }}\n");
                break;
            case Shape.Operator:
                Type($"public sealed class Number{i}(int value)", $"    public int Value = value;\n    public static implicit operator int(Number{i} n) => n.Value;\n    public static Number{i} operator +(Number{i} x, Number{i} y)\n    {{\n{Body(member)}    }}\n    public static Number{i} operator +(Number{i} x, int y) => x + new Number{i}(y);\n");
                break;
            case Shape.Constructor:
                Type($"public sealed class Made{i} : Shape", $"    private int Size = T.K(4);\n    public int Value;\n    public Made{i}({parameters}) : base(T.K({i}))\n    {{\n{Body(member)}    }}\n");
                break;
            case Shape.Explicit:
                Type($"public interface IOdd{i}", $"    {type} {member.Name}({parameters});\n");
                Type($"public sealed class Odd{i} : IOdd{i}", $"    {type} IOdd{i}.{member.Name}({parameters})\n    {{\n{Body(member)}    }}\n");
                break;
            case Shape.DefaultInterface:
                Type($"public interface IEven{i}", $"    {type} {member.Name}({parameters})\n    {{\n{Body(member)}    }}\n");
                Type($"public sealed class Even{i} : IEven{i}", "");
                break;
            case Shape.StaticAbstract:
                var arguments = string.Join(", ", member.Parameters.Select((_, k) => "a" + k));
                Type($"public interface IStat{i}<TSelf> where TSelf : IStat{i}<TSelf>", $"    static abstract {type} {member.Name}({parameters});\n");
                Type($"public struct Odd{i} : IStat{i}<Odd{i}>", $"    public static {type} {member.Name}({parameters})\n    {{\n{Body(member)}    }}\n");
                Type("public static partial class P", $"    public static {type} Via{member.Name}<TOdd>({parameters}) where TOdd : IStat{i}<TOdd> => TOdd.{member.Name}({arguments});\n");
                break;
        }
    }

    private void Type(string header, string body) => _text.Append(header).Append("\n{\n").Append(body).Append("}\n\n");

    private void WriteEntry()
    {
        _text.Append("public static partial class Entry\n{\n    private static async Task RunAll()\n    {\n");
        var context = new CodeContext { Member = new Member(-1, Shape.Static, Kind.Int, []) };
        foreach (var member in _members)
        {
            var call = _expressions.Call(member, context, 3);
            _text.Append($"        try {{ T.Fuel = 400; T.Log({member.Index}, {(member.IsAsync ? "await " : "")}{call}); }} catch (Exception e) {{ T.Log(-1, e); }}\n");
        }

        _text.Append("    }\n}\n");
    }
}
