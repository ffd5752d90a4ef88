using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Weaver.Redaction;
using Weaver.Tests.Support;

namespace Weaver.Runtime.Tests.Safety;

/// <summary>Every name of the built-in list in three spellings, as local, field, property and key of a dictionary.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class IdentifierCanaryTests
{
    [TestMethod]
    public void EveryIdentifier_InEverySpelling_HidesItsValue()
    {
        using var woven = WovenAssembly.Compile(Source(), CompileMode.Debug, name: "Identifiers");
        using var program = new WatchedProgram(woven, ["""
            [{"id":"p","type":"LOG_PROBE","where":{"typeName":"Names.Service","methodName":"Keep"},"captureSnapshot":true,"segments":[{"dsl":"fields","json":{"ref":"fields"}}],
              "capture":{"maxFieldCount":1000,"maxCollectionSize":1000}}]
            """], WayOut.Agent);

        woven.Call("Names.Run", "All");

        var end = program.SnapshotsOf("p").Single().At("captures/return");
        var names = DefaultIdentifiers.All.Length * 3;
        Assert.AreEqual(255, names);
        Assert.AreEqual(names, Hidden().Count(end.GetProperty("locals").GetRawText()));
        Assert.AreEqual(names, Hidden().Count(end.At("arguments/fields").GetRawText()));
        Assert.AreEqual(names, Hidden().Count(end.At("arguments/properties").GetRawText()));
        Assert.AreEqual(names, Hidden().Count(end.At("arguments/keys").GetRawText()));
        var emitted = program.Everything();
        Assert.DoesNotContain(CanarySource.Text, emitted);
        Assert.Contains("VISIBLE-field", emitted);
    }

    [GeneratedRegex("\"notCapturedReason\":\"redactedIdent\"")]
    private static partial Regex Hidden();

    private static string Source()
    {
        var names = DefaultIdentifiers.All.SelectMany(Spellings).ToList();
        var text = new StringBuilder("using System.Collections.Generic;\nnamespace Names;\n");
        text.Append("public class Fields { public string Plain = \"VISIBLE-field\"; ").AppendJoin(' ', names.Select((n, i) => $"public string {n} = \"CANARY-f{i}\";")).AppendLine(" }");
        text.Append("public class Properties { ").AppendJoin(' ', names.Select((n, i) => $"public string {n} {{ get; set; }} = \"CANARY-p{i}\";")).AppendLine(" }");
        text.Append("public static class Service\n{\n    public static int Keep(Fields fields, Properties properties, Dictionary<string, string> keys)\n    {\n");
        foreach (var (i, name) in names.Index())
            text.Append("        var ").Append(name).Append(" = \"CANARY-l").Append(i).AppendLine("\";");

        text.Append("        return 1;\n    }\n}\n");
        text.Append("public static class Run\n{\n    public static int All() => Service.Keep(new Fields(), new Properties(), new Dictionary<string, string> { ");
        text.AppendJoin(", ", DefaultIdentifiers.All.SelectMany(KeySpellings).Select((k, i) => $"[\"{k}\"] = \"CANARY-k{i}\""));
        return text.Append(" });\n}\n").ToString();
    }

    // api_key, APIKEY, @apikey: as far as C# allows names to begin so.
    private static IEnumerable<string> Spellings(string name) =>
        char.IsDigit(name[0])
            ? ["_" + name.Insert(1, "_"), "_" + name.ToUpperInvariant(), "_" + name]
            : [name.Insert(1, "_"), name.ToUpperInvariant(), "@" + name];

    private static IEnumerable<string> KeySpellings(string name) => [name.Insert(2, "_"), name.ToUpperInvariant().Insert(2, "-"), "@" + name];
}
