using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Configuration;

namespace Weaver.Runtime.Tests.Configuration;

[TestClass]
public sealed class SettingsReaderTests
{
    [TestMethod]
    public void Nothing_Given_DefaultsApplyAndNoAgentIsContacted()
    {
        var settings = Read(new WeaverOptions());

        Assert.IsTrue(settings.Enabled);
        Assert.IsNull(settings.AgentUrl);
        Assert.AreEqual("*.probes.json", settings.ProbeFiles.Single());
        Assert.AreEqual(100, settings.SnapshotsPerSecond);
        Assert.AreEqual(TimeSpan.FromMilliseconds(200), settings.CaptureTimeout);
        Assert.IsEmpty(settings.Complaints);
    }

    [TestMethod]
    [DataRow("50", 50)]
    [DataRow("1000", 1000)]
    [DataRow("9", 50)]
    [DataRow("1001", 50)]
    [DataRow("", 50)]
    [DataRow(null, 50)]
    public void EvaluationTimeout_FromEnvironment_IsBounded(string? value, int expected) =>
        Assert.AreEqual(expected, Read(new WeaverOptions(), ("DD_DYNAMIC_INSTRUMENTATION_EVALUATION_TIMEOUT_MS", value)).EvaluationTimeout.TotalMilliseconds);

    [TestMethod]
    [DataRow("-1")]
    [DataRow("0")]
    [DataRow("soon")]
    public void CaptureTimeout_Bad_IsNamedAndTheDefaultUsed(string value)
    {
        var settings = Read(new WeaverOptions(), ("DD_DYNAMIC_INSTRUMENTATION_MAX_TIME_TO_SERIALIZE", value));

        Assert.AreEqual(200, settings.CaptureTimeout.TotalMilliseconds);
        Assert.AreEqual($"'{value}' of DD_DYNAMIC_INSTRUMENTATION_MAX_TIME_TO_SERIALIZE is not a number from 1 to 10000. The default is used.", settings.Complaints.Single());
    }

    [TestMethod]
    public void Option_OutOfRange_IsNamedAndTheDefaultUsed()
    {
        var settings = Read(new WeaverOptions { QueueCapacity = 0, StopTimeout = TimeSpan.FromHours(1) });

        Assert.AreEqual(1000, settings.QueueCapacity);
        Assert.HasCount(2, settings.Complaints);
        Assert.AreEqual("QueueCapacity is 0, but must be from 1 to 100000. The default 1000 is used.", settings.Complaints[0]);
    }

    [TestMethod]
    [DataRow(null, null, null, true)]
    [DataRow(true, "false", null, false)]
    [DataRow(null, null, "false", false)]
    [DataRow(true, null, "false", true)]
    [DataRow(false, "true", "true", false)]
    [DataRow(null, "0", null, false)]
    public void Enabled_KillSwitchBeatsOptionBeatsOtherKey(bool? option, string? weaver, string? other, bool expected) =>
        Assert.AreEqual(expected, Read(new WeaverOptions { Enabled = option }, ("WEAVER_ENABLED", weaver), ("DD_DYNAMIC_INSTRUMENTATION_ENABLED", other)).Enabled);

    [TestMethod]
    public void Agent_FromHostAndPort_IsAnAddress()
    {
        Assert.AreEqual("http://agent:9000/", Read(new WeaverOptions(), ("DD_AGENT_HOST", "agent"), ("DD_TRACE_AGENT_PORT", "9000")).AgentUrl!.ToString());
        Assert.AreEqual("http://[::1]:8126/", Read(new WeaverOptions(), ("DD_AGENT_HOST", "::1")).AgentUrl!.ToString());
        Assert.AreEqual("http://one:1/", Read(new WeaverOptions { AgentUrl = "http://one:1" }, ("DD_TRACE_AGENT_URL", "http://two:2")).AgentUrl!.ToString());
    }

    [TestMethod]
    public void DogStatsd_WithoutAnAddress_IsBesideTheAgent()
    {
        Assert.IsNull(Read(new WeaverOptions()).DogStatsdUrl);
        Assert.AreEqual("udp://agent:8125/", Read(new WeaverOptions(), ("DD_AGENT_HOST", "agent")).DogStatsdUrl!.ToString());
        Assert.AreEqual("udp://[::1]:9125/", Read(new WeaverOptions(), ("DD_AGENT_HOST", "::1"), ("DD_DOGSTATSD_PORT", "9125")).DogStatsdUrl!.ToString());
        Assert.AreEqual("/var/run/datadog/dsd.socket", Read(new WeaverOptions { AgentUrl = "unix:///var/run/datadog/apm.socket" }).DogStatsdUrl!.AbsolutePath);
        Assert.AreEqual("udp://two:2/", Read(new WeaverOptions { AgentUrl = "http://one:1" }, ("DD_DOGSTATSD_URL", "udp://two:2")).DogStatsdUrl!.ToString());
        Assert.AreEqual("/x", Read(new WeaverOptions { DogStatsdUrl = "unix:///x" }).DogStatsdUrl!.AbsolutePath);
    }

