using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>What is shown of references, spans, other ref structs and pointers, and that none of them ends the process.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ReferenceTests
{
    private const string Source = """
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        public class Store
        {
            private string _name = "n";
            private int _count = 3;
            private static string s_shared = "s";
            private readonly string[] _items = { "a", "b" };
            public ref string Field() { GC.KeepAlive(this); return ref _name; }
            public ref readonly int Count() { GC.KeepAlive(this); return ref _count; }
            public ref string Element(int i) { GC.KeepAlive(this); return ref _items[i]; }
            public static ref string Shared() { GC.KeepAlive(s_shared); return ref s_shared; }
            public ref string Either(bool first) { ref string chosen = ref _name; if (!first) chosen = ref _items[1]; return ref chosen; }
            public ref string Circle(bool swap) { ref string a = ref _name; ref string b = ref a; if (swap) { a = ref Unsafe.Add(ref _items[0], 2); b = ref a; a = ref b; } return ref _name; }
            public ref string Made() { return ref Unsafe.Add(ref _items[0], 2); }
            public static ref int Nothing() { return ref Unsafe.NullRef<int>(); }
            public static ref T Pass<T>(ref T value) { GC.KeepAlive(value); return ref value; }
            public static int Length(ref string text, in Guid id, ref int number) { number += text.Length; return number; }
            public static int Peek(ref byte first, ref string none) { return Unsafe.IsNullRef(ref first) && Unsafe.IsNullRef(ref none) ? 1 : 0; }
        }

        public ref struct Cursor
        {
            private readonly ReadOnlySpan<char> _text;
            private int _at;
            public Cursor(ReadOnlySpan<char> text) { _text = text; }
            public char Next() { var c = _text[_at]; _at++; return c; }
            public Cursor Skip(int n) { var copy = this; copy._at += n; return copy; }
            public static int Two(Cursor a, ref Cursor b) { return a.Next() + b.Next(); }
        }

        public ref struct Holder<T>
        {
            private ref T _value;
            public Holder(ref T value) { _value = ref value; }
            public ref T Value => ref _value;
            public T Read() { return _value; }
        }

        public static class Program
        {
            public static string References()
            {
                var store = new Store();
                store.Field() = "renamed";
                store.Element(1) = "second";
                Store.Shared() += "!";
                store.Either(true) += "1";
                store.Either(false) += "2";
                store.Circle(true) += "";
                ref var made = ref store.Made();
                var none = Unsafe.IsNullRef(ref Store.Nothing());
                var text = "passed"; var number = 4;
                Store.Pass(ref text) += "?";
                Store.Pass(ref number)++;
                var id = Guid.Empty;
                var length = Store.Length(ref text, in id, ref number);
                var peek = Store.Peek(ref Unsafe.NullRef<byte>(), ref Unsafe.NullRef<string>());
                return string.Join(",", store.Field(), store.Count(), store.Element(1), Store.Shared(), none, text, number, length, peek);
            }

            public static string Spans()
            {
                Span<int> numbers = stackalloc int[] { 1, 2, 3 };
                var sum = Sum(numbers, "hello");
                var cut = Cut("a,b,c");
                return sum + cut.ToString() + Grow(ref numbers) + numbers.Length;
            }

            public static int Sum(Span<int> numbers, ReadOnlySpan<char> text)
            {
                var rest = numbers;
                var sum = text.Length;
                while (rest.Length > 0) { sum += rest[0]; rest = rest[1..]; }
                return sum;
            }
            public static ReadOnlySpan<char> Cut(string text) { var at = text.IndexOf(','); return text.AsSpan(at + 1); }
            public static int Grow(ref Span<int> numbers) { numbers = numbers[1..]; return numbers.Length; }
            public static int Generic<T>(Span<T> items) where T : struct { var count = items.Length; return count; }
            public static int Lying() { Span<string> span = MemoryMarshal.CreateSpan(ref Unsafe.NullRef<string>(), 40); return Count(span); }
            public static int Count(Span<string> span) { var n = span.Length; return n; }

            public static string Structs()
            {
                var cursor = new Cursor("xyz");
                cursor.Next();
                var skipped = cursor.Skip(1);
                var value = 5;
                var holder = new Holder<int>(ref value);
                holder.Value++;
                return "" + skipped.Next() + Cursor.Two(cursor, ref cursor) + holder.Read() + value + Generic<int>(new[] { 1, 2 });
            }
        }
        """;

    private static readonly Dictionary<CompileMode, WovenAssembly> s_woven = Enum.GetValues<CompileMode>().ToDictionary(m => m, m => WovenAssembly.Compile(Source, m, name: "Refs" + m));

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void EveryMethod_IsWoven_AndAnswersAlike(CompileMode mode)
    {
        var woven = s_woven[mode];
        Assert.IsEmpty(woven.Manifest.LeftOut.Where(m => m.RuleId is not ("WVR1024" or "WVR1028")).Select(m => m.Name + " " + m.RuleId));
        foreach (var method in new[] { "References", "Spans", "Structs", "Lying" })
        {
            woven.SetAll(0);
            var shut = woven.Call("Program", method);
            woven.SetAll(1);
            var open = woven.Call("Program", method);
            woven.SetAll(0);

            // The shared field keeps what the first run added.
            Assert.AreEqual(shut?.ToString()?.Replace("s!", "s", StringComparison.Ordinal), open?.ToString()?.Replace("s!!", "s", StringComparison.Ordinal), method);
        }

        Assert.IsGreaterThan(30, Preparation.PrepareAll(woven.Assembly));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void EveryMethodProbed_GivesEventsAndLives(CompileMode mode)
    {
        var woven = s_woven[mode];
        var probes = woven.Manifest.Methods.Select((m, i) => $$"""{ "id": "p{{i}}", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "{{m.TypeName}}", "methodName": "{{m.Name}}" }, "captureSnapshot": true, "sampling": { "snapshotsPerSecond": 1000000 } }""");
        using var program = new ArmedProgram(woven, "[" + string.Join(",", probes) + "]");

        StringAssert.StartsWith((string)woven.Call("Program", "References")!, "renamed1,3,second2,s", StringComparison.Ordinal);
        Assert.AreEqual("11b,c22", woven.Call("Program", "Spans"));
        Assert.AreEqual("z242662", woven.Call("Program", "Structs"));
        Assert.AreEqual(40, woven.Call("Program", "Lying"));

        var snapshots = program.Events().Select(e => e.GetProperty("debugger").GetProperty("snapshot")).ToArray();
        Assert.IsGreaterThan(25, snapshots.Length);
        Assert.IsFalse(snapshots.Any(s => s.GetRawText().Contains("runtimeError", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "Store", "Field", "renamed")]
    [DataRow(CompileMode.Release, "Store", "Field", "renamed")]
    [DataRow(CompileMode.Debug, "Store", "Count", "3")]
    [DataRow(CompileMode.Release, "Store", "Count", "3")]
    [DataRow(CompileMode.Debug, "Store", "Element", "second2")]
    [DataRow(CompileMode.Release, "Store", "Element", "second2")]
    [DataRow(CompileMode.Debug, "Store", "Shared", "s!")]
    [DataRow(CompileMode.Release, "Store", "Shared", "s!")]
    [DataRow(CompileMode.Debug, "Store", "Either", "renamed")]
    public void ReturnedReference_FromAPlaceThatExists_ShowsWhatItLeadsTo(CompileMode mode, string type, string method, string expected)
    {
        using var program = Arm(s_woven[mode], Method(type, method));

        s_woven[mode].Call("Program", "References");

        var results = program.Snapshots("p").Select(s => s.At("captures/return/locals/@return/value").GetString()).ToArray();
        Assert.IsTrue(results.Any(r => r!.StartsWith(expected, StringComparison.Ordinal)), string.Join(",", results));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug, "Made")]
    [DataRow(CompileMode.Release, "Made")]
    [DataRow(CompileMode.Debug, "Nothing")]
    [DataRow(CompileMode.Release, "Nothing")]
    [DataRow(CompileMode.Debug, "Pass")]
    [DataRow(CompileMode.Release, "Pass")]
    public void ReturnedReference_FromElsewhere_IsNotRead(CompileMode mode, string method)
    {
        using var program = Arm(s_woven[mode], Method("Store", method));

        s_woven[mode].Call("Program", "References");

        Assert.IsTrue(program.Snapshots("p").All(s => s.At("captures/return/locals/@return/notCapturedReason").GetString() == "ref, not read"));
        Assert.IsNotEmpty(program.Snapshots("p"));
    }

    [TestMethod]
    public void ReferenceLocals_ThatCopyEachOther_AreReadOnlyIfAllStoresAllowIt()
    {
        var circle = s_woven[CompileMode.Debug].Manifest.Methods.Single(m => m.Name == "Circle");

        Assert.IsTrue(circle.Variables.Where(v => v.Name is "a" or "b").All(v => v.Reason == UnreadableReason.UnsafeReference));
        Assert.AreEqual(2, circle.Variables.Count(v => v.Name is "a" or "b"));
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void ByRefParameters_AreReadWhereTheyHoldNoReferencesOrTheSwitchSaysSo(CompileMode mode)
    {
        using (var program = Arm(s_woven[mode], Method("Store", "Length")))
        {
            s_woven[mode].Call("Program", "References");

            var arguments = program.Snapshots("p").Single().At("captures/return/arguments");
            Assert.AreEqual("ref, not read", arguments.At("text/notCapturedReason").GetString());
            Assert.AreEqual("12", arguments.At("number/value").GetString());
            Assert.AreEqual("00000000-0000-0000-0000-000000000000", arguments.At("id/value").GetString());
        }

        using var read = WovenAssembly.Compile(Source, mode, new WeaverConfig { Policy = WeaverPolicy.Exhaustive, ReadRefs = true }, "ReadRefs" + mode);
        using var armed = new ArmedProgram(read, "[" + Method("Store", "Length") + "," + Method("Store", "Pass", "q") + "," + Method("Store", "Peek", "n") + "," + Method("Store", "Made", "m") + "]");

        read.Call("Program", "References");

        Assert.AreEqual("passed?", armed.Snapshots("p").Single().At("captures/return/arguments/text/value").GetString());
        CollectionAssert.AreEqual(new[] { "passed", "4" }, armed.Snapshots("q").Select(s => s.At("captures/return/locals/@return/value").GetString()).ToArray());
        Assert.AreEqual("the reference refers to nothing", armed.Snapshots("n").Single().At("captures/return/arguments/none/notCapturedReason").GetString());
        Assert.AreEqual("ref, not read", armed.Snapshots("m").Single().At("captures/return/locals/@return/notCapturedReason").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void Spans_ShowTheirLengthAndAReason(CompileMode mode)
    {
        using var program = Arm(s_woven[mode], "[" + Method("Program", "Sum") + "," + Method("Program", "Cut", "c") + "," + Method("Program", "Grow", "g") + "," + Method("Program", "Count", "l") + ","
            + """{ "id": "e", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "Program", "methodName": "Sum" }, "segments": [ { "dsl": "text.Length", "json": { "getmember": [ { "ref": "text" }, "Length" ] } }, { "str": " " }, { "dsl": "len(numbers)", "json": { "len": { "ref": "numbers" } } } ] }""" + "]");

        s_woven[mode].Call("Program", "Spans");
        s_woven[mode].Call("Program", "Lying");

        var sum = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("""{"type":"Span`1","size":3,"notCapturedReason":"the elements of a span are not read"}""", sum.At("arguments/numbers").GetRawText());
        Assert.AreEqual("""{"type":"ReadOnlySpan`1","size":5,"notCapturedReason":"the elements of a span are not read"}""", sum.At("arguments/text").GetRawText());
        Assert.AreEqual(0, sum.At("locals/rest/size").GetInt32());
        Assert.AreEqual(3, program.Snapshots("c").Single().At("captures/return/locals/@return/size").GetInt32());
        Assert.AreEqual(2, program.Snapshots("g").Single().At("captures/return/arguments/numbers/size").GetInt32());
        Assert.AreEqual(40, program.Snapshots("l").Single().At("captures/return/arguments/span/size").GetInt32());
        Assert.AreEqual("5 3", program.Events().Single(e => !e.GetProperty("debugger").GetProperty("snapshot").TryGetProperty("captures", out _)).GetProperty("message").GetString());
    }

    [TestMethod]
    [DataRow(CompileMode.Debug)]
    [DataRow(CompileMode.Release)]
    public void OtherRefStructs_CarryAReasonWithTheirType(CompileMode mode)
    {
        using var program = Arm(s_woven[mode], Method("Cursor", "Skip"));

        s_woven[mode].Call("Program", "Structs");

        var left = program.Snapshots("p").Single().At("captures/return");
        Assert.AreEqual("""{"type":"Cursor","notCapturedReason":"'this' is a ref struct, which cannot be shown."}""", left.At("arguments/this").GetRawText());
        Assert.AreEqual("1", left.At("arguments/n/value").GetString());
        Assert.AreEqual("'@return' is a ref struct, which cannot be shown.", left.At("locals/@return/notCapturedReason").GetString());
        Assert.IsTrue(s_woven[mode].Manifest.Methods.Single(m => m.Name == "Two").Variables.All(v => v.Kind != VariableKind.Argument || v.Reason == UnreadableReason.RefStruct));
    }

    private static ArmedProgram Arm(WovenAssembly woven, string probes)
    {
        var program = new ArmedProgram(woven, probes[0] == '[' ? probes : "[" + probes + "]");
        foreach (var probe in program.Status.Probes)
            Assert.AreEqual("INSTALLED", probe.Status.ToString(), probe.Message);

        return program;
    }

    private static string Method(string type, string method, string id = "p")
        => $$"""{ "id": "{{id}}", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "{{type}}", "methodName": "{{method}}" }, "captureSnapshot": true, "sampling": { "snapshotsPerSecond": 1000000 } }""";
}
