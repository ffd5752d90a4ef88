using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Debugging;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Manifests;

/// <summary>The places that people write lead to the methods of a woven program.</summary>
[TestClass]
public sealed class PlacesTests
{
    private const string Source = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        namespace Shop.Orders
        {
            public interface IHasId { int Id { get; } }

            public class Order : IHasId, IDisposable, IEnumerable<string>
            {
                static readonly List<string> s_log = new();
                static Order() => s_log.Add("started");
                public Order() { }
                public Order(int id) => Total = id;
                public decimal Total { get; set; }
                public string this[int index] { get => s_log[index]; set => s_log[index] = value; }
                public event Action Changed { add => s_log.Add("add"); remove => s_log.Add("remove"); }
                int IHasId.Id => 7;
                void IDisposable.Dispose() => s_log.Add("disposed");
                IEnumerator<string> IEnumerable<string>.GetEnumerator() => s_log.GetEnumerator();
                IEnumerator IEnumerable.GetEnumerator() => s_log.GetEnumerator();
                public static Order operator +(Order a, Order b) => new Order((int)(a.Total + b.Total));
                public static Order operator -(Order a) => new Order((int)-a.Total);
                public static implicit operator Order(int id) => new Order(id);

                public int Place(int a) => a;
                public int Place(int? a) => a ?? 0;
                public int Place(string a) => a.Length;
                public int Place(ref int a, out string b) { b = "x"; return a; }
                public int Place(List<string> a, int[] b, int[,] c, int[][,] d) => a.Count + b.Length;
                public int Place((int Left, string Right) pair) => pair.Left;
                public int Place<T>(T a) => 1;
                public int Place() => 2;

                public async Task<int> RunAsync(int n)
                {
                    await Task.Yield();
                    return Twice(n) + await ThriceAsync();

                    static int Twice(int m) => m * 2;
                    async Task<int> ThriceAsync() { await Task.Yield(); return n * 3; }
                }

                public class Line { public int Count(int n) => n + 1; public class Part { public int Size(int n) => n + 2; } }
            }

            public class Cache<TKey, TValue>
            {
                readonly Dictionary<TKey, TValue> _all = new();
                public TValue Get(TKey key) => _all[key];
                public class Entry { public TKey Key(TKey key) => key; }
            }

            public class Cache { public int Get(int key) => key; }
        }
        """;

    private static readonly Lazy<WovenAssembly> s_woven = new(static () => WovenAssembly.Compile(Source, CompileMode.Debug, name: "Places"));

    [ClassCleanup]
    public static void Clean()
    {
        if (s_woven.IsValueCreated)
            s_woven.Value.Dispose();
    }

    [TestMethod]
    [DataRow("Shop.Orders.Order..ctor()", "Shop.Orders.Order..ctor()")]
    [DataRow("Order.Order(int)", "Shop.Orders.Order..ctor(System.Int32)")]
    [DataRow("Order.Total.get", "Shop.Orders.Order.get_Total()")]
    [DataRow("Order.Total.set", "Shop.Orders.Order.set_Total(System.Decimal)")]
    [DataRow("Order.this[int].get", "Shop.Orders.Order.get_Item(System.Int32)")]
    [DataRow("Order.this[int].set", "Shop.Orders.Order.set_Item(System.Int32,System.String)")]
    [DataRow("Order.Changed.add", "Shop.Orders.Order.add_Changed(System.Action)")]
    [DataRow("Order.IHasId.Id.get", "Shop.Orders.Order.Shop.Orders.IHasId.get_Id()")]
    [DataRow("Shop.Orders.Order.IDisposable.Dispose", "Shop.Orders.Order.System.IDisposable.Dispose()")]
    [DataRow("Order.Dispose", "Shop.Orders.Order.System.IDisposable.Dispose()")]
    [DataRow("Order.IEnumerable<string>.GetEnumerator", "Shop.Orders.Order.System.Collections.Generic.IEnumerable<System.String>.GetEnumerator()")]
    [DataRow("Order.operator +(Order, Order)", "Shop.Orders.Order.op_Addition(Shop.Orders.Order,Shop.Orders.Order)")]
    [DataRow("Order.operator -", "Shop.Orders.Order.op_UnaryNegation(Shop.Orders.Order)")]
    [DataRow("Order.implicit operator(int)", "Shop.Orders.Order.op_Implicit(System.Int32)")]
    [DataRow("Order.Place(int)", "Shop.Orders.Order.Place(System.Int32)")]
    [DataRow("Order.Place(int?)", "Shop.Orders.Order.Place(System.Nullable`1[System.Int32])")]
    [DataRow("Order.Place(string?)", "Shop.Orders.Order.Place(System.String)")]
    [DataRow("Order.Place(ref int a, out string b)", "Shop.Orders.Order.Place(System.Int32&,System.String&)")]
    [DataRow("Order.Place(List<string>, int[], int[,], int[][,])", "Shop.Orders.Order.Place(System.Collections.Generic.List`1[System.String],System.Int32[],System.Int32[,],System.Int32[,][])")]
    [DataRow("Order.Place((int, string))", "Shop.Orders.Order.Place(System.ValueTuple`2[System.Int32,System.String])")]
    [DataRow("Order.Place<T>", "Shop.Orders.Order.Place(T)")]
    [DataRow("Order.Place()", "Shop.Orders.Order.Place()")]
    [DataRow("Order.RunAsync", "Shop.Orders.Order.RunAsync(System.Int32)")]
    [DataRow("Order.RunAsync.Twice", "Shop.Orders.Order.<RunAsync>g__Twice|")]
    [DataRow("Order.RunAsync.ThriceAsync", "<RunAsync>g__ThriceAsync|")]
    [DataRow("Shop.Orders.Order.Line.Count", "Shop.Orders.Order+Line.Count(System.Int32)")]
    [DataRow("Order+Line.Count", "Shop.Orders.Order+Line.Count(System.Int32)")]
    [DataRow("Order.Line.Part.Size(int n)", "Shop.Orders.Order+Line+Part.Size(System.Int32)")]
    [DataRow("Cache<K, V>.Get", "Shop.Orders.Cache`2.Get(TKey)")]
    [DataRow("Shop.Orders.Cache.Get", "Shop.Orders.Cache.Get(System.Int32)")]
    [DataRow("Shop.Orders.Cache<,>.Entry.Key(TKey)", "Shop.Orders.Cache`2+Entry.Key(TKey)")]
    [DataRow("Cache`2+Entry.Key", "Shop.Orders.Cache`2+Entry.Key(TKey)")]
    public void Place_InTheWaysPeopleWriteIt_LeadsToTheWovenMethod(string at, string method)
    {
        var resolution = Resolve(s_woven.Value, at);

        Assert.AreEqual(ResolutionKind.Found, resolution.Kind, resolution.Message);
        StringAssert.Contains(Name(resolution.Targets.Single().Method), method);
    }

    [TestMethod]
    public void Place_ByTheNamesOfTheManifest_LeadsToThatMethodAlone()
    {
        var woven = s_woven.Value;
        foreach (var (method, index) in woven.Manifest.Methods.Select(static (m, i) => (m, i)).Where(static m => (m.m.Traits & MethodTraits.Part) == 0))
        {
            var at = method.TypeName + "." + method.Name + (method.GenericArity == 0 ? "" : "<T>") + Signatures.Show(method.ParameterTypes);
            var resolution = Resolve(woven, at);

            Assert.AreEqual(ResolutionKind.Found, resolution.Kind, $"{at}: {resolution.Message}");
            Assert.AreEqual(index, resolution.Targets.Single().MethodIndex, at);
        }
    }

    [TestMethod]
    public void Place_OfAStaticConstructor_IsRefusedInBothForms()
    {
        var e = Assert.ThrowsExactly<LanguageException>(static () => Resolve(s_woven.Value, "Order..cctor"));
        var resolution = new ProbeResolver(StoreOf(s_woven.Value)).Resolve(ProbeLocation.Method("Order", ".cctor"));

        StringAssert.Contains(e.Message, "is a static constructor");
        Assert.AreEqual("MethodLeftOut", resolution.ErrorType);
        StringAssert.Contains(resolution.Message, "it is a type initializer");
    }

    private static string Name(ManifestMethod method) => $"{method.TypeName}.{method.Name}({string.Join(',', method.ParameterTypes)})";

    private static Resolution Resolve(WovenAssembly woven, string at)
    {
        var location = PlaceText.Read(JsonReader.Read("\"" + at + "\""), []);
        return new ProbeResolver(StoreOf(woven)).Resolve(location);
    }

    private static ManifestStore StoreOf(WovenAssembly woven)
    {
        var store = new ManifestStore(new HookModules(module => module.Id == woven.Module.Id));
        store.Refresh();
        return store;
    }
}
