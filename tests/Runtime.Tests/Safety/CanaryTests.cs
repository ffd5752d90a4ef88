using System;
using System.Linq;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>Not one byte of a secret leaves a woven program, whatever is armed on it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CanaryTests
{
    // Everything that a probe's author can write to get at a secret.
    private static readonly string[] s_expressions =
    [
        "password", "phrase", "user", "len(user)", "length", "pin", "secret", "hidden", "hidden.Inside", "vault", "vault.Content", "vault.More", "letter", "letter.Lines",
        "this", "Token", "PinCode", "Shared", "Marked", "this.Token", "Phrase", "@return",
        "customer", "customer._password", "customer.api_key", "customer.Pin", "customer.Cookie", "customer.Cookie[0]", "customer.Note", "customer.Level", "level", "customer.Comment", "customer.AccessToken",
        "customer.Vault", "customer.Vault.Content", "customer.Boxed", "customer.Boxed.Content", "customer.Paper", "customer.Paper.Lines",
        "customer.Hidden", "customer.Hidden.Inside", "customer.Card", "customer.Card.Number", "customer.Primary", "customer.Primary.text",
        "customer.Settings", "customer.Settings['password']", "settings['API-KEY']", "customer.Table", "customer.Table['@token']",
        "customer.Pairs", "customer.Pairs[0]", "customer.Pairs[0].Value", "customer.Entry", "customer.Entry.Value", "customer.Entry._value",
        "customer.Headers", "customer.Headers[0]", "customer.Headers[0].Value", "customer.Form", "customer.Own", "customer.Own['session_id']", "customer.Own._entries",
        "customer.Vaults", "customer.Vaults['open']", "customer.Vaults['open'].Content",
        "filter(settings, len(@key) > 0)", "filter(settings, @key == 'password')[0].Value", "filter(customer.Headers, len(@it.Value) > 0)", "filter(customer.Headers, true)",
        "filter(customer.Pairs, true)", "filter(customer.Pairs, true)[0].Value", "filter(settings, startsWith(@value, 'C'))", "any(settings, contains(@value, 'ANA'))",
        "this.Formula", "Formula", "this.Factor", "customer.Origin", "substring(this.Formula, 0, 6)", "this.Motto",
        "substring(password, 0, 6)", "substring(phrase, 0, 6)", "substring(customer.Note, 0, 6)", "substring(customer.Headers[0].Value, 0, 6)",
    ];

    // And at what is in an exception.
    private static readonly string[] s_inExceptions =
    [
        "@exception", "@exception.Message", "@exception._message", "@exception.Source", "@exception.Details", "@exception.Code", "@exception.InnerException",
        "@exception.InnerException.Message", "@exception.InnerException.Details", "@exception._innerExceptions", "@exception._innerExceptions[1].Message",
        "error", "error.Message", "error.Details", "error.InnerException", "error.InnerException.Message", "substring(@exception.Message, 0, 6)",
    ];

    [TestMethod]
    [DataRow(CompileMode.Debug, WayOut.Agent)]
    [DataRow(CompileMode.Release, WayOut.Agent)]
    [DataRow(CompileMode.Debug, WayOut.Log)]
    public void Secrets_UnderEveryProbe_NeverLeaveTheProcess(CompileMode mode, object route)
    {
        using var woven = WovenAssembly.Compile(CanarySource.Program, mode);
        var places = EveryProbe.Of(woven.Manifest, snapshots: true).Single().Replace("\"captureSnapshot\":true", "\"captureSnapshot\":true,\"sampling\":{\"snapshotsPerSecond\":1000000}", StringComparison.Ordinal);
        using var program = new WatchedProgram(
            woven,
            [
                places, ExpressionProbes.Spans(woven.Manifest), ExpressionProbes.File("Canaries.Service.Login", s_expressions),
                ExpressionProbes.File("Canaries.Service.Refuse", s_inExceptions), ExpressionProbes.File("Canaries.Service.RefuseAsync", s_inExceptions),
            ],
            (WayOut)route,
            s => s with { RedactedTypes = [CanarySource.Listed] });

        using (program.StartActivity())
            Assert.AreEqual(woven.CallOriginal("Canaries.Run", "All"), woven.Call("Canaries.Run", "All"));

        Assert.IsEmpty(ExpressionProbes.Silent(program), "These probes were never hit.");
        Assert.IsEmpty(ExpressionProbes.Told(program), "What holds of a secret tells about it.");
        var emitted = program.Everything();
        AssertHidden(emitted);
        foreach (var shown in new[] { "user", "name", "owner", "setting", "header", "static", "constant", "first", "error", "details", "inner" })
            Assert.IsTrue(emitted.Contains("VISIBLE-" + shown, StringComparison.Ordinal), shown);

        // Of a hidden exception the type is told, as without texts of exceptions.
        foreach (var type in new[] { "Canaries.CardException", "Canaries.Parts.HiddenException", "Canaries.OrderException", "System.AggregateException" })
            Assert.IsTrue(emitted.Contains("\"throwable\":{\"type\":\"" + type + "\",\"message\":\"{redacted}\"", StringComparison.Ordinal), type);

        // Every way out was open.
        foreach (var way in new[] { "[safety.tag.asks-Login-0, value {redacted}]", "Canaries.Service.Login", "[team, safety]", "safety.distribution" })
            Assert.IsTrue(emitted.Contains(way, StringComparison.Ordinal), way);
        Assert.AreEqual((WayOut)route == WayOut.Agent, emitted.Contains("dynamic.instrumentation.metric.probe.safety.distribution:", StringComparison.Ordinal));
    }

    [TestMethod]
    public void MarksOfPropertiesAndParameters_StandOnTheFieldsOfTheWovenAssembly()
    {
        using var woven = WovenAssembly.Compile(CanarySource.Program, CompileMode.Release);

        foreach (var (type, field) in new[] { ("Card", "<Number>k__BackingField"), ("Primary", "<text>P"), ("Customer", "<Comment>k__BackingField") })
        {
            var info = woven.Type("Canaries." + type).GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!;
            Assert.IsTrue(info.IsDefined(typeof(SensitiveAttribute), inherit: false), field);
        }

        Assert.IsFalse(woven.Type("Canaries.Card").GetField("<Owner>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.IsDefined(typeof(SensitiveAttribute), inherit: false));
    }

    private static void AssertHidden(string emitted)
    {
        foreach (var secret in new[] { CanarySource.Text, CanarySource.Number })
        {
            var at = emitted.IndexOf(secret, StringComparison.Ordinal);
            Assert.IsLessThan(0, at, "A secret got out: " + (at < 0 ? "" : emitted[Math.Max(0, at - 400)..Math.Min(emitted.Length, at + 60)]));
        }
    }
}
