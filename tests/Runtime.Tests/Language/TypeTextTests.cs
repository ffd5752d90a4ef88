using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Language;

namespace Weaver.Runtime.Tests.Language;

[TestClass]
public sealed class TypeTextTests
{
    [TestMethod]
    [DataRow("int", "System.Int32")]
    [DataRow("ref readonly int x", "System.Int32&")]
    [DataRow("System.Int32&", "System.Int32&")]
    [DataRow("_", "Anything.At.All")]
    [DataRow("string?", "System.String")]
    [DataRow("int?", "System.Nullable`1[System.Int32]")]
    [DataRow("System.Nullable`1[System.Int32]", "System.Nullable`1[System.Int32]")]
    [DataRow("List<string>", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("List[string]", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("System.Collections.Generic.List`1[[System.String, mscorlib]]", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("Dictionary<string, List<int?>>", "System.Collections.Generic.Dictionary`2[System.String,System.Collections.Generic.List`1[System.Nullable`1[System.Int32]]]")]
    [DataRow("(int a, string)", "System.ValueTuple`2[System.Int32,System.String]")]
    [DataRow("(int,int,int,int,int,int,int,int)", "System.ValueTuple`8[System.Int32,System.Int32,System.Int32,System.Int32,System.Int32,System.Int32,System.Int32,System.ValueTuple`1[System.Int32]]")]
    [DataRow("int[]", "System.Int32[]")]
    [DataRow("int[][,]", "System.Int32[,][]")]
    [DataRow("System.Int32[,][]", "System.Int32[,][]")]
    [DataRow("void*", "System.Void*")]
    [DataRow("T", "T")]
    [DataRow("Outer.Inner", "Outer+Inner")]
    [DataRow("Inner", "Shop.Outer+Inner")]
    [DataRow("Outer<int>.Inner<string>", "Outer`1+Inner`1[System.Int32,System.String]")]
    public void Name_OfTheSameType_IsMeant(string wanted, string actual) => Assert.IsTrue(Means(wanted, actual, isLenient: false));

    [TestMethod]
    [DataRow("int", "System.Int64")]
    [DataRow("int", "System.Int32&")]
    [DataRow("int?", "System.Int32")]
    [DataRow("int", "System.Nullable`1[System.Int32]")]
    [DataRow("List<int>", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("int[,]", "System.Int32[]")]
    [DataRow("int[][]", "System.Int32[]")]
    [DataRow("Dictionary<int>", "System.Collections.Generic.Dictionary`2[System.Int32,System.Int32]")]
    [DataRow("ist<int>", "System.Collections.Generic.List`1[System.Int32]")]
    public void Name_OfAnotherType_IsNotMeantHoweverLenient(string wanted, string actual) => Assert.IsFalse(Means(wanted, actual, isLenient: true));

    [TestMethod]
    [DataRow("List", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("Generic.List<string>", "System.Collections.Generic.List`1[System.String]")]
    [DataRow("Order?", "Shop.Order")]
    public void Name_ThatIsLessThanExact_IsMeantOnlyLeniently(string wanted, string actual)
    {
        Assert.IsFalse(Means(wanted, actual, isLenient: false));
        Assert.IsTrue(Means(wanted, actual, isLenient: true));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("List<")]
    [DataRow("List<int")]
    [DataRow("int[")]
    [DataRow("(int)")]
    [DataRow("a..b")]
    [DataRow("int int int")]
    public void Name_OfNothing_IsNull(string text) => Assert.IsNull(TypeTextReader.Read(text));

    [TestMethod]
    public void Name_NestedWithoutEnd_IsNullAndNoOverflow()
    {
        Assert.IsNull(TypeTextReader.Read(new string('(', 100_000)));
        Assert.IsNull(TypeTextReader.Read(string.Concat(System.Linq.Enumerable.Repeat("A<", 100_000))));
    }

    private static bool Means(string wanted, string actual, bool isLenient) =>
        TypeTextReader.Read(wanted)!.Means(TypeTextReader.Read(actual)!, isLenient);
}
