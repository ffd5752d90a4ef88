using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Weaver.Contract;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>Probe files that get at a value in every way that a probe's author has.</summary>
internal static class ExpressionProbes
{
    /// <summary>Ids of the probes whose conditions hold only for what a secret is like.</summary>
    public const string Oracle = "-oracle-";

    private static readonly object s_limits = new { perSecond = 1_000_000 };

    /// <summary>For each expression a message, a captured value, a tag, two metrics, and conditions of every kind of probe that would tell something about it.</summary>
    /// <param name="at">The method.</param>
    /// <param name="expressions">What is asked for there.</param>
    public static string File(string at, IReadOnlyList<string> expressions)
    {
        var method = at[(at.LastIndexOf('.') + 1)..];
        var probes = new List<object>();
        foreach (var (number, text) in expressions.Index())
        {
            var id = $"asks-{method}-{number}";
            probes.Add(new { id = id + "-message", at, log = "value {" + text + "} of it", limits = s_limits });
            probes.Add(new { id = id + "-condition", at, when = $"isDefined({text}) && len({text}) > 0 || {text} == 'x'", log = "holds", limits = s_limits });

            // The simplest forms, which are tested in a way of their own, and one that is not among them.
            var tests = new[] { $"{text} > 900000000", $"{text} >= 'CANA' && {text} < 'CANAS'", $"startsWith({text}, 'CANA')" };
            probes.AddRange(tests.Select((test, i) => new { id = id + Oracle + i, at, when = test, log = "tells", limits = s_limits }));
            probes.Add(new { id = id + Oracle + "count", at, when = tests[0], count = "safety.count" });
            probes.Add(new { id = id + Oracle + "span", at, when = tests[1], span = true });
            probes.Add(new { id = id + Oracle + "trigger", at, when = tests[2], trigger = "safety", cooldown = "0s" });
            probes.Add(new { id = id + Oracle + "decoration", at, when = tests[1], decorate = new Dictionary<string, string> { ["safety.told." + id] = "tells" } });
            probes.Add(new { id = id + "-gauge", at, gauge = "safety.gauge", value = text, on = "exit" });
            probes.Add(new { id = id + "-distribution", at, distribution = "safety.distribution", value = text });
            probes.Add(new { id = id + "-decoration", at, decorate = new Dictionary<string, string> { ["safety.tag." + id] = "value {" + text + "}" } });
        }

        probes.Add(new { id = $"asks-{method}-captures", at, capture = expressions.Select((text, i) => KeyValuePair.Create("value" + i, text)).ToDictionary(), limits = s_limits });
        return JsonSerializer.Serialize(probes);
    }

    /// <summary>A span around every call of every method.</summary>
    public static string Spans(Manifest manifest) =>
        JsonSerializer.Serialize(manifest.Methods.Where(m => (m.Traits & MethodTraits.Part) == 0).Select((m, i) =>
            new { id = "span-" + i, type = "SPAN_PROBE", where = new { typeName = m.TypeName, methodName = m.Name, signature = string.Join(',', m.ParameterTypes) }, tags = new[] { "team:safety" } }));

    /// <summary>What was armed and never reached, which would prove nothing.</summary>
    public static List<string> Silent(WatchedProgram program) =>
        [.. program.Status.Probes.Where(p => p.Id.StartsWith("asks-", System.StringComparison.Ordinal) && p.Hits == 0).Select(p => p.Id + ": " + p.Message)];

    /// <summary>The conditions that held.</summary>
    public static List<string> Told(WatchedProgram program) =>
        [.. program.Status.Probes.Where(p => p.Id.Contains(Oracle, System.StringComparison.Ordinal) && p.Matched != 0).Select(p => p.Id)];
}
