using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Linq.Dynamic.Core;
using DotLiquid;
using HandlebarsDotNet;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.VisualBasic;
using Microsoft.CodeAnalysis.VisualBasic.Syntax;

namespace Explore.Workloads.Packages;

internal static class Languages
{
    private const string Script =
        """
        function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
        class Shape { #n; constructor(n) { this.#n = n; } get n() { return this.#n; } area() { return 0; } *each() { for (let i = 0; i < this.#n; i++) yield i * i; } }
        class Square extends Shape { constructor(s) { super(4); this.s = s; } area() { return this.s ** 2 + super.area(); } }
        log('fib', fib(15));
        log('area', new Square(3).area(), [...new Square(3).each()].join());
        log('map', [5, 3, 8, 1].map(x => x * 2).filter(x => x > 4).sort((a, b) => a - b).reduce((a, b) => a + '-' + b));
        const { a, ...rest } = { a: 1, b: [2, { c: 3 }], d: null }; log('rest', a, JSON.stringify(rest));
        log('regex', 'The year 1999 and 2024'.replace(/(\d{2})(\d{2})/g, '$2/$1'), /(?<y>\d+)/.exec('in 42').groups.y);
        log('tag', ((s, ...v) => s.raw.join('|') + v.join())`x${1}y${2}z`);
        try { null.f(); } catch (e) { log('error', e instanceof TypeError, e.message); } finally { log('finally'); }
        const p = new Proxy({}, { get: (t, k) => 'got ' + String(k), has: () => true }); log('proxy', p.abc, 'q' in p);
        log('bigint', 2n ** 100n, typeof 1n, Symbol.iterator.toString());
        var m = new Map([[1, 'a'], ['x', { y: 1 }]]); for (const [k, v] of m) log('map', k, JSON.stringify(v));
        log('date', new Date(Date.UTC(2020, 1, 29, 12)).toISOString());
        outer: for (var i = 0; i < 3; i++) for (var j = 0; j < 3; j++) { if (j == 2) continue outer; if (i == 2) break outer; log('loop', i, j); }
        Promise.resolve(1).then(x => { log('then', x); throw new RangeError('no'); }).catch(e => log('caught', e.message));
        (async () => { for await (const x of [Promise.resolve(7), 8]) log('await', x); })();
        log('typed', Array.from(new Uint8Array([1, 257, -1])), parseInt('0x1f'), (0.1 + 0.2).toFixed(10), isNaN('x'));
        switch (3) { case 1: log('one'); case 3: log('three'); default: log('fell'); }
        """;

    private delegate void Printer(params JsValue[] values);

    private static void Print(params JsValue[] values) => Console.WriteLine(string.Join(' ', values.Select(static v => v.ToString())));

    public static void JavaScript()
    {
        var engine = new Jint.Engine(options => options.LimitRecursion(200).Strict());
        engine.SetValue("log", new Printer(Print));
        engine.Execute(Script);
        engine.Advanced.ProcessTasks();
        engine.SetValue("host", new Dictionary<string, object> { ["n"] = 3, ["list"] = new List<int> { 1, 2, 3 } });
        Say.Line("host", engine.Evaluate("host.n + host.list.Count").ToString());
        Say.Throws("syntax", () => engine.Execute("let = = 3"));
        foreach (var bad in (string[])["undefined.x", "throw new Error('mine')", "(function f() { f(); })()"])
        {
            try
            {
                engine.Execute(bad);
            }
            catch (JintException e)
            {
                Say.Line(bad, e.GetType().Name + " " + e.Message);
            }
        }

        Say.Line("sieve", engine.Evaluate("const s = []; for (let i = 2; i < 400; i++) if (s.every(p => i % p)) s.push(i); s.length + ' ' + s.at(-1)").ToString());
    }

    public static void Liquid()
    {
        const string Text =
            """
            {% assign names = "b,a,c" | split: "," | sort %}{% for n in names reversed %}{{ forloop.index }}:{{ n | upcase }}{% unless forloop.last %}, {% endunless %}{% endfor %}
            {% if total > 10 and who contains "or" %}big{% elsif total == 1 %}one{% else %}small{% endif %} {{ total | times: 2.5 | round: 1 }} {{ who | append: "!" | replace: "o", "0" }}
            {% case total %}{% when 12 %}twelve{% else %}other{% endcase %} {% capture x %}[{{ who }}]{% endcapture %}{{ x }} {% cycle "a", "b" %}{% cycle "a", "b" %} {% increment i %}{% increment i %}
            {% tablerow i in (1..4) cols:2 %}{{ i }}{% endtablerow %} {{ missing | default: "none" }} {{ "2020-02-29" | date: "yyyy/MM" }} {{ items[1].name }} {% comment %}no{% endcomment %}{% raw %}{{ raw }}{% endraw %}
            """;
        for (var i = 0; i < 20; i++)
        {
            var template = DotLiquid.Template.Parse(Text);
            var data = new Dictionary<string, object> { ["total"] = 10 + i, ["who"] = "world" + i, ["items"] = new List<object> { Hash.FromAnonymousObject(new { name = "x" }), Hash.FromAnonymousObject(new { name = "y" + i }) } };
            Console.WriteLine(template.Render(Hash.FromDictionary(data)));
        }

        Say.Throws("unknown tag", () => DotLiquid.Template.Parse("{% nothing %}"));
        Say.Line("error", DotLiquid.Template.Parse("{{ 1 | divided_by: 0 }}").Render());
    }

