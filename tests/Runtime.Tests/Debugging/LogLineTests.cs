using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Runtime.Tests.Woven;
using static Weaver.Runtime.Tests.Woven.DebuggerHost;

namespace Weaver.Runtime.Tests.Debugging;

/// <summary>What the program's own log gets of an event when there is no other receiver.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LogLineTests
{
    private const string Template = "{ProbeId}: {Message}";
    private const string TemplateOfErrors = "{ProbeId}: {Message} (not evaluated: {EvaluationErrors})";

    [TestMethod]
    public void Line_WithoutActivity_IsTheMessageAndNothingElse()
    {
        var line = Hit(LogProbe("p", Method("Add"), """ "segments":[{"str":"seen"}]"""), activity: null);

        Assert.AreEqual("p: seen", line.Text);
        Assert.AreEqual(LogLevel.Information, line.Level);
        Assert.AreEqual("ProbeId=p, Message=seen, {OriginalFormat}=" + Template, Describe(line));
    }

    [TestMethod]
    public void Line_WithinAnActivity_CarriesItsIds()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var line = Hit(LogProbe("p", Method("Add"), """ "segments":[{"str":"seen"}]"""), activity);

        Assert.AreEqual("p: seen", line.Text);
        Assert.AreEqual(
            $"ProbeId=p, Message=seen, dd.trace_id={activity.TraceId}, dd.span_id={Convert.ToUInt64(activity.SpanId.ToString(), 16)}, {{OriginalFormat}}={Template}",
            Describe(line));
    }

    [TestMethod]
    public void Line_OfAMessageThatIsNotWhole_TellsWhy()
    {
        var line = Hit(LogProbe("p", Method("Add"), """ "segments":[{"str":"first "},{"dsl":"label[9]","json":{"index":[{"ref":"label"},9]}}]"""), activity: null);

        StringAssert.StartsWith(line.Text, "p: first UndefinedValue (not evaluated: label[9]: ");
        Assert.AreEqual(TemplateOfErrors, line.Values[^1].Value);
    }

    [TestMethod]
    public void Line_OfAConditionThatFails_TellsWhy()
    {
        var line = Hit(LogProbe("p", Method("Add"), """ "segments":[{"str":"seen"}],"when":{"dsl":"label[9] == 1","json":{"eq":[{"index":[{"ref":"label"},9]},1]}}"""), activity: null);

        StringAssert.StartsWith(line.Text, "p: seen (not evaluated: label[9]");
        Assert.AreEqual("EvaluationErrors", line.Values[2].Key);
    }

    [TestMethod]
    public void Line_OfASnapshot_HoldsTheEventAndItsIds()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var line = Hit(LogProbe("p", Method("Add"), """ "captureSnapshot":true,"segments":[{"str":"seen"}]"""), activity);

        StringAssert.StartsWith(line.Text, "p: seen {\"service\":");
        CollectionAssert.AreEqual(new[] { "ProbeId", "Message", "Snapshot", "dd.trace_id", "dd.span_id", "{OriginalFormat}" }, line.Values.Select(v => v.Key).ToArray());
    }

    private static string Describe(Line line) => string.Join(", ", line.Values.Select(v => v.Key + "=" + v.Value));

    private static Line Hit(string probe, Activity? activity)
    {
        Activity.Current = activity;
        var log = new RecordedLog();
        using var host = new DebuggerHost(s => s with { Sinks = [], LoggerFactory = log });
        host.Apply("[" + probe + "]");
        host.Code.RunAdd(5, "abc");
        host.Flush();
        lock (log.Lines)
            return log.Lines.Single(l => l.Level >= LogLevel.Information && l.Category == "Weaver.Probes");
    }

    private sealed record Line(string Category, LogLevel Level, string Text, IReadOnlyList<KeyValuePair<string, object?>> Values);

    private sealed class RecordedLog : ILoggerFactory
    {
        public List<Line> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private sealed class Logger(RecordedLog owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var values = ((IEnumerable<KeyValuePair<string, object?>>)state!).ToList();
                lock (owner.Lines)
                    owner.Lines.Add(new Line(category, logLevel, formatter(state, exception), values));
            }
        }
    }
}
