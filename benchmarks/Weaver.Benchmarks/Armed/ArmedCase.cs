using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weaver.Benchmarks.Armed;

/// <summary>One thing that is timed: a loop of the subjects that calls one method, and the probe that is armed there.</summary>
/// <param name="Name">Name of the loop, and of the method of <c>Desk</c> that it calls.</param>
/// <param name="Shown">What the row says.</param>
/// <param name="Probe">The rest of the probe's object after its id, from the place as JSON; null for none.</param>
internal sealed record ArmedCase(string Name, string Shown, Func<string, string>? Probe = null)
{
    public static readonly ArmedCase Empty = new("Empty", "control: empty call, not inlined");
    public static readonly ArmedCase LookUp = new("LookUp", "control: one dictionary look-up");

    /// <summary>Everything but the controls.</summary>
    public static IReadOnlyList<ArmedCase> All { get; } =
    [
        new("Dormant", "gate shut"),
        new("Open", "gate open, nothing armed") { IsOpen = true },
        new("FalseNumber", "false condition, `number == -1`", where => Log(where, When("number == -1", "number", -1))) { Expected = Outcome.False },
        new("FalseText", "false condition, `customer.Name == 'Ada'`", where => Log(where, ""","when":{"dsl":"customer.Name == 'Ada'","json":{"eq":[{"getmember":[{"ref":"customer"},"Name"]},"Ada"]}}""")) { Expected = Outcome.False },
        new("FalseSnapshot", "false condition of a snapshot at the exit, which needs the time of the entry", where => Log(where, When("number == -1", "number", -1), ""","captureSnapshot":true""")) { Expected = Outcome.False },
        new("FalseLine", "false condition at a line", where => Log(where, When("number == -1", "number", -1))) { Expected = Outcome.False, IsLine = true },
        new("Limited", "hit refused by the probe's rate", where => Log(where, ""","sampling":{"snapshotsPerSecond":0.001}""")) { Expected = Outcome.Limited },
        new("Counted", "hit of a COUNT metric", where => $$"""
            "type":"METRIC_PROBE","kind":"COUNT","metricName":"benchmark.counted","where":{{where}}
            """) { Expected = Outcome.Counted },
        new("Message", "message of two values, until queued", where => Log(where, Unlimited, ""","segments":[{"str":"name "},{"dsl":"name","json":{"ref":"name"}},{"str":" number "},{"dsl":"number","json":{"ref":"number"}}]""")) { Expected = Outcome.Event },
        new("Snapshot", "snapshot at entry and exit, three arguments, with stack", where => Log(where, Unlimited, ""","captureSnapshot":true""")) { Expected = Outcome.Event },
        new("LineSnapshot", "snapshot at a line, three arguments, with stack", where => Log(where, Unlimited, ""","captureSnapshot":true""")) { Expected = Outcome.Event, IsLine = true },
    ];

    /// <summary>The gate is opened although no probe is armed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The probe stands at the first line of the method.</summary>
    public bool IsLine { get; init; }

    /// <summary>What must have become of every hit, or the row would be about something else.</summary>
    public Outcome Expected { get; init; }

    private const string Unlimited = ""","sampling":{"snapshotsPerSecond":1000000000}""";

    private static string When(string text, string variable, int number) =>
        string.Create(CultureInfo.InvariantCulture, $$$""","when":{"dsl":"{{{text}}}","json":{"eq":[{"ref":"{{{variable}}}"},{{{number}}}]}}""");

    private static string Log(string where, params ReadOnlySpan<string> rest) => $"""
        "type":"LOG_PROBE","where":{where}{string.Concat(rest)}
        """;
}

/// <summary>What becomes of a hit.</summary>
internal enum Outcome
{
    None,
    False,
    Limited,
    Counted,
    Event,
}