    public static void Handlebars()
    {
        var engine = HandlebarsDotNet.Handlebars.Create();
        engine.RegisterHelper("loud", (writer, context, arguments) => writer.WriteSafeString(arguments[0].ToString()!.ToUpperInvariant()));
        engine.RegisterHelper("twice", (output, options, context, arguments) =>
        {
            options.Template(output, context);
            options.Template(output, context);
        });
        engine.RegisterTemplate("item", "<{{name}}:{{price}}>");
        var template = engine.Compile(
            "{{#each items}}{{@index}}{{#if @first}}^{{/if}}{{> item}}{{#unless @last}}, {{/unless}}{{else}}none{{/each}} {{loud title}} {{{html}}} {{html}} {{#with owner}}{{first}}-{{../title}}{{/with}} {{#twice}}x{{title}}{{/twice}} {{lookup items 0}} {{missing.deep}}");
        for (var i = 0; i < 15; i++)
        {
            var data = new { title = "t" + i, html = "<b>&</b>", owner = new { first = "f" + i }, items = Enumerable.Range(0, i % 4).Select(n => new Dictionary<string, object> { ["name"] = "n" + n, ["price"] = n * 1.5 }).ToArray() };
            Console.WriteLine(template(data));
        }

        Say.Throws("unclosed", () => engine.Compile("{{#if x}}"));
    }

    public static void DynamicLinq()
    {
        var people = Enumerable.Range(0, 40).Select(static i => new Person { Name = "p" + (i * 7 % 40), Age = i * 13 % 50, Tags = [.. Enumerable.Range(0, i % 3).Select(static t => "t" + t)] }).AsQueryable();
        foreach (var filter in (string[])["Age > 20 and Name.StartsWith(\"p1\")", "Tags.Any(it == \"t1\")", "Age % 2 == 0 ? Name.Length > 2 : Age < 10", "np(Name.Length, 0) == 3 && !(Age > 25)", "@0.Contains(Age)"])
            Say.Line(filter, people.Where(filter, new List<int> { 1, 13, 26 }).OrderBy("Age desc, Name").Select("new (Name, Age * 2 as Twice)").ToDynamicList().Select(static d => d.ToString()));

        Say.Line("groups", people.GroupBy("Age / 10", "it").OrderBy("Key").Select("new (Key as Decade, Count() as Number, Sum(Age) as Total)").ToDynamicList().Select(static d => d.ToString()));
        Say.Throws("unknown member", () => people.Where("Size > 1").ToDynamicList());
        Say.Throws("syntax", () => people.Where("Age > ").ToDynamicList());
    }

    public static void VisualBasic()
    {
        const string Source =
            """
            Imports System
            Imports System.Collections.Generic
            Imports System.Linq
            Imports System.Threading.Tasks
            Namespace Shop
                Public Interface IPriced
                    ReadOnly Property Price As Decimal
                End Interface
                Public Class Item(Of T As IPriced)
                    Implements IPriced
                    Public Event Sold As EventHandler
                    Private ReadOnly _inner As New List(Of T)
                    Public Sub Add(value As T)
                        _inner.Add(value)
                        RaiseEvent Sold(Me, EventArgs.Empty)
                    End Sub
                    Public ReadOnly Property Price As Decimal Implements IPriced.Price
                        Get
                            Return _inner.Sum(Function(i) i.Price)
                        End Get
                    End Property
                    Public Iterator Function Halves() As IEnumerable(Of Decimal)
                        For Each i In _inner
                            Yield i.Price / 2D
                        Next
                    End Function
                    Public Async Function LaterAsync() As Task(Of Decimal)
                        Await Task.Yield()
                        Try
                            Return Price
                        Catch ex As Exception When ex.Message.Length > 3
                            Throw
                        Finally
                            Console.WriteLine($"done {Price:N2}")
                        End Try
                    End Function
                    Public Shared Function Query(xs As Integer()) As Object
                        On Error Resume Next
                        Dim q = From x In xs Where x > 1 Order By x Descending Group By k = x Mod 2 Into Count() Select New With {.K = k, .N = Count}
                        Select Case xs.Length
                            Case 0 : Return Nothing
                            Case 1 To 3, Is > 10 : Return xs(0)
                            Case Else : Return q.ToList()
                        End Select
                    End Function
                End Class
            End Namespace
            """;
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES"))!.Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Console.dll" or "System.Linq.dll" or "System.Collections.dll" or "System.Linq.Expressions.dll" or "Microsoft.VisualBasic.Core.dll")
            .Select(static p => MetadataReference.CreateFromFile(p)).ToArray();
        foreach (var source in (string[])[Source, Source.Replace("Price / 2D", "Price & Missing", StringComparison.Ordinal), Source.Replace("End Class", "End Clas", StringComparison.Ordinal)])
        {
            var tree = VisualBasicSyntaxTree.ParseText(source, new VisualBasicParseOptions(LanguageVersion.Latest));
            var root = tree.GetCompilationUnitRoot();
            foreach (var group in root.DescendantNodes().GroupBy(static n => n.Kind()).OrderBy(static g => g.Key.ToString(), StringComparer.Ordinal))
                Say.Line(group.Key.ToString(), group.Count());

            Say.Digest("normal", root.NormalizeWhitespace().ToFullString());
            var compilation = VisualBasicCompilation.Create("Shop", [tree], references, new VisualBasicCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true, concurrentBuild: false, optionStrict: OptionStrict.Off));
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream);
            Say.Line("success", result.Success);
            foreach (var diagnostic in result.Diagnostics.OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal))
                Say.Line("diagnostic", diagnostic.ToString());

            Say.Digest("assembly", stream.ToArray());
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
                Say.Line(name.ToString(), model.GetSymbolInfo(name).Symbol?.ToDisplayString());
        }
    }

    public sealed class Person
    {
        public string Name { get; set; }
        public int Age { get; set; }
        public List<string> Tags { get; set; }
    }
}
