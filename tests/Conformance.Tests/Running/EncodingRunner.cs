using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Weaver.Capture;
using Weaver.Conformance.Tests.Comparing;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Running;

/// <summary>Values, captured under limits from the slot of a frame or, of static fields, from their type.</summary>
internal sealed class EncodingRunner : ICaseRunner
{
    public IEnumerable<JsonElement> ValuesOf(VectorCase vector) => [vector.Json.GetProperty("value")];

    public IEnumerable<string> TypesOf(VectorCase vector) => Placeholders.TypesOf(vector);

    public void Run(VectorCase vector, ClassSet classes, Findings findings)
    {
        vector.AllowKeys("limits", "value", "unordered", "incompleteReasons", "stopAfterChecks");
        var value = vector.Json.GetProperty("value");
        Traps.Disarm();
        switch (vector.Kind)
        {
            case "value": RunValue(vector, value, classes, findings); break;
            case "staticFields": RunStatics(vector, value, classes, findings); break;
            case "render": Render(vector, value, classes, findings); break;
            default: throw new UnsupportedCaseException("the kind '" + vector.Kind + "'");
        }
    }

    private static void RunValue(VectorCase vector, JsonElement value, ClassSet classes, Findings findings)
    {
        var builder = new ValueBuilder(classes);
        var options = new CaptureOptions { Timeout = TimeSpan.Zero };
        if (Stop(vector, value) is { } checks)
            options = new CaptureOptions { Time = new StoppingTime(checks), Timeout = TimeSpan.FromSeconds(1), ChecksPerClockReading = 1 };

        CaptureRun run;
        if (value.Text("type") == "filterResult")
        {
            value.AllowKeys("a filter's result", ["type", "items", "truncated", "timeoutAfterItems", "throwsOnMoveNext"]);
            var items = value.Flag("throwsOnMoveNext") ? Throwing() : builder.Items(value);
            run = CaptureRun.Of(CaptureGroup.CaptureExpressions, LimitsOf(vector), options, writer => writer.WriteSelected("value", items, items is List<object?> list ? list.Count : -1, value.Flag("truncated")));
        }
        else
        {
            var built = builder.Build(value);
            var variable = Variable.Of(built, builder.StaticType(value));
            using var changes = value.Flag("mutatedConcurrently") ? new Mutation((List<int>)built!) : null;
            Traps.Arm();
            run = CaptureRun.Of(CaptureGroup.Locals, LimitsOf(vector), options, writer => variable.Write(writer, "value"));
        }

        var captured = (run.Json.Find("locals") ?? run.Json.Find("captureExpressions"))?.Find("value")
            ?? throw new InvalidOperationException("Nothing was captured.");
        Compare(vector, value, captured, findings);
        if (vector.Json.Find("incompleteReasons") is { } reasons)
        {
            var wanted = reasons.EnumerateArray().Select(r => r.GetString()!.ToLowerInvariant()).ToHashSet();
            var came = Enum.GetValues<IncompleteReasons>().Where(r => r != IncompleteReasons.None && run.Incomplete.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant()).ToHashSet();
            findings.Check(wanted.SetEquals(came), "incomplete: " + reasons, "incomplete: " + string.Join(", ", came));
        }
    }

    private static void RunStatics(VectorCase vector, JsonElement value, ClassSet classes, Findings findings)
    {
        value.AllowKeys("statics", ["type", "fields", "hasTypeInitializer", "statics"]);
        Traps.Arm();
        var limits = LimitsOf(vector);
        var run = CaptureRun.Of(CaptureGroup.StaticFields, limits, new CaptureOptions { Timeout = TimeSpan.Zero }, writer => writer.WriteStaticFields(classes.Statics, limits));
        Compare(vector, value, run.Json.GetProperty("staticFields"), findings);
        findings.Check(Traps.Count("initializer") == 0, "no type initializer", "the type initializer ran");
    }

    private static void Render(VectorCase vector, JsonElement value, ClassSet classes, Findings findings)
    {
        vector.Expect.AllowKeys("expect", ["rendered"]);
        var builder = new ValueBuilder(classes);
        var variable = Variable.Of(builder.Build(value), builder.StaticType(value));
        Traps.Arm();
        var output = new TextBuffer();
        ValueText.Write(variable.Load(), RedactionRules.Default, output);
        findings.Check(output.ToString() == vector.Expect.Text("rendered"), vector.Expect.Text("rendered") ?? "", output.ToString());
    }

    private static void Compare(VectorCase vector, JsonElement value, JsonElement captured, Findings findings)
    {
        // What failed while it was read may say so in the snapshot, too.
        var hasFailed = vector.Json.Texts("incompleteReasons").Contains("runtimeError");
        if (SnapshotMatch.Difference(captured, vector.Expect, vector.Json.Flag("unordered"), isOpen: hasFailed) is { } difference)
            findings.Add(vector.Expect.ToString(), difference);

        if (vector.Expect.Find("valueIs") is { } wish)
            findings.Check(captured.Text("value") is { Length: > 0 } text && IsTextOf(value, text), wish.ToString(), captured.ToString());

        // Counted calls that are expected are all expected to be none.
        foreach (var key in (string[])["getterCalls", "countCalls", "enumeratorCalls", "toStringCalls"])
        {
            if (vector.Expect.Find(key) is { ValueKind: JsonValueKind.Number } calls && calls.GetInt32() != 0)
                throw new UnsupportedCaseException("an expectation of " + key + " " + calls);
        }

        findings.Check(Traps.Describe().Length == 0, "that nothing of the program runs", Traps.Describe());
    }

    // The text of a date in some culture: it reads back as the date.
    private static bool IsTextOf(JsonElement value, string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var read)
        && DateTime.TryParse(value.Text("value"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var wanted)
        && read == wanted;

    // A look comes before the value, before each item and inside each item that is shown.
    private static int? Stop(VectorCase vector, JsonElement value)
    {
        if (vector.Json.Find("stopAfterChecks") is { ValueKind: JsonValueKind.Number } checks)
            return checks.GetInt32();

        if (value.Find("timeoutAfterItems") is not { ValueKind: JsonValueKind.Number } items)
            return null;

        // The result of a filter is looked at item by item from the start.
        var before = value.Text("type") == "filterResult" ? 0 : 1;
        return before + value.Items("items").Take(items.GetInt32()).Sum(i => i.Text("type") == "null" ? 1 : 2);
    }

    private static CaptureLimits LimitsOf(VectorCase vector)
    {
        var limits = vector.Json.Find("limits") ?? default;
        limits.AllowKeys("limits", ["maxReferenceDepth", "maxCollectionSize", "maxLength", "maxFieldCount"]);
        return CaptureLimits.Create(Limit("maxReferenceDepth"), Limit("maxCollectionSize"), Limit("maxLength"), Limit("maxFieldCount"));

        int? Limit(string name) => limits.Find(name) is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : null;
    }

    private static IEnumerable<object?> Throwing()
    {
        yield return Fail();

        static object? Fail() => throw new InvalidOperationException("The enumeration failed.");
    }

    /// <summary>Another thread that changes a list all the time.</summary>
    private sealed class Mutation : IDisposable
    {
        private readonly Task _task;
        private volatile bool _ends;

        public Mutation(List<int> list)
        {
            _task = Task.Run(() =>
            {
                while (!_ends)
                {
                    list.Add(1);
                    list.RemoveAt(list.Count - 1);
                }
            });
        }

        public void Dispose()
        {
            _ends = true;
            _task.GetAwaiter().GetResult();
        }
    }
}
