using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Generators.Helpers;

namespace Weaver.Generators.Tests.Helpers;

[TestClass]
public sealed class EquatableArrayTests
{
    private sealed record Model(string Name, EquatableArray<string> Members);

    [TestMethod]
    public void Equality_SameElementsInOtherArrays_Equal()
    {
        var left = new EquatableArray<string>(["Id", "Total"]);
        var right = new EquatableArray<string>(new List<string> { "Id", "Total" });

        Assert.IsTrue(left == right);
        Assert.IsTrue(left.Equals((object)right));
        Assert.AreEqual(left.GetHashCode(), right.GetHashCode());
    }

    [TestMethod]
    [DataRow("Id")]
    [DataRow("Total,Id")]
    [DataRow("Id,total")]
    [DataRow("Id,Total,Id")]
    public void Equality_OtherLengthOrderOrElement_NotEqual(string members)
    {
        var left = new EquatableArray<string>(["Id", "Total"]);
        var right = new EquatableArray<string>(members.Split(','));

        Assert.IsTrue(left != right);
    }

    [TestMethod]
    public void Equality_InsideRecord_ComparesContents()
    {
        var left = new Model("Order", new EquatableArray<string>(["Id"]));
        var right = new Model("Order", new EquatableArray<string>(["Id"]));

        Assert.AreEqual(left, right);
        Assert.AreNotEqual(left, right with { Members = new EquatableArray<string>(["Id", "Total"]) });
    }

    [TestMethod]
    public void Construction_SourceChangesLater_ElementsStay()
    {
        var source = new List<int> { 1, 2 };
        var array = new EquatableArray<int>(source);
        source[0] = 9;
        source.Add(3);

        CollectionAssert.AreEqual(new[] { 1, 2 }, array.ToArray());
        Assert.AreEqual(2, array[1]);
    }

    [TestMethod]
    public void Default_IsEmptyAndEqualToEmpty()
    {
        EquatableArray<int> none = default;

        Assert.IsEmpty(none);
        Assert.IsTrue(none == new EquatableArray<int>([]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => none[0]);
    }
}
