using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Probes;
using Weaver.Runtime.Tests.Woven;

namespace Weaver.Runtime.Tests.Probes;

[TestClass]
public sealed class ProbeResolverTests
{
    [TestMethod]
    [DataRow("Sample.Calculator")]
    [DataRow("Calculator")]
    public void Type_ByFullNameOrEnd_IsFound(string type)
    {
        var resolution = Resolve(ProbeLocation.Method(type, "Add"));

        Assert.AreEqual(ResolutionKind.Found, resolution.Kind);
        Assert.AreEqual(0, resolution.Targets.Single().MethodIndex);
        Assert.AreEqual(-1, resolution.Targets.Single().Site);
    }

    [TestMethod]
    [DataRow("lculator")]
    [DataRow("Sample")]
    [DataRow("calculator")]
    [DataRow("Other.Calculator")]
    public void Type_Unknown_IsPending(string type)
    {
        var resolution = Resolve(ProbeLocation.Method(type, "Add"));

        Assert.AreEqual(ResolutionKind.Pending, resolution.Kind);
        StringAssert.Contains(resolution.Message, $"has a type '{type}'; the probe waits for one that has.");
    }

    [TestMethod]
    public void Type_Misspelled_IsPendingWithASuggestion() =>
        StringAssert.EndsWith(Resolve(ProbeLocation.Method("Sample.Calculater", "Add")).Message, "Did you mean 'Sample.Calculator'?");

    [TestMethod]
    public void Type_NestedAndGeneric_IsFoundByItsSimpleName()
    {
        var manifest = WovenCode.CreateManifest();
        manifest.Methods[0].TypeName = "Sample.Outer`1+Inner`2";

        Assert.AreEqual(ResolutionKind.Found, Resolve(ProbeLocation.Method("Inner`2", "Add"), manifest).Kind);
        Assert.AreEqual(ResolutionKind.Found, Resolve(ProbeLocation.Method("Inner", "Add"), manifest).Kind);
    }

    [TestMethod]
    public void Method_UnknownOfAKnownType_IsWrongWithASuggestion()
    {
        var resolution = Resolve(ProbeLocation.Method("Calculator", "Loopp"));

        Assert.AreEqual(ResolutionKind.Wrong, resolution.Kind);
        Assert.AreEqual("The type 'Sample.Calculator' has no method 'Loopp'. Did you mean 'Loop'?", resolution.Message);
    }

    [TestMethod]
    public void Method_LeftOut_NamesRuleReasonAndRemedy()
    {
        var resolution = Resolve(ProbeLocation.Method("Calculator", "get_Total"));

        Assert.AreEqual(ResolutionKind.Wrong, resolution.Kind);
        StringAssert.StartsWith(resolution.Message, "WVR1023: 'Sample.Calculator.get_Total' is not instrumented: its body has 7 bytes of IL");
        StringAssert.Contains(resolution.Message, "WeaverPolicy=Exhaustive");
    }

    [TestMethod]
    public void Method_LeftOutUnderAnUnknownRule_StillNamesIt() =>
        StringAssert.Contains(Resolve(ProbeLocation.Method("Calculator", "Legacy")).Message, "WVR1999 (odd)");

    [TestMethod]
    [DataRow("", "0,1")]
    [DataRow("(System.Int32, System.String)", "0")]
    [DataRow("int,string", "0")]
    [DataRow("System.Int32", "1")]
    public void Signature_PicksOverloads(string signature, string methods)
    {
        var manifest = WovenCode.CreateManifest();
        manifest.Methods[1].Name = "Add";
        manifest.Methods[1].ParameterTypes = ["System.Int32"];

        var resolution = Resolve(ProbeLocation.Method("Calculator", "Add", signature), manifest);

        Assert.AreEqual(methods, string.Join(',', resolution.Targets.Select(t => t.MethodIndex)));
    }

