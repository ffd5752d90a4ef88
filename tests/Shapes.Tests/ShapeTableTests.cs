using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Shapes.Tests.Model;
using Weaver.Shapes.Tests.Running;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests;

/// <summary>The page of all shapes says what the assets say, and nothing else.</summary>
[TestClass]
public sealed class ShapeTableTests
{
    [TestMethod]
    public void MethodShapesPage_Table_IsThatOfTheAssets()
    {
        var page = RepositoryFiles.PathOf("docs/method-shapes.md");
        var text = File.ReadAllText(page);
        var begin = text.IndexOf(ShapeTable.Begin, StringComparison.Ordinal);
        var end = text.IndexOf(ShapeTable.End, StringComparison.Ordinal) + ShapeTable.End.Length;
        var expected = ShapeTable.Write();
        if (Recording.IsOn)
            File.WriteAllText(page, text[..begin] + expected + text[end..]);

        Assert.AreEqual(expected, text[begin..end], "Run this test with WEAVER_SHAPES_RECORD=1 to write the table anew.");
    }
}
