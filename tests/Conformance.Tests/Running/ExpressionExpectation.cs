using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weaver.Conformance.Tests.Comparing;
using Weaver.Conformance.Tests.Values;
using Weaver.Expressions;
using Weaver.Redaction;

namespace Weaver.Conformance.Tests.Running;

/// <summary>What a case of expressions expects, held against what came.</summary>
internal sealed class ExpressionExpectation
{
    private static readonly string[] s_keys =
    [
        "value", "error", "errorContains", "errorCount", "noError", "phase", "conditionFallback", "timeout", "rendered", "renderedContains",
        "renderedNotContains", "renderedPattern", "renderedRegex", "truncated", "isDictionary", "visited", "count", "mustNotContain",
        "getterCalls", "typeInitialized", "metric", "captures", "probeStatus", "captureData",
        // What another implementation shows; information only.
        "dotnetRendered",
    ];

    private static readonly string[] s_textKeys = ["rendered", "renderedContains", "renderedNotContains", "renderedPattern", "renderedRegex", "mustNotContain"];

    private readonly VectorCase _vector;
    private readonly JsonElement _expect;
    private readonly Placeholders _placeholders;
    private readonly ClassSet _classes;

    public ExpressionExpectation(VectorCase vector, Placeholders placeholders, ClassSet classes)
    {
        (_vector, _expect, _placeholders, _classes) = (vector, vector.Expect, placeholders, classes);
        _expect.AllowKeys("expect", s_keys);
    }

    /// <summary>Something is expected of the text of a message.</summary>
    public bool NeedsText => s_textKeys.Any(k => _expect.Find(k) is not null);

    public void Check(ExpressionRun run, ExpressionRun rendered, Findings findings)
    {
        CheckErrors(run, findings);
        CheckValue(run, findings);
        CheckText(rendered, findings);
        CheckFilter(run, findings);
        CheckTraps(findings);
    }

    private void CheckErrors(ExpressionRun run, Findings findings)
    {
        var messages = run.ParseError is { } parse ? "does not parse: " + parse : string.Join(" | ", run.Errors.Select(e => e.Message));

        // A message that shows the mark of a hidden value may say beside it that something is hidden.
        var isMark = _vector.Kind == "template" && _expect.Text("rendered") == RedactedReasonNames.MessageText && !_expect.Flag("noError");
        var isError = run.ParseError is not null || run.Errors.Exists(e => !isMark || e.Kind != EvaluationErrorKind.Redacted);
        var wantsError = _expect.Flag("error") || _expect.Flag("timeout") || _expect.Find("errorContains") is not null;
        findings.Check(isError == wantsError, wantsError ? "an error" : "no error", isError ? messages : Describe(run));
        if (!isError)
            return;

        if (_expect.Text("errorContains") is { } keywords)
            findings.Check(Contains(messages, keywords), $"an error with '{keywords}'", messages);
        if (_expect.Find("errorCount") is { ValueKind: JsonValueKind.Number } count)
            findings.Check(run.Errors.Count == count.GetInt32(), count + " errors", messages);
        if (_expect.Text("phase") is { } phase)
        {
            findings.Check(phase is "parse" or "eval", "a phase that is known", phase);
            findings.Check((phase == "parse") == (run.ParseError is not null), "an error in phase " + phase, messages);
        }

        if (_expect.Flag("timeout"))
            findings.Check(run.Errors.Exists(e => e.Kind == EvaluationErrorKind.Timeout), "a timeout", messages);

        // Where neither a value nor a text is expected beside the error, there must be no value.
        if (_expect.Find("value") is null && _vector.Kind is "value" or "capture" && run.ParseError is null)
            findings.Check(run.IsFailed, "an error and no value", messages + ", and the value " + ValueComparison.Show(run.Value));
    }