    [TestMethod]
    public void Signature_OfGenericTypes_IsComparedWithEitherBracket()
    {
        var manifest = WovenCode.CreateManifest();
        manifest.Methods[0].ParameterTypes = ["System.Collections.Generic.Dictionary`2<System.String,System.Int32>", "System.Int32[]"];

        Assert.AreEqual(ResolutionKind.Found, Resolve(ProbeLocation.Method("Calculator", "Add", "System.Collections.Generic.Dictionary`2<System.String, System.Int32>, int[]"), manifest).Kind);
    }

    [TestMethod]
    [DataRow("method pointer")]
    [DataRow("Sample.<Loop>e__Buffer&")]
    [DataRow("<>f__AnonymousType0`1[T]")]
    [DataRow("Sample.Outer`1+Inner[T][,][]")]
    public void Signature_SpelledAsInTheManifest_IsFound(string type)
    {
        var manifest = WovenCode.CreateManifest();
        manifest.Methods[0].ParameterTypes = [type, "System.Int32"];

        Assert.AreEqual(ResolutionKind.Found, Resolve(ProbeLocation.Method("Calculator", "Add", type + ",System.Int32"), manifest).Kind);
    }

    [TestMethod]
    public void Signature_OfNoOverload_ListsThem()
    {
        var resolution = Resolve(ProbeLocation.Method("Calculator", "Add", "System.DateTime"));

        Assert.AreEqual("UnknownSignature", resolution.ErrorType);
        StringAssert.Contains(resolution.Message, "It has: (System.Int32, System.String).");
    }

    [TestMethod]
    [DataRow("src/Sample/Calculator.cs")]
    [DataRow("SRC\\sample\\CALCULATOR.cs")]
    [DataRow("D:\\agent\\7\\src\\Sample\\Calculator.cs")]
    public void Line_ByAnySpellingOfThePath_IsFound(string file)
    {
        var target = Resolve(ProbeLocation.SourceLine(file, 11)).Targets.Single();

        Assert.AreEqual(0, target.MethodIndex);
        Assert.AreEqual(1, target.Site);
    }

    [TestMethod]
    public void Line_StartedTwice_TakesTheFirstSite()
    {
        var manifest = WovenCode.CreateManifest();
        manifest.Methods[0].Sites[1].Line = 10;

        Assert.AreEqual(0, Resolve(ProbeLocation.SourceLine("src/Sample/Calculator.cs", 10), manifest).Targets.Single().Site);
    }

    [TestMethod]
    public void Line_WithoutStatement_NamesTheNearest()
    {
        var resolution = Resolve(ProbeLocation.SourceLine("src/Sample/Calculator.cs", 39));

        Assert.AreEqual("MissingSequencePoint", resolution.ErrorType);
        StringAssert.EndsWith(resolution.Message, "The nearest lines that can be probed are 31, 40, 42.");
    }

    [TestMethod]
    public void File_Unknown_IsPending() =>
        Assert.AreEqual(ResolutionKind.Pending, Resolve(ProbeLocation.SourceLine("src/Sample/Nothing.cs", 1)).Kind);

    [TestMethod]
    public void File_NameAlone_IsWrongAndAsksForTheFolder()
    {
        var resolution = Resolve(ProbeLocation.SourceLine("Calculator.cs", 10));

        Assert.AreEqual("AmbiguousSourceFile", resolution.ErrorType);
        StringAssert.Contains(resolution.Message, "'/build/src/Sample/Calculator.cs'");
    }

    [TestMethod]
    public void Manifest_Damaged_LeavesTheModuleOutAndSaysWhy()
    {
        var store = new ManifestStore(new OneModule([1, 2, 3], WovenCode.Count));

        Assert.IsTrue(store.Refresh());

        StringAssert.StartsWith(store.Modules.Single().Error, "The assembly 'Sample' cannot be probed: its manifest cannot be read:");
        var resolution = new ProbeResolver(store).Resolve(ProbeLocation.Method("Calculator", "Add"));
        Assert.AreEqual(ResolutionKind.Pending, resolution.Kind);
        StringAssert.Contains(resolution.Message, "cannot be probed");
    }

