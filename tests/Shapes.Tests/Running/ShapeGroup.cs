using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Weaver.Engine;
using Weaver.Shapes.Tests.Model;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Running;

/// <summary>
/// All assets of one group in one configuration: compiled into one assembly, woven once, and run unwoven, with gates shut,
/// open, toggled, and with every probe armed. The tests look at what is kept here.
/// </summary>
internal sealed class ShapeGroup
{
    private const int ToggledRuns = 3;

    private static readonly Dictionary<string, string[]> s_features = new(StringComparer.Ordinal) { ["runtime-async"] = ["runtime-async"] };
    private static readonly Dictionary<(string, CompileMode), Lazy<ShapeGroup>> s_groups =
        ShapeReader.All.Select(s => s.Group).Distinct()
            .SelectMany(g => Enum.GetValues<CompileMode>().Select(m => (Group: g, Mode: m)))
            .ToDictionary(k => (k.Group, k.Mode), k => new Lazy<ShapeGroup>(() => new ShapeGroup(k.Group, k.Mode)));

    private readonly Dictionary<string, ShapeRun> _runs;

    private ShapeGroup(string group, CompileMode mode)
    {
        var shapes = ShapeReader.All.Where(s => s.Group == group).ToArray();
        using var folder = new TemporaryFolder();
        var files = shapes.Select(s => (s.Document, s.Text)).Append(("Shared.cs", File.ReadAllText(Path.Combine(ShapeReader.Folder, "Shared.cs"))));
        var kind = group is Shape.CommonGroup or "async-main" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var original = CompileSource.ToAssembly(folder, "Shapes." + group + mode, files, mode, kind, s_features.GetValueOrDefault(group));
        if (group == TailCalls.Group)
            TailCalls.Add(original);

        using var woven = WovenAssembly.FromFile(original, new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, references: []);
        Woven = woven;
        _runs = shapes.ToDictionary(s => s.Name, s => new ShapeRun(s, woven));
        foreach (var run in _runs.Values)
            run.Compare(ToggledRuns);

        using var armed = new ArmedProgram(woven, Probes(shapes), "Shapes.RedactedTypes.Pin");
        foreach (var run in _runs.Values)
            run.Watch(armed);
    }

    public WovenAssembly Woven { get; }

    public static ShapeGroup Of(string group, CompileMode mode) => s_groups[(group, mode)].Value;

    public static ShapeRun RunOf(Shape shape, CompileMode mode) => Of(shape.Group, mode)._runs[shape.Name];

    private static string Probes(IEnumerable<Shape> shapes)
        => "[" + string.Join(",\n", shapes.SelectMany(s => s.Probes.Select(p => Probe(s, p)))) + "]";

    private static string Probe(Shape shape, ShapeProbe probe)
    {
        var where = new Dictionary<string, object>();
        if (probe.TypeName == null)
        {
            where["sourceFile"] = shape.Document;
            where["lines"] = new[] { probe.Line.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
        else
        {
            where["typeName"] = probe.TypeName;
            where["methodName"] = probe.MethodName;
            if (probe.Signature != null)
                where["signature"] = probe.Signature;
        }

        return JsonSerializer.Serialize(new
        {
            id = probe.Id,
            type = "LOG_PROBE",
            where,
            captureSnapshot = true,
            evaluateAt = "ENTRY",
            sampling = new { snapshotsPerSecond = 1_000_000 },
        });
    }
}
