using System.Collections.Generic;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Upload;

namespace Weaver.Runtime.Tests.Upload;

[TestClass]
public sealed class AgentInfoTests
{
    [TestMethod]
    [DataRow("\"/debugger/v2/input\",\"/debugger/v1/diagnostics\"", "/debugger/v2/input", "/debugger/v1/diagnostics")]
    [DataRow("\"debugger/v2/input\",\"debugger/v1/diagnostics/\"", "/debugger/v2/input", "/debugger/v1/diagnostics")]
    [DataRow("\"debugger/v1/diagnostics\"", "/debugger/v1/diagnostics", "/debugger/v1/diagnostics")]
    [DataRow("\"debugger/v1/input\"", null, "/debugger/v1/input")]
    [DataRow("\"/v0.4/traces\", 7, null", null, null)]
    public void EndpointFor_ListedPaths_ChoosesTheBest(string list, string? events, string? diagnostics)
    {
        var info = AgentInfo.Parse(Encoding.UTF8.GetBytes($$"""{"version":"7","endpoints":[{{list}}]}"""))!;
        Assert.AreEqual(events, info.EndpointFor(Track.Snapshots));
        Assert.AreEqual(events, info.EndpointFor(Track.Logs));
        Assert.AreEqual(diagnostics, info.EndpointFor(Track.Diagnostics));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<html>")]
    [DataRow("[]")]
    [DataRow("{\"endpoints\":\"all\"}")]
    public void Parse_NotAnInfo_IsNull(string text) => Assert.IsNull(AgentInfo.Parse(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    [DataRow(new byte[] { (byte)'"', 0xB7, (byte)'"' })]
    [DataRow(new byte[] { (byte)'"', (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'0', (byte)'0', (byte)'"' })]
    public void Parse_TextThatIsNone_IsNull(byte[] path) =>
        Assert.IsNull(AgentInfo.Parse((byte[])[.. "{\"endpoints\":["u8, .. path, .. "]}"u8]));

    [TestMethod]
    public void DdTags_SpecialCharacters_ArePercentEncodedExceptSlashes()
    {
        var tags = new Dictionary<string, string?>
        {
            ["env"] = "prod & test",
            ["empty"] = "",
            ["none"] = null,
            ["git.repository_url"] = "https://example.org/a_b-c~d",
        };
        Assert.AreEqual("?ddtags=env%3Aprod%20%26%20test%2Cgit.repository_url%3Ahttps%3A//example.org/a_b-c~d", DdTags.Query(tags));
        Assert.AreEqual("", DdTags.Query([]));
        Assert.AreEqual("?ddtags=version%3A1_0%20b%C3%AAta", DdTags.Query([new("version", "1,0 b\u00EAta")]), "a comma would begin another tag");
    }

    [TestMethod]
    public void MultipartBody_Event_HasTheExactBytes()
    {
        const string Expected = "--------------------------44617461646f67\r\n"
            + "Content-Disposition: form-data; name=\"event\"; filename=\"event.json\"\r\n"
            + "Content-Type: application/json\r\n\r\n"
            + "[{}]\r\n"
            + "--------------------------44617461646f67--\r\n";
        Assert.AreEqual(Expected, Encoding.ASCII.GetString(MultipartBody.Event("[{}]"u8)));
        Assert.AreEqual("multipart/form-data; boundary=------------------------44617461646f67", MultipartBody.ContentType);
    }
}