    [TestMethod]
    public void Manifest_CutAnywhere_NeverThrows()
    {
        var whole = ManifestFormat.Write(WovenCode.CreateManifest());
        for (var length = 0; length < whole.Length; length++)
        {
            var store = new ManifestStore(new OneModule(whole[..length], WovenCode.Count));
            store.Refresh();
            Assert.IsNotNull(store.Modules.Single().Error, $"{length} of {whole.Length} bytes are no manifest.");
        }
    }

    [TestMethod]
    public void Manifest_OfOtherGates_IsRefused()
    {
        var store = new ManifestStore(new OneModule(ManifestFormat.Write(WovenCode.CreateManifest()), 99));

        store.Refresh();

        StringAssert.Contains(store.Modules.Single().Error, "lists 4 methods, but it has 99 gates");
    }

    [TestMethod]
    [DataRow("Shop.Order.Total.get", 0)]
    [DataRow("Order.Total.get()", 0)]
    [DataRow("Order.get_Total", 0)]
    [DataRow("Order.Total.set", 1)]
    [DataRow("Order.Total.init(decimal)", 1)]
    [DataRow("Shop.Order.this[int].get", 2)]
    [DataRow("Shop.Order.Order", 3)]
    [DataRow("Order.Order(Order)", 3)]
    [DataRow("Shop.Order..ctor(Shop.Order)", 3)]
    [DataRow("Shop.Order.System.IDisposable.Dispose", 4)]
    [DataRow("Shop.Order.IDisposable.Dispose", 4)]
    [DataRow("Shop.Order.Dispose()", 4)]
    [DataRow("Shop.Order.IEnumerable<T>.GetEnumerator", 5)]
    [DataRow("Shop.Order.operator +(Order, Order)", 6)]
    [DataRow("Shop.Order.operator +", 6)]
    [DataRow("Shop.Order.Place.Validate(int)", 7)]
    [DataRow("Shop.Order.Place.Check", 8)]
    [DataRow("Shop.Order.<Place>g__Validate|0_0", 7)]
    [DataRow("Shop.Cache<TKey, TValue>.Entry.Read", 9)]
    [DataRow("Cache.Entry.Read", 9)]
    [DataRow("Shop.Cache`2+Entry.Read", 9)]
    [DataRow("Entry.Read", 9)]
    [DataRow("Entry.Read(ref TKey)", 9)]
    [DataRow("Shop.Cache.Get<T>(T)", 10)]
    [DataRow("Shop.Cache.Get(string)", 11)]
    [DataRow("Shop.Cache.Get(int?)", 12)]
    [DataRow("Shop.Cache.Get(int)", 13)]
    [DataRow("Shop.Cache.Get(System.DateTime?)", 14)]
    [DataRow("Shop.Cache.Get(DateTime)", 15)]
    [DataRow("Shop.Cache.Get(_, _)", 16)]
    [DataRow("Shop.Cache.Get()", 17)]
    public void Place_InTheWaysPeopleWriteIt_IsTheMethod(string at, int index)
    {
        var resolution = ResolveAt(at);

        Assert.AreEqual(ResolutionKind.Found, resolution.Kind, resolution.Message);
        Assert.AreEqual(index, resolution.Targets.Single().MethodIndex);
    }

