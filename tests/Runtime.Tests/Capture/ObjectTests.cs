using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Capture;
using Weaver.Capture.Policies;
using Weaver.Common;
using Weaver.Redaction;

namespace Weaver.Runtime.Tests.Capture;

[TestClass]
public sealed class ObjectTests
{
    private class Animal
    {
        private readonly int _age = 3;

        public string Name { get; set; } = "Rex";

        public int Age() => _age;
    }

    private sealed class Dog : Animal
    {
        private readonly bool _barks = true;

        public new string Name { get; set; } = "Dog";

        public int? Legs { get; set; } = 4;

        public bool Barks() => _barks;
    }

    private sealed class Empty;

    private sealed class Node
    {
        public string Name = "node";
        public Node? Next;
        public object? Other;
    }

    private sealed class Account(string owner, string pin)
    {
        public string Owner { get; } = owner;

        public string? Password { get; set; }

        public bool Knows(string guess) => guess == pin;
    }

    private struct Point
    {
        public int X;
        public int Y;
    }

    private unsafe sealed class Pointers
    {
        public int* Address = (int*)0x1234;
    }

    private sealed class Wide
    {
        public int A = 1, B = 2, C = 3;
    }

    private sealed class PointCollector : ValueCollector
    {
        public override void WriteFields(object value, ValueCapturer capturer, ref FieldWriter fields)
        {
            var point = (Point)value;
            if (fields.Begin("x", typeof(int)))
                capturer.Int32(point.X);
            fields.Redacted("pin", "String");
        }
    }

    [TestMethod]
    public void Object_OfADerivedType_ShowsOwnFieldsThenInheritedOnes()
    {
        var value = Captured.Of<Animal>(new Dog()).Value;
        Assert.AreEqual("Dog", value.Type());
        CollectionAssert.AreEqual(new[] { "_barks", "Name", "Legs", "_age", "Animal.Name" }, value.FieldNames());
        Assert.AreEqual("Dog", value.Field("Name").Text());
        Assert.AreEqual("Rex", value.Field("Animal.Name").Text());
        Assert.AreEqual("Nullable`1", value.Field("Legs").Type());
        Assert.AreEqual("3", value.Field("_age").Text());
    }

    [TestMethod]
    public void Object_WithoutFields_ShowsItsTypeOnly() =>
        Assert.AreEqual("""{"type":"Empty"}""", Captured.Of(new Empty()).Value.GetRawText());

    [TestMethod]
    public void Object_BeyondTheDepth_IsNamedWithTheReason()
    {
        var chain = new Node { Next = new Node { Next = new Node { Next = new Node() } } };
        var captured = Captured.Of(chain, CaptureLimits.Create(2, null, null, null));
        var second = captured.Value.Field("Next");
        Assert.AreEqual("node", second.Field("Name").Text());
        Assert.AreEqual("""{"type":"Node","notCapturedReason":"depth"}""", second.Field("Next").GetRawText());
        Assert.AreEqual("""{"type":"Object","isNull":true}""", second.Field("Other").GetRawText());
        Assert.AreEqual(IncompleteReasons.Depth, captured.Incomplete);
    }

    [TestMethod]
    public void Object_AtDepthZero_ShowsNoFields() =>
        Assert.AreEqual("""{"type":"Node","notCapturedReason":"depth"}""", Captured.Of(new Node(), CaptureLimits.Create(0, null, null, null)).Value.GetRawText());

    [TestMethod]
    public void Cycle_EndsWhereItReturns()
    {
        var node = new Node();
        node.Next = new Node { Next = node, Other = new List<object> { node } };
        var inner = Captured.Of(node, CaptureLimits.Create(100, null, null, null)).Value.Field("Next");
        Assert.AreEqual("depth", inner.Field("Next").Reason());
        Assert.AreEqual("depth", inner.Field("Other").GetProperty("elements")[0].Reason());
    }

    [TestMethod]
    public void SameObject_Twice_IsShownTwice()
    {
        var shared = new Node { Name = "shared" };
        var value = Captured.Of(new Node { Next = shared, Other = shared }).Value;
        Assert.AreEqual("shared", value.Field("Next").Field("Name").Text());
        Assert.AreEqual("shared", value.Field("Other").Field("Name").Text());
    }

    [TestMethod]
    public void Fields_OverTheLimit_AreLeftOutWithTheReason()
    {
        var captured = Captured.Of(new Wide(), CaptureLimits.Create(null, null, null, 2));
        CollectionAssert.AreEqual(new[] { "A", "B" }, captured.Value.FieldNames());
        Assert.AreEqual("fieldCount", captured.Value.Reason());
        Assert.AreEqual(IncompleteReasons.FieldCount, captured.Incomplete);

        var none = Captured.Of(new Wide(), CaptureLimits.Create(null, null, null, 0)).Value;
        Assert.AreEqual("""{"type":"Wide","fields":{},"notCapturedReason":"fieldCount"}""", none.GetRawText());
        Assert.IsNull(Captured.Of(new Wide(), CaptureLimits.Create(null, null, null, 3)).Value.Reason());
    }

    [TestMethod]
    public void SensitiveNames_AreRedactedUnread_EvenWhenNull()
    {
        var value = Captured.Of(new Account("Ann", "0000")).Value;
        Assert.AreEqual("""{"type":"String","notCapturedReason":"redactedIdent"}""", value.Field("Password").GetRawText());
        Assert.AreEqual("redactedIdent", value.Field("pin").Reason());
        Assert.AreEqual("Ann", value.Field("Owner").Text());
        Assert.AreEqual("""{"type":"Account","notCapturedReason":"redactedIdent"}""", Captured.Of(new Account("a", "b"), name: "session").Value.GetRawText());
    }

