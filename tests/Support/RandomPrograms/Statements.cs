using System.Linq;
using System.Text;

namespace Weaver.Tests.Support.RandomPrograms;

/// <summary>Writes random statements. Loops and jumps back ask <c>T.Go</c>, which runs dry, so that every program ends.</summary>
internal sealed class Statements(Expressions expressions)
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Line(string text, int depth) => _text.Append(' ', 4 * (depth + 2)).Append(text).Append('\n');

    public void Block(CodeContext context, int count)
    {
        Line("{", context.Depth);
        Body(context, count);
        Line("}", context.Depth);
    }

    public void Body(CodeContext context, int count)
    {
        var inner = context.Nest();
        for (var i = 0; i < count; i++)
            Statement(inner);
    }

    public void Return(CodeContext context)
        => Line(context.IsIterator ? "yield break;" : $"return {expressions.Write(context.Result, context)};", context.Depth);

    private void Statement(CodeContext context)
    {
        if (context.MaySuspend && expressions.Chance(25) && Suspend(context))
            return;

        var simple = context.Depth > 5;
        switch (expressions.Next(simple ? 8 : 24))
        {
            case 0 or 1:
                Declare(context);
                break;
            case 2 or 3:
                Assign(context);
                break;
            case 4 or 5:
                Line($"T.Log({expressions.Next(1000)}, {Value(context, expressions.AnyKind())});", context.Depth);
                break;
            case 6:
                Jump(context);
                break;
            case 7:
                Log(context);
                break;
            case 8 or 9:
                If(context);
                break;
            case 10:
                For(context);
                break;
            case 11:
                While(context);
                break;
            case 12:
                Each(context);
                break;
            case 13 or 14 or 15:
                Try(context);
                break;
            case 16:
                Switch(context);
                break;
            case 17:
                Goto(context);
                break;
            case 18:
                LocalFunction(context);
                break;
            case 19:
                Using(context);
                break;
            case 20:
                Closure(context);
                break;
            case 21:
                References(context);
                break;
            case 22:
                Line($"var ({Named("d")}, {Named("d")}) = ({Value(context, Kind.Int)}, {Value(context, Kind.Text)});", context.Depth);
                break;
            default:
                Line("lock (T.Gate)", context.Depth);
                Block(context.Nest(suspends: false, yields: false), 2);
                break;
        }
    }

    private string Value(CodeContext context, Kind kind) => expressions.Write(kind, context);

    private string Named(string prefix) => expressions.NewName(prefix);

    private bool Suspend(CodeContext context)
    {
        if (context.IsIterator && context.MayYield && expressions.Chance(60))
        {
            Line($"yield return {Value(context, Kind.Int)};", context.Depth);
            return true;
        }

        if (context.Member.Shape is not (Shape.Async or Shape.ValueAsync or Shape.AsyncIterator))
            return false;

        var later = expressions.LaterAsync(context.Member);
        if (later == null || expressions.Chance(30))
        {
            Line(expressions.Any("await Task.Yield();", "await Task.CompletedTask;", "await Task.Yield();"), context.Depth);
            return true;
        }

        var name = Named("w");
        Line($"var {name} = await {expressions.Call(later, context, 1)};", context.Depth);
        context.Variables.Add(new Variable(name, later.Result));
        return true;
    }

    private void Declare(CodeContext context)
    {
        var kind = expressions.AnyKind();
        var name = Named("v");
        Line($"{Expressions.TypeOf(kind)} {name} = {Value(context, kind)};", context.Depth);
        context.Variables.Add(new Variable(name, kind));
    }

    private void Assign(CodeContext context)
    {
        var targets = context.Variables.Where(v => v.Assignable).ToList();
        if (targets.Count == 0)
        {
            Declare(context);
            return;
        }

        var target = expressions.Any<Variable>(targets);
        var oper = target.Kind is Kind.Int or Kind.Long && expressions.Chance(40) ? expressions.Any("+=", "-=", "*=", "^=") : "=";
        Line(target.Kind == Kind.Array && expressions.Chance(50)
            ? $"{target.Name}[{Value(context, Kind.Int)} & 3] = {Value(context, Kind.Int)};"
            : $"{target.Name} {oper} {Value(context, target.Kind)};", context.Depth);
    }

    private void Log(CodeContext context)
    {
        var shown = context.Variables.Count == 0 ? "0" : expressions.Any<Variable>(context.Variables).Name;
        Line($"T.Log({expressions.Next(1000)}, {shown});", context.Depth);
    }

    private void Jump(CodeContext context)
    {
        if (context.InLoop && expressions.Chance(50))
            Line($"if ({Value(context, Kind.Bool)}) {expressions.Any("break", "continue")};", context.Depth);
        else if (expressions.Chance(35))
            Line($"if ({Value(context, Kind.Bool)}) throw new {expressions.Any("InvalidOperationException", "ArgumentException", "TestException")}({Value(context, Kind.Text)});", context.Depth);
        else if (!context.InFinally && expressions.Chance(60))
            Line(context.IsIterator ? $"if ({Value(context, Kind.Bool)}) yield break;" : $"if ({Value(context, Kind.Bool)}) return {Value(context, context.Result)};", context.Depth);
        else
            Log(context);
    }

    private void If(CodeContext context)
    {
        Line($"if ({Value(context, Kind.Bool)})", context.Depth);
        Block(context, 1 + expressions.Next(3));
        if (!expressions.Chance(50))
            return;

        Line("else", context.Depth);
        Block(context, 1 + expressions.Next(2));
    }

    private void For(CodeContext context)
    {
        var name = Named("i");
        Line($"for (int {name} = 0; {name} < {1 + expressions.Next(5)} && T.Go(); {name}++)", context.Depth);
        var inner = context.Nest(loop: true);
        inner.Variables.Add(new Variable(name, Kind.Int, Assignable: false));
        Block(inner, 1 + expressions.Next(3));
    }

    private void While(CodeContext context)
    {
        var inner = context.Nest(loop: true);
        if (expressions.Chance(50))
        {
            Line($"while (T.Go() && {Value(context, Kind.Bool)})", context.Depth);
            Block(inner, 1 + expressions.Next(3));
            return;
        }

        Line("do", context.Depth);
        Block(inner, 1 + expressions.Next(3));
        Line($"while (T.Go() && {Value(context, Kind.Bool)});", context.Depth);
    }

    private void Each(CodeContext context)
    {
        var name = Named("e");
        var (kind, source) = expressions.Any(
            (Kind.Int, Value(context, Kind.Array)),
            (Kind.Int, $"new List<int>({Value(context, Kind.Array)})"),
            (Kind.Int, $"T.Count({Value(context, Kind.Int)} & 3)"),
            (Kind.Text, $"new[] {{ {Value(context, Kind.Text)}, \"q\" }}"));
        Line($"foreach (var {name} in {source})", context.Depth);
        var inner = context.Nest(loop: true);
        inner.Variables.Add(new Variable(name, kind, Assignable: false));
        Block(inner, 1 + expressions.Next(3));
    }

    private void Try(CodeContext context)
    {
        var (catches, ends) = expressions.Next(4) switch
        {
            0 => (0, true),
            1 => (1, true),
            2 => (2, false),
            _ => (1, false),
        };
        Line("try", context.Depth);
        Block(context.Nest(yields: catches == 0), 1 + expressions.Next(3));
        for (var i = 0; i < catches; i++)
        {
            var name = Named("x");
            var last = i == catches - 1;
            var filter = expressions.Chance(40) || !last ? $" when (T.Filter({expressions.Next(1000)}, {name}) && {Value(context.Nest(suspends: false, inFilter: true), Kind.Bool)})" : "";
            Line($"catch ({(last ? "Exception" : expressions.Any("InvalidOperationException", "TestException", "NullReferenceException"))} {name}){filter}", context.Depth);
            Line("{", context.Depth);
            Line($"T.Log({expressions.Next(1000)}, {name});", context.Depth + 1);
            Body(context.Nest(yields: false, inHandler: true), expressions.Next(3));
            if (expressions.Chance(10))
                Line("throw;", context.Depth + 1);
            Line("}", context.Depth);
        }

        if (!ends)
            return;

        Line("finally", context.Depth);
        Block(context.Nest(loop: false, yields: false, inFinally: true), 1 + expressions.Next(2));
    }

    private void Switch(CodeContext context)
    {
        var text = expressions.Chance(40);
        Line(text ? $"switch ({Value(context, Kind.Text)})" : $"switch ({Value(context, Kind.Int)} & 7)", context.Depth);
        Line("{", context.Depth);
        for (var i = 0; i < 2 + expressions.Next(4); i++)
        {
            Line(text ? $"case \"{"abxyzq"[i]}\":" : $"case {i}:", context.Depth + 1);
            Block(context.Nest(loop: false), 1 + expressions.Next(2));
            Line(i > 0 && !text && expressions.Chance(20) ? "goto case 0;" : "break;", context.Depth + 2);
        }

        Line("default:", context.Depth + 1);
        Block(context.Nest(loop: false), 1);
        Line("break;", context.Depth + 2);
        Line("}", context.Depth);
    }

    private void Goto(CodeContext context)
    {
        var label = Named("L");
        if (expressions.Chance(50))
        {
            Line($"{label}:", context.Depth);
            Block(context, 1 + expressions.Next(2));
            Line($"if (T.Go() && {Value(context, Kind.Bool)}) goto {label};", context.Depth);
            return;
        }

        Line($"if ({Value(context, Kind.Bool)}) goto {label};", context.Depth);
        Block(context, 1 + expressions.Next(2));
        Line($"{label}:", context.Depth);
        Line(";", context.Depth);
    }

    private void LocalFunction(CodeContext context)
    {
        var (name, parameter) = (Named("F"), Named("y"));
        var kind = expressions.AnyKind();
        var inner = context.Lambda(kind);
        inner.Variables.Add(new Variable(parameter, Kind.Int));
        Line($"{Expressions.TypeOf(kind)} {name}(int {parameter})", context.Depth);
        Line("{", context.Depth);
        Body(inner, 1 + expressions.Next(2));
        Return(inner);
        Line("}", context.Depth);
        var result = Named("v");
        Line($"{Expressions.TypeOf(kind)} {result} = {name}({Value(context, Kind.Int)});", context.Depth);
        context.Variables.Add(new Variable(result, kind));
    }

    private void Closure(CodeContext context)
    {
        var name = Named("f");
        var inner = context.Lambda(Kind.Int);
        Line($"Func<int> {name} = () =>", context.Depth);
        Line("{", context.Depth);
        Body(inner, 1 + expressions.Next(2));
        Return(inner);
        Line("};", context.Depth);
        Line($"T.Log({expressions.Next(1000)}, {name}() + {name}());", context.Depth);
    }

    private void Using(CodeContext context)
    {
        Line($"using (new Closing({expressions.Next(1000)}))", context.Depth);
        Block(context, 1 + expressions.Next(2));
    }

    // By-ref locals, spans, out variables; nothing may be awaited while they live.
    private void References(CodeContext context)
    {
        var inner = context.Nest(suspends: false, yields: false);
        Line("{", context.Depth);
        var name = Named("r");
        switch (expressions.Next(4))
        {
            case 0 when !context.InHandler:
                Line($"Span<int> {name} = stackalloc int[] {{ {Value(inner, Kind.Int)}, 2, {Value(inner, Kind.Int)} }};", inner.Depth);
                Line($"{name}[{Value(inner, Kind.Int)} & 1] += {Value(inner, Kind.Int)};", inner.Depth);
                Line($"T.Log({expressions.Next(1000)}, T.Sum({name}));", inner.Depth);
                break;
            case 1:
                Line($"var {name}a = {Value(inner, Kind.Array)};", inner.Depth);
                Line($"ref int {name} = ref {name}a[{Value(inner, Kind.Int)} & 1];", inner.Depth);
                inner.Variables.Add(new Variable(name, Kind.Int, Capturable: false));
                Line($"{name} += {Value(inner, Kind.Int)};", inner.Depth);
                break;
            case 2:
                Line($"T.Parse({Value(inner, Kind.Text)}, out var {name});", inner.Depth);
                inner.Variables.Add(new Variable(name, Kind.Int));
                break;
            default:
                Line($"var {name} = {Value(inner, Kind.Pair)};", inner.Depth);
                inner.Variables.Add(new Variable(name, Kind.Pair));
                Line($"T.Bump(ref {name}, {Value(inner, Kind.Int)});", inner.Depth);
                break;
        }

        Body(inner, 1 + expressions.Next(2));
        Line("}", context.Depth);
    }
}