    [TestMethod]
    [DataRow("Shop.Cache.Get", 8)]
    [DataRow("Shop.Cache.Get<T>", 1)]
    [DataRow("Shop.Cache.Get(_)", 6)]
    public void Place_ThatFitsSeveral_IsAllOfThemWithANote(string at, int count)
    {
        var resolution = ResolveAt(at);

        Assert.HasCount(count, resolution.Targets);
        Assert.AreEqual(count > 1, resolution.Message.Contains("all of them are watched", System.StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("Shop.Order.Totl.get", false, "The type 'Shop.Order' has no method 'get_Totl'. Did you mean 'get_Total'?")]
    [DataRow("Shop.Order.Plce", false, "The type 'Shop.Order' has no method 'Plce'.")]
    [DataRow("Shop.Cache.Get(long)", false, "'Shop.Cache`2.Get' has no overload with the signature '(System.Int64)'. It has: ")]
    [DataRow("Shop.Order.IDisposable.Dispse", true, "has a type 'Shop.Order.IDisposable'; the probe waits for one that has.")]
    [DataRow("Orders.Order.Place", true, "has a type 'Orders.Order'")]
    [DataRow("Shop.Cache<T>.Get", true, "has a type 'Shop.Cache`1'")]
    [DataRow("Shop+Order.Place", true, "has a type 'Shop+Order'")]
    public void Place_OfNothing_SaysWhatIsMissing(string at, bool isPending, string part)
    {
        var resolution = ResolveAt(at);

        Assert.AreEqual(isPending ? ResolutionKind.Pending : ResolutionKind.Wrong, resolution.Kind);
        StringAssert.Contains(resolution.Message, part);
    }

    private static Resolution ResolveAt(string at)
    {
        ManifestMethod[] methods =
        [
            Method("Shop.Order", "get_Total"), Method("Shop.Order", "set_Total", "System.Decimal"), Method("Shop.Order", "get_Item", "System.Int32"),
            Method("Shop.Order", ".ctor", "Shop.Order"), Method("Shop.Order", "System.IDisposable.Dispose"),
            Method("Shop.Order", "System.Collections.Generic.IEnumerable<T>.GetEnumerator"),
            Method("Shop.Order", "op_Addition", "Shop.Order", "Shop.Order"), Method("Shop.Order", "<Place>g__Validate|0_0", "System.Int32", "Shop.Order+<>c__DisplayClass1_0&"),
            Method("Shop.Order+<>c__DisplayClass2_0", "<Place>g__Check|1"), Method("Shop.Cache`2+Entry", "Read", "TKey&"),
            Method("Shop.Cache`2", "Get", "T"), Method("Shop.Cache`2", "Get", "System.String"), Method("Shop.Cache`2", "Get", "System.Nullable`1[System.Int32]"),
            Method("Shop.Cache`2", "Get", "System.Int32"), Method("Shop.Cache`2", "Get", "System.Nullable`1[System.DateTime]"),
            Method("Shop.Cache`2", "Get", "System.DateTime"), Method("Shop.Cache`2", "Get", "System.Int32", "System.Int32"), Method("Shop.Cache`2", "Get"),
        ];
        methods[10].GenericArity = 1;
        var store = new ManifestStore(new OneModule(ManifestFormat.Write(new Manifest { AssemblyName = "Sample", Methods = methods }), methods.Length));
        store.Refresh();
        var location = PlaceText.Read(JsonReader.Read("\"" + at + "\""), []);
        return new ProbeResolver(store).Resolve(location);
    }

    private static ManifestMethod Method(string type, string name, params string[] parameters) =>
        new() { TypeName = type, Name = name, ParameterTypes = parameters };

    private static Resolution Resolve(ProbeLocation location, Manifest? manifest = null)
    {
        var store = new ManifestStore(new OneModule(ManifestFormat.Write(manifest ?? WovenCode.CreateManifest()), WovenCode.Count));
        store.Refresh();
        return new ProbeResolver(store).Resolve(location);
    }

    private sealed class OneModule(byte[] manifest, int gates) : IModuleSource
    {
        public IReadOnlyList<RegisteredModule> Modules { get; } = [new Module(manifest, gates)];

        private sealed class Module(byte[] manifest, int gates) : RegisteredModule
        {
            public override int Id => 0;

            public override string Name => "Sample";

            public override int GateCount => gates;

            public override byte[] ReadManifest() => manifest;
        }
    }
}
