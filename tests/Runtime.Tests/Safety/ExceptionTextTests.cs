using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>The free text of exceptions is emitted, unless the configuration leaves it out: then in no form.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ExceptionTextTests
{
    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.ExceptionServices;
        using System.Threading.Tasks;

        namespace Texts
        {
            public class ShopException : Exception
            {
                public string Details = "CANARY-details";
                public string[] Lines = ["CANARY-lines"];
                public object Anything = "CANARY-object";
                public int Code = 77001;

                [Weaver.NotProbeable]
                public ShopException(string message, Exception inner) : base(message, inner)
                {
                    Data["key"] = "CANARY-data";
                    Source = "CANARY-source";
                    HelpLink = "CANARY-help";
                }

                public override string ToString() => "CANARY-own-text";
            }

            public class Service
            {
                public Exception Last;
                public List<Exception> All = [];
                public Task Failed;

                public int Fail(Exception error)
                {
                    Last = error;
                    All.Add(error);
                    Failed = Task.FromException(error);
                    var kept = error;
                    throw error;
                }

                public async Task<int> FailAsync(Exception error)
                {
                    await Task.Yield();
                    throw error;
                }

                public int Handle(Exception error)
                {
                    try
                    {
                        Fail(error);
                    }
                    catch (Exception caught)
                    {
                        return caught == null ? 0 : 1;
                    }

                    return 2;
                }
            }

            public static class Run
            {
                public static int All()
                {
                    var service = new Service();
                    var inner = new InvalidOperationException("CANARY-inner");
                    var errors = new Exception[]
                    {
                        new ShopException("CANARY-message", inner),
                        new InvalidOperationException("CANARY-framework", inner),
                        new AggregateException("CANARY-aggregate", new ShopException("CANARY-nested", inner)),
                        new ArgumentException("CANARY-argument", "CANARY-parameter"),
                        new ArgumentOutOfRangeException("CANARY-parameter", "CANARY-actual", "CANARY-range"),
                        new System.IO.FileNotFoundException("CANARY-file", "CANARY-name"),
                        new ObjectDisposedException("CANARY-disposed"),
                        new KeyNotFoundException("CANARY-key"),
                    };
                    foreach (var error in errors)
                    {
                        service.Handle(error);
                        try
                        {
                            service.FailAsync(error).GetAwaiter().GetResult();
                        }
                        catch (Exception)
                        {
                        }
                    }

                    return errors.Length;
                }
            }
        }
        """;

    private static readonly string[] s_expressions =
    [
        "@exception", "@exception.Message", "@exception._message", "@exception._data", "@exception._source", "@exception.Source", "@exception.HelpLink", "@exception._stackTraceString",
        "@exception.InnerException", "@exception.InnerException.Message", "@exception.Details", "@exception.Lines", "@exception.Lines[0]", "@exception.Anything", "@exception.ParamName",
        "@exception._paramName", "@exception._actualValue", "@exception._innerExceptions", "@exception._innerExceptions[0].Message", "@exception.Code", "@exception.HResult",
        "error", "error.Message", "kept", "this", "this.Last", "this.Last.Message", "All", "All[0]", "All[0].Message", "Failed", "Failed.m_contingentProperties",
        "substring(@exception.Message, 0, 6)", "filter(All, startsWith(@it.Message, 'CANA'))",
    ];

    [TestMethod]
    public void Texts_ByDefault_AreEmitted()
    {
        var emitted = Run(omits: false);

        foreach (var text in new[] { "message", "inner", "framework", "aggregate", "argument", "range", "file", "details", "source" })
            Assert.Contains("CANARY-" + text, emitted);
        Assert.DoesNotContain("CANARY-own-text", emitted);
    }

    [TestMethod]
    public void Texts_Omitted_LeaveInNoForm()
    {
        var emitted = Run(omits: true);

        var at = emitted.IndexOf("CANARY", StringComparison.Ordinal);
        Assert.IsLessThan(0, at, "A text got out: " + (at < 0 ? "" : emitted[Math.Max(0, at - 300)..Math.Min(emitted.Length, at + 60)]));
        foreach (var shown in new[] { "77001", "\"type\":\"Texts.ShopException\"", "\"message\":\"{redacted}\"", "Texts.Service.Fail", "InvalidOperationException" })
            Assert.Contains(shown, emitted);
    }

    private static string Run(bool omits)
    {
        using var woven = WovenAssembly.Compile(Program, CompileMode.Debug, name: "Texts");
        var places = EveryProbe.Of(woven.Manifest, snapshots: true).Single().Replace("\"captureSnapshot\":true", "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}", StringComparison.Ordinal);
        using var program = new WatchedProgram(woven, [places, ExpressionProbes.Spans(woven.Manifest), ExpressionProbes.File("Texts.Service.Fail", s_expressions)], WayOut.Agent, s => s with { ExceptionMessages = omits ? ExceptionMessages.Omit : ExceptionMessages.Emit });

        using (program.StartActivity())
            Assert.AreEqual(8, woven.Call("Texts.Run", "All"));

        Assert.IsEmpty(ExpressionProbes.Silent(program), "These probes were never hit.");
        Assert.AreEqual(omits, ExpressionProbes.Told(program).Count == 0, "What holds of a text tells about it.");

        return program.Everything();
    }
}
