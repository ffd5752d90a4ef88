using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Symbols;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Symbols;

/// <summary>A real woven assembly as scopes.</summary>
[TestClass]
public sealed class ScopesTests : IDisposable
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Shop
        {
            public static class Count
            {
                public static int Runs;
                public static int Next() => ++Runs;
            }

            [Obsolete("for the test")]
            internal sealed class Orders : Base, IDisposable
            {
                private static readonly int s_first = Count.Next();
                protected readonly List<Dictionary<string, int[]>> _lines = new();
                public const int Limit = 7;
                public string Name { get; set; } = "";

                public int Place(int amount, string[] tags)
                {
                    var total = amount;
                    if (amount > 0)
                    {
                        var inner = total + 1;
                        total += inner;
                    }

                    Func<int, int> twice = n => n * total;
                    return twice(2) + Local(3);

                    int Local(int x)
                    {
                        return x + amount;
                    }
                }

                public async Task<int> Later(int days)
                {
                    var before = days;
                    await Task.Yield();
                    return before;
                }

                public void Dispose() => Name = "gone";
            }

            internal abstract class Base : Root<string>
            {
            }

            internal class Root<T>
            {
                protected T? _value;
            }
        }
        """;

    private readonly WovenAssembly _woven = WovenAssembly.Compile(Source, CompileMode.Debug, name: "ShopSymbols");
    private readonly Dictionary<string, JsonElement> _classes;

    public ScopesTests() => _classes = Classes(() => _woven.Assembly);

    public void Dispose() => _woven.Dispose();

    [TestMethod]
    public void Class_HasItsFieldsAncestorsAndLines()
    {
        var orders = _classes["Shop.Orders"];

        Assert.AreEqual("CLASS", orders.GetProperty("scope_type").GetString());
        StringAssert.EndsWith(orders.GetProperty("source_file").GetString(), "Asset.cs");
        Assert.AreEqual(
            "STATIC_FIELD s_first System.Int32 [private,static,readonly]; FIELD _lines System.Collections.Generic.List`1[System.Collections.Generic.Dictionary`2[System.String,System.Int32[]]] [protected,readonly]; FIELD Name System.String [private]",
            string.Join("; ", Symbols(orders).Select(s => $"{Text(s, "symbol_type")} {Text(s, "name")} {Text(s, "type")} [{List(s.GetProperty("language_specifics"), "access_modifiers")}]")));
        var specifics = orders.GetProperty("language_specifics");
        Assert.AreEqual("internal,sealed", List(specifics, "access_modifiers"));
        Assert.AreEqual("System.ObsoleteAttribute", List(specifics, "annotations"));
        Assert.AreEqual("Shop.Base,Shop.Root`1[System.String]", List(specifics, "super_classes"));
        Assert.AreEqual("System.IDisposable", List(specifics, "interfaces"));
        Assert.AreEqual(LineOf("public string Name"), orders.GetProperty("start_line").GetInt32());
        Assert.AreEqual(LineOf("public void Dispose"), orders.GetProperty("end_line").GetInt32());
    }

    [TestMethod]
    public void Class_WithoutMethods_IsThereWithItsFields()
    {
        Assert.AreEqual("_value T 0", string.Join("; ", Symbols(_classes["Shop.Root`1"]).Select(s => $"{Text(s, "name")} {Text(s, "type")} {s.GetProperty("line")}")));
        Assert.IsFalse(_classes.Keys.Any(name => name.Contains('<', StringComparison.Ordinal)), "Types of the compiler and the weaver are nobody's to probe.");
    }

    [TestMethod]
    public void Method_HasArgumentsLinesAndReturnType()
    {
        var place = Scopes(_classes["Shop.Orders"]).Single(s => Text(s, "name") == "Place");

        Assert.AreEqual("METHOD", Text(place, "scope_type"));
        Assert.AreEqual("ARG this Shop.Orders; ARG amount System.Int32; ARG tags System.String[]", string.Join("; ", Symbols(place).Select(s => $"{Text(s, "symbol_type")} {Text(s, "name")} {Text(s, "type")}")));
        Assert.AreEqual("System.Int32", Text(place.GetProperty("language_specifics"), "return_type"));
        Assert.AreEqual("public", List(place.GetProperty("language_specifics"), "access_modifiers"));
        Assert.IsTrue(place.GetProperty("has_injectible_lines").GetBoolean());
        var lines = place.GetProperty("injectible_lines").EnumerateArray().SelectMany(r => Enumerable.Range(r.GetProperty("start").GetInt32(), r.GetProperty("end").GetInt32() - r.GetProperty("start").GetInt32() + 1)).ToList();
        CollectionAssert.Contains(lines, LineOf("var inner"));
        CollectionAssert.DoesNotContain(lines, LineOf("return x + amount"), "That line belongs to the local function.");
    }

    [TestMethod]
    public void Locals_StandInScopesOfTheLinesOnWhichTheyLive()
    {
        var place = Scopes(_classes["Shop.Orders"]).Single(s => Text(s, "name") == "Place");
        var local = Scopes(place).Single(s => Symbols(s).Any(x => Text(x, "name") == "inner"));

        Assert.AreEqual("LOCAL", Text(local, "scope_type"));
        Assert.AreEqual(LineOf("var inner") - 1, local.GetProperty("start_line").GetInt32(), "A block begins with its brace.");
        Assert.IsLessThanOrEqualTo(LineOf("total += inner") + 1, local.GetProperty("end_line").GetInt32());
        Assert.AreEqual("LOCAL inner System.Int32", string.Join("; ", Symbols(local).Select(s => $"{Text(s, "symbol_type")} {Text(s, "name")} {Text(s, "type")}")));
    }

    [TestMethod]
    public void Closures_StandInTheMethodThatTheyWereWrittenIn()
    {
        var place = Scopes(_classes["Shop.Orders"]).Single(s => Text(s, "name") == "Place");
        var closures = Scopes(place).Where(s => Text(s, "scope_type") == "CLOSURE").Select(s => Text(s, "name")).ToList();

        Assert.HasCount(2, closures);
        Assert.IsTrue(closures.All(name => name.StartsWith("<Place>", StringComparison.Ordinal)), string.Join(", ", closures));
    }

    [TestMethod]
    public void AsyncMethod_HasTheNamesOfItsAuthor()
    {
        var later = Scopes(_classes["Shop.Orders"]).Single(s => Text(s, "name") == "Later");

        CollectionAssert.IsSubsetOf(new[] { "this", "days" }, Symbols(later).Select(s => Text(s, "name")).ToArray());
        Assert.AreEqual("System.Threading.Tasks.Task`1[System.Int32]", Text(later.GetProperty("language_specifics"), "return_type"));
        Assert.IsTrue(Scopes(later).SelectMany(Symbols).Any(s => Text(s, "name") == "before"));
    }

    [TestMethod]
    public void Metadata_IsReadWithoutRunningAnythingOfTheProgram()
    {
        var runs = _woven.Type("Shop.Count").GetField("Runs")!;

        Assert.AreEqual(0, runs.GetValue(null));
    }

    [TestMethod]
    public void Assembly_WithoutReadableMetadata_HasWhatTheManifestKnows()
    {
        var classes = Classes(() => null);

        Assert.IsFalse(classes.ContainsKey("Shop.Root`1"));
        var orders = classes["Shop.Orders"];
        Assert.IsEmpty(Symbols(orders));
        Assert.IsFalse(orders.TryGetProperty("language_specifics", out _));
        Assert.AreEqual("this,amount,tags", string.Join(',', Symbols(Scopes(orders).Single(s => Text(s, "name") == "Place")).Select(s => Text(s, "name"))));
    }

    [TestMethod]
    public void Method_WithoutLines_HasTheSentinels()
    {
        var manifest = new Manifest { Methods = [new ManifestMethod { TypeName = "A.B", Name = "C" }] };

        var method = Scopes(Classes(() => null, manifest)["A.B"]).Single();

        Assert.AreEqual(0, method.GetProperty("start_line").GetInt32());
        Assert.AreEqual(2147483647, method.GetProperty("end_line").GetInt32());
        Assert.IsFalse(method.GetProperty("has_injectible_lines").GetBoolean());
        Assert.IsFalse(method.TryGetProperty("source_file", out _));
    }

    private Dictionary<string, JsonElement> Classes(Func<System.Reflection.Assembly?> assembly, Manifest? manifest = null)
    {
        var batches = new SymbolBatches(new SymbolOptions { Service = "s", RuntimeId = "r", Compresses = false });
        var body = batches.Of(new SymbolModule(0, "ShopSymbols", manifest ?? _woven.Manifest, assembly)).Single();
        var request = new RecordedRequest("POST", "/", "", new Dictionary<string, string> { ["Content-Type"] = body.ContentType }, body.Body, 200);
        var root = JsonDocument.Parse(request.Parts["file"].Bytes).RootElement.GetProperty("scopes")[0];
        Assert.AreEqual(manifest is null, root.GetProperty("language_specifics").GetProperty("pdb_exist").GetBoolean());
        return Scopes(root).ToDictionary(c => Text(c, "name"));
    }

    private static int LineOf(string text) => Source.Split('\n').ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal)) + 1;

    private static List<JsonElement> Scopes(JsonElement scope) => [.. scope.GetProperty("scopes").EnumerateArray()];

    private static List<JsonElement> Symbols(JsonElement scope) => [.. scope.GetProperty("symbols").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string List(JsonElement element, string name) => string.Join(',', element.GetProperty(name).EnumerateArray().Select(e => e.GetString()));
}