    private void CheckValue(ExpressionRun run, Findings findings)
    {
        if (_expect.Find("conditionFallback") is { ValueKind: JsonValueKind.True or JsonValueKind.False } fallback)
        {
            var wanted = fallback.GetBoolean() ? ConditionOutcome.Error : ConditionOutcome.False;
            findings.Check(run.Outcome == wanted, "condition " + wanted, "condition " + run.Outcome);
        }

        // Such a probe is installed, and its hits give an event without values.
        if (_expect.Text("probeStatus") is { } status)
            findings.Check(status == (run.ParseError is null ? "INSTALLED" : "ERROR"), status, run.ParseError is null ? "INSTALLED" : "ERROR");
        if (_expect.Find("captureData") is { ValueKind: JsonValueKind.False })
            findings.Check(run.Outcome == ConditionOutcome.Error, "no captured data", Describe(run));

        if (_expect.Find("metric") is { } metric)
            findings.Check(metric.IsNull() ? run.Sample is null : run.Sample == metric.GetDouble(), "metric " + metric, "metric " + run.Sample?.ToString(CultureInfo.InvariantCulture));
        if (_expect.Find("captures") is { ValueKind: JsonValueKind.Number } captures)
            findings.Check(run.Captures == captures.GetInt32(), captures + " captures", run.Captures + " captures");

        if (_expect.Find("value") is not { } value)
            return;

        switch (_vector.Kind)
        {
            case "template":
                var text = TextOf(value);
                findings.Check(run.Text == text, "the text " + text, "the text " + run.Text);
                break;
            case "metric":
                findings.Check(run.Sample == Numbers.ToDouble(Value.OfObject(ScalarValue.Parse(value, _classes))), value.ToString(), "metric " + run.Sample?.ToString(CultureInfo.InvariantCulture));
                break;
            case "condition" when run.Outcome is { } outcome:
                var wanted = value.Find("value")?.ValueKind == JsonValueKind.True ? ConditionOutcome.True : ConditionOutcome.False;
                findings.Check(outcome == wanted, "condition " + wanted, "condition " + outcome + " " + string.Join(" | ", run.Errors.Select(e => e.Message)));
                break;
            default:
                // A hidden name gives no value but an error of its own kind; what stands in its place is the marker.
                var isHidden = run.IsFailed && run.Errors.Exists(e => e.Kind == EvaluationErrorKind.Redacted) && value.Text("value") == RedactedReasonNames.MessageText;
                findings.Check(isHidden || (!run.IsFailed && ValueComparison.Matches(run.Value, value, _classes)), value.ToString(), Describe(run));
                break;
        }
    }

    private void CheckText(ExpressionRun run, Findings findings)
    {
        var text = run.Text ?? "";
        if (_expect.Text("rendered") is { } exact)
            findings.Check(text == _placeholders.Fill(exact), "the text " + exact, "the text " + text);
        if (_expect.Text("renderedPattern") is { } pattern)
            findings.Check(text == _placeholders.Fill(pattern), "the text " + _placeholders.Fill(pattern), "the text " + text);
        if (_expect.Text("renderedRegex") is { } regex)
            findings.Check(Regex.IsMatch(text, "^(?:" + regex + ")$"), "a text like " + regex, "the text " + text);
        foreach (var part in TextsOf("renderedContains"))
            findings.Check(text.Contains(part, StringComparison.Ordinal), "a text with " + part, "the text " + text);
        foreach (var part in TextsOf("renderedNotContains").Concat(TextsOf("mustNotContain")))
            findings.Check(!text.Contains(part, StringComparison.Ordinal), "a text without " + part, "the text " + text);
    }

    private void CheckFilter(ExpressionRun run, Findings findings)
    {
        var items = run.Value.Reference as FilteredItems;
        if (_expect.Find("truncated") is { ValueKind: JsonValueKind.True or JsonValueKind.False } truncated)
            findings.Check((items?.IsTruncated ?? false) == truncated.GetBoolean(), "truncated " + truncated, Describe(run) + (items?.IsTruncated == true ? ", truncated" : ", whole"));
        if (_expect.Find("isDictionary") is { ValueKind: JsonValueKind.True or JsonValueKind.False } dictionary)
            findings.Check((items?.IsDictionary ?? false) == dictionary.GetBoolean(), "dictionary " + dictionary, Describe(run));
        if (_expect.Find("visited") is { ValueKind: JsonValueKind.Number } visited)
            findings.Check(items?.Visited == visited.GetInt32(), visited + " visited", items?.Visited + " visited");
        if (_expect.Find("count") is { ValueKind: JsonValueKind.Number } count)
            findings.Check(items?.Items.Count == count.GetInt32(), count + " items", items?.Items.Count + " items");
    }

    // Nothing of the program may have run, whatever else is expected.
    private void CheckTraps(Findings findings)
    {
        var initialized = Traps.Count("initializer") != 0;
        if (_expect.Find("typeInitialized") is { ValueKind: JsonValueKind.True or JsonValueKind.False } expected)
            findings.Check(initialized == expected.GetBoolean(), "type initialized: " + expected, "type initialized: " + initialized);

        findings.Check(Traps.Describe().Length == 0, "that nothing of the program runs", Traps.Describe());
    }

    private string TextOf(JsonElement value)
    {
        if (value.Text("type") == "null")
            return "null";

        return ScalarValue.Parse(value, _classes) switch
        {
            string text => text,
            bool truth => truth ? "True" : "False",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
        };
    }

    private string[] TextsOf(string key) => _expect.Text(key) is { } one ? [_placeholders.Fill(one)] : [.. _expect.Texts(key).Select(_placeholders.Fill)];

    // Words, not the sentence.
    internal static bool Contains(string message, string keywords) =>
        keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Describe(ExpressionRun run) =>
        run.ParseError is not null || run.IsFailed
            ? "the error " + (run.ParseError ?? string.Join(" | ", run.Errors.Select(e => e.Message)))
            : run.Text is { } text ? "the text " + text : run.Sample is { } sample ? "the sample " + sample.ToString(CultureInfo.InvariantCulture) : ValueComparison.Show(run.Value);
}
