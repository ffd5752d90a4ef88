using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class PlaceTextTests
{
    [TestMethod]
    [DataRow("Shop.Orders.Place", "Shop.Orders", "Place", "")]
    [DataRow(" Shop . Orders . Place ( ) ", "Shop.Orders", "Place", "(void)")]
    [DataRow("Orders.Place(int, string)", "Orders", "Place", "(System.Int32,System.String)")]
    [DataRow("Orders.Place(ref int, out string s, in Money m, params int[] rest)", "Orders", "Place", "(System.Int32&,System.String&,Money&,System.Int32[])")]
    [DataRow("Orders.Place(int?, List<string?>, (int a, string b)[], int[,], byte*)", "Orders", "Place",
        "(System.Int32?,List[System.String?],System.ValueTuple[System.Int32,System.String][],System.Int32[,],System.Byte*)")]
    [DataRow("Shop.Cache<K, V>.Get", "Shop.Cache`2", "Get", "")]
    [DataRow("Shop.Cache<,>.Get(K)", "Shop.Cache`2", "Get", "(K)")]
    [DataRow("Shop.Cache`2.Get", "Shop.Cache`2", "Get", "")]
    [DataRow("Shop.Outer<T>+Inner.Run", "Shop.Outer`1+Inner", "Run", "")]
    [DataRow("Shop.Outer.Inner.Run", "Shop.Outer.Inner", "Run", "")]
    [DataRow("Shop.Order..ctor", "Shop.Order", ".ctor", "")]
    [DataRow("Shop.Order..ctor(int)", "Shop.Order", ".ctor", "(System.Int32)")]
    [DataRow("Shop.Order.get_Total", "Shop.Order", "get_Total", "")]
    [DataRow("Shop.Orders+<>c.<Place>b__0_1", "Shop.Orders+<>c", "<Place>b__0_1", "")]
    [DataRow("Program.<Main>$", "Program", "<Main>$", "")]
    [DataRow("Shop.Order.this[int].get", "Shop.Order", "get_Item", "(System.Int32)")]
    [DataRow("Shop.Order.this[int, string].set", "Shop.Order", "set_Item", "(System.Int32,System.String,_)")]
    [DataRow("Shop.Order.this.get", "Shop.Order", "get_Item", "")]
    [DataRow("Shop.Money.operator +(Money, Money)", "Shop.Money", "op_Addition", "(Money,Money)")]
    [DataRow("Shop.Money.operator -(Money)", "Shop.Money", "op_UnaryNegation", "(Money)")]
    [DataRow("Shop.Money.operator checked -(Money)", "Shop.Money", "op_CheckedUnaryNegation", "(Money)")]
    [DataRow("Shop.Money.operator <", "Shop.Money", "op_LessThan", "")]
    [DataRow("Shop.Money.operator /", "Shop.Money", "op_Division", "")]
    [DataRow("Shop.Money.operator +=(int)", "Shop.Money", "op_AdditionAssignment", "(System.Int32)")]
    [DataRow("Shop.Money.operator true", "Shop.Money", "op_True", "")]
    [DataRow("Shop.Money.implicit operator(int)", "Shop.Money", "op_Implicit", "(System.Int32)")]
    [DataRow("Shop.Money.explicit operator", "Shop.Money", "op_Explicit", "")]
    public void Method_InTheWaysPeopleWriteIt_IsTypeNameAndSignature(string at, string type, string method, string signature)
    {
        var location = Read(at);

        Assert.IsFalse(location.IsLine);
        Assert.AreEqual(type, location.TypeName);
        Assert.AreEqual(method, location.MethodName);
        Assert.AreEqual(signature, location.Signature);
    }

    [TestMethod]
    [DataRow("src/Orders/OrderService.cs:71", "src/Orders/OrderService.cs", 71)]
    [DataRow("C:\\src\\A.cs : 9", "C:\\src\\A.cs", 9)]
    [DataRow("src/Orders (old)/A.cs:3", "src/Orders (old)/A.cs", 3)]
    [DataRow("Pages/Index.razor:12", "Pages/Index.razor", 12)]
    public void Line_IsPathAndNumber(string at, string file, int line)
    {
        var location = Read(at);

        Assert.AreEqual(file, location.SourceFile);
        Assert.AreEqual(line, location.Line);
        Assert.IsEmpty(location.Readings);
    }

    [TestMethod]
    [DataRow("Shop.Order.Total.get", "Shop.Order:get_Total")]
    [DataRow("Shop.Order.Total.init", "Shop.Order:set_Total")]
    [DataRow("Shop.Order.Changed.add", "Shop.Order:add_Changed")]
    [DataRow("Shop.Order.Order", "Shop.Order:.ctor")]
    [DataRow("Shop.Order.System.IDisposable.Dispose", "Shop.Order:System.IDisposable.Dispose ExplicitMember")]
    [DataRow("Shop.Order.IHasId.Id.get", "Shop.Order:IHasId.get_Id ExplicitMember")]
    [DataRow("Shop.Orders.Place.Validate", "Shop.Orders:Validate LocalFunction")]
    public void Name_WithSeveralMeanings_HasThemAll(string at, string reading)
    {
        var readings = Read(at).Readings.Select(r => $"{r.TypeName}:{r.Name}{(r.Kind == MemberKind.Method ? "" : " " + r.Kind)}").ToList();

        Assert.Contains(reading, readings);
        Assert.AreEqual(at, readings[0].Replace(':', '.'), "What is written comes first.");
    }

    [TestMethod]
    [DataRow("Place", "is no method")]
    [DataRow("Shop..Place", "is no method")]
    [DataRow("Shop.List<int.Add", "is no method")]
    [DataRow("Shop.Orders.Place(int", "does not end with ')'")]
    [DataRow("Shop.Orders.Place(int,)", "parameter types")]
    [DataRow("Shop.Orders.Place(int) x", "does not end with ')'")]
    [DataRow("Shop.Order..cctor", "is a static constructor")]
    [DataRow("Shop.Order.this[int].get(int)", "twice")]
    [DataRow("Shop.Money.operator ?", "names no operator")]
    [DataRow("Shop.Money.implicit operator int(Money)", "names no operator")]
    public void Method_Unreadable_IsAnErrorThatNamesTheTrouble(string at, string part)
    {
        var e = Assert.ThrowsExactly<LanguageException>(() => Read(at));

        StringAssert.StartsWith(e.Message, $"The place \"{at}\"");
        StringAssert.Contains(e.Message, part);
        StringAssert.EndsWith(e.Message, ".");
    }

    [TestMethod]
    [DataRow(32, true)]
    [DataRow(33, false)]
    public void Names_MoreThanTypesHave_AreRefused(int names, bool isRead)
    {
        // Each name was one more reading as long as the place, so that one place of 2000 characters took 90 MB.
        var at = string.Join('.', Enumerable.Repeat("init", names));

        if (isRead)
            Assert.IsNotEmpty(Read(at).Readings);
        else
            StringAssert.EndsWith(Assert.ThrowsExactly<LanguageException>(() => Read(at)).Message, "has 33 names, and at most 32 are read. Write namespace, type and method only.");
    }

    [TestMethod]
    [DataRow("src/A.cs")]
    [DataRow("A.cs")]
    [DataRow("src/A.cs:0")]
    [DataRow("src/A.cs:x")]
    public void Line_WithoutNumber_AsksForIt(string at) =>
        StringAssert.EndsWith(Assert.ThrowsExactly<LineNumberException>(() => Read(at)).Message, "Write it as \"src/OrderService.cs:71\".");

    [TestMethod]
    public void TypeArguments_ThatNarrowNothing_AreAWarning()
    {
        var warnings = new List<string>();
        PlaceText.Read(JsonReader.Read("\"Shop.Cache<int>.Get\""), warnings);

        Assert.AreEqual("The type 'Cache' is watched with whatever type arguments; 'int' does not narrow it.", warnings.Single());
    }

    private static ProbeLocation Read(string at) =>
        PlaceText.Read(JsonReader.Read("\"" + at.Replace("\\", "\\\\", System.StringComparison.Ordinal) + "\""), []);
}
