using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Symbols;

/// <summary>
/// What a debugger sees of the original bodies, read before and after weaving by System.Reflection.Metadata: lines,
/// local names and their ranges, async stepping and hoisted scopes are equal once offsets are reduced by the gate's size.
/// </summary>
[TestClass]
public sealed class DebugInformationTests
{
    private static readonly Guid s_asyncStepping = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");
    private static readonly Guid s_hoistedScopes = new("6DA9A61E-F8C7-4874-BE62-68BC5630DF71");

    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;

        public class Orders
        {
            private readonly List<int> _items = new();

            public int Total(int[] prices, double rate)
            {
                var total = 0;
                foreach (var price in prices)
                {
                    var discounted = (int)(price * rate);
                    total += discounted;
                }
                try { total = checked(total * 2); }
                catch (OverflowException e) { Console.WriteLine(e.Message); }
                finally { _items.Clear(); }
                const int bonus = 5;
                return total + bonus;
            }

            public async Task<int> PlaceAsync(string name, int count)
            {
                var sum = 0;
                for (var i = 0; i < count; i++)
                {
                    var part = name.Length * i;
                    await Task.Yield();
                    sum += part;
                }
                try { await Task.Delay(1); }
                catch (InvalidOperationException e) { return e.HResult; }
                return sum;
            }