    [TestMethod]
    [DataRow("localhost:8125")]
    [DataRow("http://one:1")]
    public void DogStatsd_Unusable_IsNamedAndNotUsed(string address)
    {
        var settings = Read(new WeaverOptions { DogStatsdUrl = address });

        Assert.IsNull(settings.DogStatsdUrl);
        StringAssert.StartsWith(settings.Complaints.Single(), $"'{address}' of DogStatsdUrl is not the address of a DogStatsD server");
    }

    [TestMethod]
    public void Agent_Unusable_IsNamedAndNotContacted()
    {
        var settings = Read(new WeaverOptions { AgentUrl = "localhost" });

        Assert.IsNull(settings.AgentUrl);
        StringAssert.StartsWith(settings.Complaints.Single(), "'localhost' of AgentUrl is not the address of an agent");
    }

    [TestMethod]
    public void Lists_FromOptionsAndEnvironment_AddUp()
    {
        var options = new WeaverOptions();
        options.RedactedIdentifiers.Add("iban");

        var settings = Read(options, ("DD_DYNAMIC_INSTRUMENTATION_REDACTED_IDENTIFIERS", "bic, swift"), ("DD_DYNAMIC_INSTRUMENTATION_PROBE_FILE", "/etc/p.json"));

        CollectionAssert.AreEqual(new[] { "iban", "bic", "swift" }, settings.RedactedIdentifiers.ToArray());
        CollectionAssert.AreEqual(new[] { "*.probes.json", "/etc/p.json" }, settings.ProbeFiles.ToArray());
    }

    [TestMethod]
    [DataRow(null, null, false)]
    [DataRow(null, "omit", true)]
    [DataRow(null, " Omit ", true)]
    [DataRow(null, "emit", false)]
    [DataRow(ExceptionMessages.Emit, "omit", false)]
    [DataRow(ExceptionMessages.Omit, null, true)]
    public void ExceptionMessages_OptionBeatsEnvironmentBeatsEmit(ExceptionMessages? option, string? variable, bool expected)
    {
        var settings = Read(new WeaverOptions { ExceptionMessages = option }, ("DD_DYNAMIC_INSTRUMENTATION_REDACTION_EXCEPTION_MESSAGES", variable));

        Assert.AreEqual(expected, settings.OmitsExceptionText);
        Assert.IsEmpty(settings.Complaints);
    }

    [TestMethod]
    public void ExceptionMessages_Misspelled_AreOmittedAndTheValueNamed()
    {
        var settings = Read(new WeaverOptions(), ("DD_DYNAMIC_INSTRUMENTATION_REDACTION_EXCEPTION_MESSAGES", "ommit"));

        Assert.IsTrue(settings.OmitsExceptionText);
        Assert.AreEqual(
            "'ommit' of DD_DYNAMIC_INSTRUMENTATION_REDACTION_EXCEPTION_MESSAGES is neither emit nor omit, so the messages of exceptions are omitted.",
            settings.Complaints.Single());
    }

    [TestMethod]
    public void Tags_FromOptionsAndEnvironment_AddUpAndStandForSettings()
    {
        var options = new WeaverOptions { Environment = "prod" };
        options.Tags["team"] = "one";

        var settings = Read(options, ("DD_TAGS", "team:two,region:eu:1, env:test,service:shop,version:7,git.commit.sha:ab12,odd"));

        CollectionAssert.AreEqual(new[] { "team=one", "region=eu:1" }, settings.Tags.Select(t => t.Key + "=" + t.Value).ToArray());
        Assert.AreEqual("prod", settings.Environment);
        Assert.AreEqual("shop", settings.Service);
        Assert.AreEqual("7", settings.Version);
        Assert.AreEqual("ab12", settings.GitCommitSha);
        Assert.AreEqual("'odd' of DD_TAGS is not of the form key:value and is left out.", settings.Complaints.Single());
    }

    [TestMethod]
    public void Tags_WithoutACommaAnywhere_ArePartedBySpaces() =>
        CollectionAssert.AreEqual(new[] { "a=1", "b=2" }, Read(new WeaverOptions(), ("DD_TAGS", "a:1 b:2")).Tags.Select(t => t.Key + "=" + t.Value).ToArray());

    [TestMethod]
    [DataRow("https://user:token@host/shop.git", "https://host/shop.git")]
    [DataRow("https://token@host:8443/shop.git", "https://host:8443/shop.git")]
    [DataRow("https://host/shop.git", "https://host/shop.git")]
    [DataRow("git@host:shop.git", "git@host:shop.git")]
    public void GitRepositoryUrl_WithUserAndPassword_LosesThem(string given, string expected) =>
        Assert.AreEqual(expected, Read(new WeaverOptions(), ("DD_GIT_REPOSITORY_URL", given)).GitRepositoryUrl);

    private static Settings Read(WeaverOptions options, params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?>();
        foreach (var (name, value) in variables)
            environment[name] = value;

        return SettingsReader.Read(options, name => environment.GetValueOrDefault(name));
    }
}
