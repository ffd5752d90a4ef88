using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Shapes.Tests.Model;
using Weaver.Shapes.Tests.Running;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests;

/// <summary>Every shape of method, in Debug and in Release: what weaving does to it, and what probes see of it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ShapesTests
{
    [TestMethod]
    [DynamicData(nameof(Cases), DynamicDataDisplayName = nameof(NameOf))]
    public void Shape_WhateverItsGatesDo_PrintsTheSame(string name, CompileMode mode)
    {
        var run = ShapeGroup.RunOf(Find(name), mode);

        StringAssert.DoesNotMatch(run.Unwoven, new("^threw "), "The asset fails by itself.");
        foreach (var (gates, output) in run.Outputs)
            Assert.AreEqual(run.Unwoven, output, "gates " + gates);
    }

    [TestMethod]
    [DynamicData(nameof(Cases), DynamicDataDisplayName = nameof(NameOf))]
    public void Shape_ProbesArmed_ShowsWhatTheAssetExpects(string name, CompileMode mode)
    {
        var shape = Find(name);
        if (Recording.IsOn)
            Recording.Write(shape);

        var run = ShapeGroup.RunOf(shape, mode);
        foreach (var probe in shape.Probes)
            Assert.AreEqual(string.Join('\n', probe.ExpectedIn(mode)), string.Join('\n', run.Seen(probe)), $"{probe.Heading}, {mode}");
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Shapes_EveryMethodCompiled_NoneIsInvalid(CompileMode mode)
        => Assert.IsGreaterThan(100, Preparation.PrepareAll(ShapeGroup.Of(Shape.CommonGroup, mode).Woven.Assembly));

    public static IEnumerable<object[]> Cases()
        => ShapeReader.All.SelectMany(s => Enum.GetValues<CompileMode>().Select(m => new object[] { s.Name, m }));

    public static string NameOf(MethodInfo method, object[] values) => $"{method.Name} ({values[0]}, {values[1]})";

    private static Shape Find(string name) => ShapeReader.All.Single(s => s.Name == name);
}