            public async void Forget() { await Task.Yield(); Console.WriteLine(); }
            public async ValueTask Value() { var x = 1; await Task.Yield(); Console.WriteLine(x); }
            public int Expression(int a) => a > 3 ? a : Expression(a + 1);
            public Func<int> Lambda(int seed) { var captured = seed; return () => { var inner = captured * 2; return inner; }; }
            public T Generic<T>(T value) where T : class { T copy = value; while (copy == null) { copy = value; } return copy; }
        }
        """;

    [TestMethod]
    [DataRow(CompileMode.Debug, false)]
    [DataRow(CompileMode.Release, false)]
    [DataRow(CompileMode.Debug, true)]
    public void OriginalBodies_BeforeAndAfterWeaving_LookAlikeToADebugger(CompileMode mode, bool embeddedPdb)
    {
        using var woven = WovenAssembly.Compile(Source, mode, embeddedPdb: embeddedPdb);

        var before = Describe(woven.OriginalPath);
        var after = Describe(woven.WovenPath);

        Assert.IsGreaterThan(6, woven.Result.Woven);
        foreach (var (method, expected) in before)
            Assert.AreEqual(expected, after[method], method);

        Assert.IsTrue(before.Values.Any(d => d.Contains("await", StringComparison.Ordinal)), "no async stepping was compared");
        Assert.IsTrue(before.Values.Any(d => d.Contains("local total", StringComparison.Ordinal)), "no local was compared");
    }

    [TestMethod]
    public void Twins_Symbols_CarryTheLinesAndLocalNamesOfTheirOriginals()
    {
        using var woven = WovenAssembly.Compile(Source, CompileMode.Debug);

        var after = Describe(woven.WovenPath);

        var twin = after.Single(p => p.Key.Contains("<Total>g__Probed", StringComparison.Ordinal)).Value;
        StringAssert.Contains(twin, "local discounted", StringComparison.Ordinal);
        var lines = Lines(after["Orders.Total"]).Distinct().Order().ToList();
        CollectionAssert.AreEqual(lines, Lines(twin).Distinct().Order().ToList());
    }

    private static IEnumerable<string> Lines(string description)
        => description.Split('\n').Where(l => l.StartsWith("line ", StringComparison.Ordinal)).Select(l => l.Split(" at ")[0]);

    private static Dictionary<string, string> Describe(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        Assert.IsTrue(image.TryOpenAssociatedPortablePdb(path, p => File.Exists(p) ? File.OpenRead(p) : null, out var provider, out _), "no symbols for " + path);
        using (provider)
        {
            var metadata = image.GetMetadataReader();
            var symbols = provider!.GetMetadataReader();
            var methods = new Dictionary<string, string>();
            foreach (var handle in metadata.MethodDefinitions)
            {
                var method = metadata.GetMethodDefinition(handle);
                if (method.RelativeVirtualAddress == 0 || NameOf(metadata, method) == "<WeaverGates>.Gate")
                    continue;

                var gate = GateSize(image.GetMethodBody(method.RelativeVirtualAddress).GetILReader(), metadata);
                methods[NameOf(metadata, method)] = Describe(symbols, handle, gate);
            }

            return methods;
        }
    }

    private static string NameOf(MetadataReader metadata, MethodDefinition method)
    {
        var type = metadata.GetTypeDefinition(method.GetDeclaringType());
        var parameters = method.GetParameters().Count;
        var name = metadata.GetString(type.Name) + "." + metadata.GetString(method.Name);
        return metadata.GetString(method.Name) == ".ctor" ? name + "/" + parameters : name;
    }

    // The gate: ldsflda All, [ldc n, add,] volatile, ldind.u1, brfalse.s, call MayEnter, brtrue.
    private static int GateSize(BlobReader il, MetadataReader metadata)
    {
        if (il.Length < 5 || il.ReadByte() != 0x7F)
            return 0;

        var token = il.ReadInt32();
        var handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind != HandleKind.FieldDefinition || metadata.GetString(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).Name) != "All")
            return 0;

        while (il.ReadByte() != 0xFE)
        {
            // the number of the gate and the addition
        }

        return il.Offset + 1 + 1 + 2 + 5 + 5;
    }

    private static string Describe(MetadataReader symbols, MethodDefinitionHandle handle, int gate)
    {
        var lines = new List<string>();
        var information = symbols.GetMethodDebugInformation(handle);
        string At(int offset) => Math.Max(0, offset - gate).ToString(CultureInfo.InvariantCulture);
        foreach (var point in information.GetSequencePoints())
            lines.Add($"line {point.StartLine}:{point.StartColumn}-{point.EndLine}:{point.EndColumn} at {At(point.Offset)}");

        foreach (var scopeHandle in symbols.GetLocalScopes(handle))
        {
            var scope = symbols.GetLocalScope(scopeHandle);
            foreach (var local in scope.GetLocalVariables().Select(symbols.GetLocalVariable))
                lines.Add($"local {symbols.GetString(local.Name)} in {local.Index} {local.Attributes} from {At(scope.StartOffset)} to {At(scope.EndOffset)}");
            foreach (var constant in scope.GetLocalConstants().Select(symbols.GetLocalConstant))
                lines.Add($"constant {symbols.GetString(constant.Name)}");
        }

        foreach (var customHandle in symbols.GetCustomDebugInformation(handle))
        {
            var custom = symbols.GetCustomDebugInformation(customHandle);
            var kind = symbols.GetGuid(custom.Kind);
            var blob = symbols.GetBlobReader(custom.Value);
            if (kind == s_asyncStepping)
                lines.Add(AsyncStepping(ref blob, At));
            else if (kind == s_hoistedScopes)
                lines.Add(HoistedScopes(ref blob, At));
            else
                lines.Add($"{kind}: {Convert.ToHexString(symbols.GetBlobBytes(custom.Value))}");
        }

        return string.Join('\n', lines);
    }

    private static string AsyncStepping(ref BlobReader blob, Func<int, string> at)
    {
        // Catch handler offset plus one, 0 for none; then pairs of yield and resume offsets with the method to resume.
        var handler = (int)blob.ReadUInt32();
        var text = "catch " + (handler == 0 ? "none" : at(handler - 1));
        while (blob.RemainingBytes > 0)
            text += $" await {at((int)blob.ReadUInt32())} resumes {at((int)blob.ReadUInt32())} in {(blob.ReadCompressedInteger() > 0 ? "this" : "none")}";

        return text;
    }

    private static string HoistedScopes(ref BlobReader blob, Func<int, string> at)
    {
        var text = "hoisted";
        while (blob.RemainingBytes > 0)
        {
            var (start, length) = ((int)blob.ReadUInt32(), (int)blob.ReadUInt32());
            text += $" {at(start)}-{(length == 0 ? "unused" : at(start + length))}";
        }

        return text;
    }
}
