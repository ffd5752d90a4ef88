using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Contract;
using Weaver.Tests.Support;

namespace Weaver.Engine.Tests.Captures;

/// <summary>One program text, woven in Debug and Release, whose lines are named by the remark that stands on them.</summary>
/// <param name="name">What the assembly's name begins with.</param>
/// <param name="source">The text.</param>
/// <param name="compile">Compiles another language than C#: folder, name and text to the path of the assembly.</param>
/// <param name="comment">What a remark begins with.</param>
internal sealed class CaptureAsset(string name, string source, Func<string, string, string, CompileMode, string>? compile = null, string comment = "// ")
{
    private readonly Dictionary<CompileMode, Lazy<WovenAssembly>> _woven =
        Enum.GetValues<CompileMode>().ToDictionary(m => m, m => new Lazy<WovenAssembly>(() => compile == null ? WovenAssembly.Compile(source, m, name: name + m) : Weave(compile, name + m, source, m)));

    public WovenAssembly this[CompileMode mode] => _woven[mode].Value;

    /// <summary>Arms one probe, which must fit.</summary>
    public ArmedProgram Arm(CompileMode mode, string probe)
    {
        var program = new ArmedProgram(this[mode], "[" + probe + "]");
        var status = program.Status.Probes.Single();
        Assert.AreEqual("INSTALLED", status.Status.ToString().ToUpperInvariant(), status.Message);
        return program;
    }

    public object? Call(CompileMode mode, string method, params object?[] arguments) => this[mode].Call("Program", method, arguments);

    public static string Method(string type, string method, string rest = """ "captureSnapshot": true """)
        => $$"""{ "id": "p", "type": "LOG_PROBE", "language": "dotnet", "where": { "typeName": "{{type}}", "methodName": "{{method}}" }, "sampling": { "snapshotsPerSecond": 1000000 }, {{rest}} }""";

    /// <summary>A probe on the line that ends in <c>// remark</c>.</summary>
    public string Line(CompileMode mode, string remark, string rest = """ "captureSnapshot": true """)
        => $$"""{ "id": "p", "type": "LOG_PROBE", "language": "dotnet", "where": { "sourceFile": "src/{{name}}{{mode}}/Asset.cs", "lines": ["{{LineOf(remark)}}"] }, "sampling": { "snapshotsPerSecond": 1000000 }, {{rest}} }""";

    public int LineOf(string remark)
    {
        var index = Array.FindIndex(source.Split('\n'), l => l.TrimEnd().EndsWith(comment + remark, StringComparison.Ordinal));
        Assert.AreNotEqual(-1, index, $"No line of the asset ends in '{comment}{remark}'.");
        return index + 1;
    }

    /// <summary>A message of texts and names of variables by turns.</summary>
    public static string Message(params string[] parts) => $$""" "segments": [ {{string.Join(", ", parts.Select((p, i) => i % 2 == 0 ? $$"""{ "str": "{{p}}" }""" : $$"""{ "dsl": "{{p}}", "json": { "ref": "{{p}}" } }"""))}} ] """;

    public static string[] Messages(ArmedProgram program) => [.. program.Events().Select(e => e.GetProperty("message").GetString()!)];

    /// <summary>The answers of <c>Program.Run</c> unwoven, with gates shut, open, changed at each tick, and all probes armed.</summary>
    public void AssertAnswersAlike(CompileMode mode, string beginning)
    {
        var woven = this[mode];
        Action nothing = () => { };
        var random = new Random(7);
        var unwoven = (string?)woven.CallOriginal("Program", "Run", nothing);
        StringAssert.StartsWith(unwoven, beginning, StringComparison.Ordinal);
        Assert.AreEqual(unwoven, Call(mode, "Run", nothing), "shut");
        woven.SetAll(1);
        Assert.AreEqual(unwoven, Call(mode, "Run", nothing), "open");
        for (var i = 0; i < 3; i++)
            Assert.AreEqual(unwoven, Call(mode, "Run", (Action)(() => woven.Module.TrySet(random.Next(woven.Module.Count), (byte)random.Next(2)))), "toggled");

        woven.SetAll(0);
        using var program = new ArmedProgram(woven, EveryProbe.Of(woven.Manifest, snapshots: true).Single());
        Assert.AreEqual(unwoven, Call(mode, "Run", nothing), "armed");
        var troubled = program.Status.Probes.Where(p => p.Status.ToString().ToUpperInvariant() is not ("INSTALLED" or "EMITTING")).Select(p => p.Status + ": " + p.Message);
        Assert.AreEqual("", string.Join("\n", troubled));
        Assert.IsGreaterThan(0, Preparation.PrepareAll(woven.Assembly));
    }

    private static WovenAssembly Weave(Func<string, string, string, CompileMode, string> compile, string name, string source, CompileMode mode)
    {
        var folder = new TemporaryFolder();
        return WovenAssembly.FromFile(compile(folder, name, source, mode), new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, folder);
    }

    public ManifestMethod Manifest(CompileMode mode, string method) => this[mode].Manifest.Methods.First(m => m.Name == method);
}