    [TestMethod]
    public void RedactedTypes_AreHiddenByOwnAndDeclaredType()
    {
        var options = Captured.Patient with { Redaction = new RedactionRules(types: [typeof(Animal).FullName!, "System.Int32"]) };
        Assert.AreEqual("redactedType", Captured.Of<object>(new Animal(), options: options).Value.Reason());
        Assert.AreEqual("redactedType", Captured.Of<Animal>(new Dog(), options: options).Value.Reason());
        Assert.AreEqual("redactedType", Captured.Of<Animal?>(null, options: options).Value.Reason());

        var list = Captured.Of(new List<int> { 1, 2 }, options: options).Value;
        Assert.AreEqual("""{"type":"List`1","size":2,"elements":[{"type":"Int32","notCapturedReason":"redactedType"},{"type":"Int32","notCapturedReason":"redactedType"}]}""", list.GetRawText());
    }

    [TestMethod]
    public void StructsTuplesAndAnonymousTypes_ShowTheirMembers()
    {
        Assert.AreEqual("2", Captured.Of(new Point { X = 1, Y = 2 }).Value.Field("Y").Text());
        var nullable = Captured.Of<Point?>(new Point { X = 1 }).Value;
        Assert.AreEqual("Nullable`1", nullable.Type());
        Assert.AreEqual("1", nullable.Field("X").Text());
        Assert.AreEqual("b", Captured.Of((1, "b")).Value.Field("Item2").Text());
        Assert.AreEqual("b", Captured.Of(Tuple.Create(1, "b")).Value.Field("Item2").Text());
        CollectionAssert.AreEqual(new[] { "Id", "Name" }, Captured.Of(new { Id = 1, Name = "n" }).Value.FieldNames());
    }

    [TestMethod]
    public void Pointers_AreShownAsAddresses()
    {
        Assert.AreEqual("0x1234", Captured.Of(new Pointers()).Value.Field("Address").Text());
        Assert.AreEqual("""{"type":"Byte*","value":"0xff"}""", Captured.Write(writer => writer.WriteAddress("p", "Byte*", 255)).Value.GetRawText());
    }

    [TestMethod]
    public void StaticTypeThatLies_TheObjectsOwnTypeIsShown()
    {
        object boxed = 5;
        var value = Captured.Of(System.Runtime.CompilerServices.Unsafe.As<object, Node>(ref boxed)).Value;
        Assert.AreEqual("Int32", value.Type());
        Assert.AreEqual("5", value.Text());
    }

    [TestMethod]
    public void CompilerMadeFields_AreHiddenOrShownByTheAuthorsName()
    {
        Assert.AreEqual("Count", FieldNames.Display("<Count>k__BackingField"));
        Assert.AreEqual("total", FieldNames.Display("<total>5__2"));
        Assert.AreEqual("owner", FieldNames.Display("<owner>P"));
        Assert.AreEqual("this", FieldNames.Display("<>4__this"));
        Assert.AreEqual("_plain", FieldNames.Display("_plain"));
        Assert.IsNull(FieldNames.Display("<>1__state"));
        Assert.IsNull(FieldNames.Display(Contract.HookNames.ActivationField));
    }

    [TestMethod]
    public void GeneratedCollector_IsAskedBeforeReflection()
    {
        var table = new CollectorTable();
        table.Register(typeof(Point), new PointCollector());
        var value = Captured.Of(new Point { X = 9, Y = 8 }, options: Captured.Patient with { Collectors = table }).Value;
        Assert.AreEqual("""{"type":"Point","fields":{"x":{"type":"Int32","value":"9"},"pin":{"type":"String","notCapturedReason":"redactedIdent"}}}""", value.GetRawText());
    }

    [TestMethod]
    public void FieldThatFails_IsSkippedAndCounted()
    {
        var table = new CollectorTable();
        table.Register(typeof(Point), new FailingCollector());
        var captured = Captured.Of(new { First = 1, Bad = new Point(), Last = 2 }, options: Captured.Patient with { Collectors = table });
        CollectionAssert.AreEqual(new[] { "First", "Last" }, captured.Value.FieldNames());
        Assert.AreEqual(1, captured.SkippedFields);
        Assert.AreEqual(IncompleteReasons.RuntimeError, captured.Incomplete);
    }

    private sealed class FailingCollector : ValueCollector
    {
        public override void WriteFields(object value, ValueCapturer capturer, ref FieldWriter fields)
        {
            fields.Begin("half", typeof(int));
            throw new InvalidProgramException();
        }
    }

    [TestMethod]
    public void Variable_ThatFails_SaysSoAndTheNextIsWhole()
    {
        var table = new CollectorTable();
        table.Register(typeof(Point), new FailingCollector());
        var captured = Captured.Write(
            writer =>
            {
                Captured.WriteSlot(writer, "bad", new Point());
                Captured.WriteSlot(writer, "good", new Node());
            },
            CaptureLimits.Create(1, null, null, null),
            Captured.Patient with { Collectors = table });
        var locals = captured.Root.GetProperty("locals");
        Assert.AreEqual("""{"type":"Point","notCapturedReason":"runtimeError"}""", locals.GetProperty("bad").GetRawText());
        Assert.AreEqual("node", locals.GetProperty("good").Field("Name").Text());
    }
}
