using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Weaver.Shapes.Tests.Model;
using Weaver.Tests.Support;

namespace Weaver.Shapes.Tests.Running;

/// <summary>What one asset printed with its gates in each position, and what its probes saw.</summary>
internal sealed partial class ShapeRun(Shape shape, WovenAssembly woven)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _seen = new(StringComparer.Ordinal);

    /// <summary>What the program prints where nothing was woven.</summary>
    public string Unwoven { get; private set; } = "";

    /// <summary>What it printed otherwise, by the position of the gates.</summary>
    public List<(string Gates, string Output)> Outputs { get; } = [];

    /// <summary>What came of a probe, in the words of the assets.</summary>
    public IReadOnlyList<string> Seen(ShapeProbe probe) => _seen[probe.Id];

    /// <summary>Runs the asset without any probe.</summary>
    public void Compare(int toggledRuns)
    {
        Unwoven = Run(woven.LoadOriginal());
        Outputs.Add(("shut", Run(woven.Assembly)));
        woven.SetAll(1);
        Outputs.Add(("open", Run(woven.Assembly)));
        Outputs.AddRange(Toggled(toggledRuns).Select(o => ("toggled", o)));
        woven.SetAll(0);
    }

    /// <summary>Runs the asset with its probes armed.</summary>
    public void Watch(ArmedProgram armed)
    {
        var known = armed.Events().Count;
        Outputs.Add(("armed", Run(woven.Assembly)));
        var snapshots = armed.Events().Skip(known).Select(e => e.GetProperty("debugger").GetProperty("snapshot")).ToLookup(s => s.GetProperty("probe").GetProperty("id").GetString());
        var statuses = armed.Status.Probes.ToDictionary(p => p.Id);
        foreach (var probe in shape.Probes)
        {
            var status = statuses[probe.Id];
            _seen.Add(probe.Id, status.Status switch
            {
                "ERROR" => [Failure(probe, status.Message)],
                "RECEIVED" => ["  pending"],
                _ => SnapshotText.Of([.. snapshots[probe.Id]]),
            });
        }
    }

    // The rule must be the one that the manifest has, too.
    private string Failure(ShapeProbe probe, string message)
    {
        var leftOut = woven.Manifest.LeftOut.FirstOrDefault(m => m.TypeName == probe.TypeName && m.Name == probe.MethodName);
        return leftOut != null && message.StartsWith(leftOut.RuleId + ": ", StringComparison.Ordinal) ? "  left out: " + leftOut.RuleId : "  error: " + FirstSentence().Match(message).Groups["text"].Value;
    }

    // Without the path and the numbers that follow it: they change with every edit of the asset.
    [GeneratedRegex(@"^(?<text>.*?)( at line \d+ of .*|\. .*|\.)?$")]
    private static partial Regex FirstSentence();

    private List<string> Toggled(int runs)
    {
        using var stop = new CancellationTokenSource();
        var random = new Random(runs);
        var toggler = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                for (var i = 0; i < woven.Module.Count; i++)
                    woven.Module.TrySet(i, (byte)random.Next(2));
                Thread.Yield();
            }
        });
        toggler.Start();
        try
        {
            return [.. Enumerable.Range(0, runs).Select(_ => Run(woven.Assembly))];
        }
        finally
        {
            stop.Cancel();
            toggler.Join();
        }
    }

    // An asset without a Run is there for its probes' statuses only.
    private string Run(Assembly assembly)
    {
        var run = assembly.GetType(shape.Namespace + ".Asset")?.GetMethod("Run", BindingFlags.Public | BindingFlags.Static);
        if (run == null)
            return "";

        try
        {
            var result = run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
            return result is Task<string> task ? task.GetAwaiter().GetResult() : (string)result!;
        }
        catch (Exception e)
        {
            return "threw " + e.GetType().FullName + ": " + e.Message;
        }
    }
}
