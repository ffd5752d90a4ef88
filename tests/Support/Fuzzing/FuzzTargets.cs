using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Weaver.Contract;
using Weaver.Language;
using Weaver.Probes;
using Weaver.RemoteConfig;
using Weaver.Symbols;
using Weaver.Upload;

namespace Weaver.Tests.Support.Fuzzing;

/// <summary>Every reader of input that comes from outside, with what is promised of each.</summary>
public static class FuzzTargets
{
    private static readonly string[] s_json =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "0", "-1", "1e308", "1e-400", "9223372036854775808", "0.1", "\\u0000", "\\ud800", "\\\"", "//", "/*", "*/", "\uFEFF", " ",
    ];

    private static readonly string[] s_trees =
    [
        .. s_json, "{\"ref\":\"a\"}", "{\"eq\":[{\"ref\":\"a\"},1]}", "{\"getmember\":[{\"ref\":\"this\"},\"b\"]}", "{\"index\":[{\"ref\":\"a\"},0]}", "\"and\"", "\"or\"", "\"not\"", "\"ne\"", "\"gt\"", "\"ge\"", "\"lt\"", "\"le\"",
        "\"any\"", "\"all\"", "\"filter\"", "\"len\"", "\"count\"", "\"contains\"", "\"startsWith\"", "\"endsWith\"", "\"matches\"", "\"substring\"", "\"isEmpty\"", "\"isDefined\"", "\"instanceof\"", "\"typeof\"", "\"hasAny\"", "\"hasAll\"",
        "\"@it\"", "\"@key\"", "\"@value\"", "\"@return\"", "\"@duration\"", "\"@exception\"",
    ];

    private static readonly string[] s_expressions =
    [
        "a", "this", ".b", "[0]", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", "(", ")", ",", " => ", "'x'", "\"x\"", "\\n", "\\u0041", "1", "-1", "1.5", "1e9", "null", "true", "false", "@it", "@return", "@duration", "@exception", "@key", "@value",
        "len(a)", "any(a, x => x > 1)", "all(", "filter(", "contains(", "startsWith(", "matches(a, '^b')", "substring(a, 0, 1)", "isEmpty(", "isDefined(", "instanceof(a, 'B')", "typeof(", "hasAny(", "{", "}", "?", "@", "_", "<x>k", " ",
    ];

    private static readonly string[] s_types =
    [
        "int", "string?", "System.Int32", "List<int>", "System.Collections.Generic.List`1[System.String]", "(int a, string b)", "ref ", "out ", "in ", "params ", "[]", "[,]", "*", "&", "?", "<", ">", "[", "]", "(", ")", ",", ".", "+", "`", "`1", "_", "global::", " ",
    ];

    private static readonly string[] s_places =
    [
        .. s_types, "Shop.OrderService.Place", ".ctor", ".cctor", ".get", ".set", ".init", ".add", ".remove", "this", "operator ", "operator +", "operator ==", "implicit operator ", "explicit operator ", "checked ", "src/OrderService.cs:71", ":", "/", "\\", "1-2", ".cs", ".vb", ".razor",
    ];

    private static readonly string[] s_probes =
    [
        .. s_trees, .. s_expressions, "\"id\"", "\"type\"", "\"LOG_PROBE\"", "\"METRIC_PROBE\"", "\"SPAN_PROBE\"", "\"SPAN_DECORATION_PROBE\"", "\"TRIGGER_PROBE\"", "\"SERVICE_CONFIGURATION\"", "\"language\"", "\"dotnet\"", "\"where\"",
        "\"typeName\"", "\"methodName\"", "\"sourceFile\"", "\"lines\"", "\"signature\"", "\"when\"", "\"dsl\"", "\"json\"", "\"segments\"", "\"str\"", "\"template\"", "\"captureSnapshot\"", "\"capture\"", "\"maxReferenceDepth\"", "\"sampling\"",
        "\"snapshotsPerSecond\"", "\"tags\"", "\"evaluateAt\"", "\"ENTRY\"", "\"EXIT\"", "\"kind\"", "\"COUNT\"", "\"metricName\"", "\"value\"", "\"decorations\"", "\"targetSpan\"", "\"captureExpressions\"", "\"version\"", "\"at\"", "\"log\"", "\"snapshot\"",
        "\"metric\"", "\"span\"", "\"limits\"", "\"allowList\"", "\"denyList\"", "\"classes\"", "\"packagePrefixes\"",
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("json", ReadJson, [.. s_json, "{\"a\":[1,{\"b\":null}],\"a\":2}"], s_json),
        new("expression-json", ReadTree, [.. s_trees.Where(t => t.StartsWith('{') && t.Length > 1)], s_trees),
        new("expression-text", input => ReadExpression(TextOf(input)), [.. s_expressions, "a.b[0] == 'x' && any(items, i => i.Price > 10.5) || !isEmpty(this.Name)"], s_expressions),
        new("message", ReadMessage, ["x={a.b} {{y}} {len(items)}", "{", "}"], s_expressions),
        new("type", ReadType, [.. s_types, "System.Collections.Generic.Dictionary<string, int[]>"], s_types),
        new("place", ReadPlace, [.. s_places, "Shop.Orders.Place(int, List<string>)", "Shop.Orders.this[int].get"], s_places),
        new("probe-file", ReadFile, [], s_probes) { Seeds = ProbeFiles() },
        new("probe", ReadProbe, ["""{"id":"a","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"A","methodName":"B"},"segments":[{"str":"x"},{"dsl":"a","json":{"ref":"a"}}],"captureSnapshot":true}"""], s_probes),
        new("service-configuration", ReadService, ["""{"id":"s","type":"SERVICE_CONFIGURATION","sampling":{"snapshotsPerSecond":10},"allowList":{"packagePrefixes":["A"],"classes":["B"]},"denyList":{"classes":["C"]}}"""], s_probes),

        // What is packed may be a thousand times as long, up to a limit that is refused before anything is read.
        new("manifest", ReadManifest, [], ["WVRM"], bytesPerByte: 400_000) { Seeds = [ManifestFormat.Write(SomeManifest())] },
        new("manifest-records", ReadRecords, [], ["Shop.Orders", "\x01", "\x7f", "\x00"], bytesPerByte: 20_000) { Seeds = [ManifestFormat.WriteRecords(SomeManifest())] },
        new("agent-info", input => AgentInfo.Parse(input), ["""{"version":"7.60.0","endpoints":["debugger/v1/input","/v0.7/config"]}"""], [.. s_json, "\"endpoints\"", "\"weaver.gzip\""]),
        new("remote-config", RemoteConfigTargets.ReadReply, RemoteConfigTargets.Replies, [.. s_json, "\"roots\"", "\"targets\"", "\"target_files\"", "\"path\"", "\"raw\"", "\"client_configs\"", "\"config_status\"", "e30="]),
        new("remote-targets", RemoteConfigTargets.ReadTargets, RemoteConfigTargets.TargetTexts, [.. s_json, "\"signed\"", "\"version\"", "\"targets\"", "\"custom\"", "\"v\"", "\"hashes\"", "\"sha256\"", "\"sha512\"", "\"length\"", "\"opaque_backend_state\""]),
        new("symbol-switch", RemoteConfigTargets.ReadSymbolFile, ["{\"upload_symbols\":true}"], [.. s_json, "\"upload_symbols\""]),
        new("config-path", input => ConfigPath.Parse(TextOf(input)), ["datadog/2/LIVE_DEBUGGING/logProbe_8f3c/config", "employee/LIVE_DEBUGGING/a/b"], ["datadog/", "employee/", "/", "_", "logProbe_"]),
        new("spool-record", SpoolTargets.ReadRecords, [], []) { Seeds = SpoolTargets.Records },
        new("spool-script", SpoolTargets.ReadScript, [], []) { Seeds = [[7, 1, 2, 7, 1, 3, 0, 0, 0, 7, 1, 4, 1, 1, 26], [3, 255, 0, 7, 1, 1, 2, 9, 9, 4, 7, 7, 5, 0, 3]] },
        new("spool", SpoolTargets.ReadFolder, [], []) { Seeds = SpoolTargets.Folders },
    ];

    private static string TextOf(byte[] input) => Encoding.UTF8.GetString(input);

    private static void ReadJson(byte[] input)
    {
        if (TryReadJson(TextOf(input)) is not { } node)
            return;

        var canonical = JsonCanonical.Write(node);
        Same(canonical, JsonCanonical.Write(JsonReader.Read(canonical)), "The canonical form of JSON reads as something else");
    }

    private static JsonNode? TryReadJson(string text)
    {
        try
        {
            return JsonReader.Read(text);
        }
        catch (LanguageException)
        {
            return null;
        }
    }

    private static void ReadTree(byte[] input)
    {
        if (TryReadJson(TextOf(input)) is { } node)
            CheckText(ExpressionParser.Parse(node, "", default));
    }

    private static void ReadExpression(string text) => CheckText(ExpressionText.Parse(text));

    // A tree is written so that reading gives an equal one, unless its text would be longer than a text may be.
    private static void CheckText(ExpressionSource source)
    {
        if (source.Expression is not { } expression)
        {
            if (source.Error is null)
                throw new BrokenPromiseException("An expression that does not parse has no error.");

            return;
        }

        var text = ExpressionWriter.Write(expression);
        if (text.Length > Expression.MaxTextLength)
            return;

        var again = ExpressionText.Parse(text);
        if (again.Expression is not { } second)
            throw new BrokenPromiseException($"The text of an expression does not parse: {again.Error} The text is: {text}");

        Same(ExpressionShape.Of(expression), ExpressionShape.Of(second), "The text of an expression reads as another one");
        Same(text, ExpressionWriter.Write(second), "The text of an expression changes when it is read and written");
    }

    private static void ReadMessage(byte[] input)
    {
        try
        {
            foreach (var segment in TemplateText.Split(TextOf(input), default))
            {
                if (segment.Expression is { } source)
                    CheckText(source);
            }
        }
        catch (LanguageException)
        {
        }
    }

    private static void ReadType(byte[] input)
    {
        var text = TextOf(input);
        if (TypeTextReader.Read(text) is { } type)
            _ = type.ToString();

        _ = TypeTextReader.ReadList(text);
    }

    private static void ReadPlace(byte[] input)
    {
        try
        {
            _ = PlaceText.Read(JsonReader.Read(System.Text.Json.JsonSerializer.Serialize(TextOf(input))), []).ToString();
        }
        catch (LanguageException)
        {
        }
        catch (LineNumberException)
        {
        }
    }

    private static void ReadFile(byte[] input) => Check(ProbeFileReader.Read(TextOf(input)));

    private static void ReadProbe(byte[] input) => Check(ProbeFileReader.ReadSingle(TextOf(input)));

    private static void ReadService(byte[] input)
    {
        foreach (var configuration in ProbeFileReader.ReadSingle(TextOf(input)).Probes.OfType<ServiceConfiguration>())
            _ = configuration.ContentEquals(configuration) ? configuration : throw new BrokenPromiseException("A service configuration differs from itself.");
    }

    // What a status tells of each, and what the comparison of two deliveries asks.
    private static void Check(ProbeFileResult result)
    {
        foreach (var probe in result.Probes)
        {
            if (probe.Id.Length == 0)
                throw new BrokenPromiseException("A sound probe has no id.");

            _ = probe.Location.ToString();
        }

        foreach (var error in result.Errors)
            _ = error.ToString();

        _ = result.FileError?.ToString();
    }

    private static void ReadManifest(byte[] input)
    {
        try
        {
            CheckManifest(ManifestFormat.Read(input));
        }
        catch (InvalidDataException)
        {
        }
    }

    private static void ReadRecords(byte[] input) => ReadManifest(ManifestFormat.Pack(input));

    private static void CheckManifest(Manifest manifest)
    {
        var records = ManifestFormat.WriteRecords(manifest);
        var again = ManifestFormat.WriteRecords(ManifestFormat.Read(ManifestFormat.Pack(records)));
        if (!records.AsSpan().SequenceEqual(again))
            throw new BrokenPromiseException("A manifest that is written and read again is another one.");

        // Those who use it trust it.
        var module = new ProbeModule(0, "M", manifest);
        foreach (var type in module.TypeNames)
            _ = module.TypesMatching(type);

        foreach (var batch in new SymbolBatches(new SymbolOptions { Service = "s", RuntimeId = "r", Compresses = false }).Of(new SymbolModule(0, "M", manifest, static () => null)))
            _ = batch.Body;
    }

    private static void Same(string first, string second, string trouble)
    {
        if (first != second)
            throw new BrokenPromiseException($"{trouble}: '{first}' and '{second}'.");
    }

    private static List<byte[]> ProbeFiles() =>
    [
        .. new[] { "samples/Shop/shop.probes.json" }.Select(file => File.ReadAllBytes(RepositoryFiles.PathOf(file))),
        """[{"id":"m","type":"METRIC_PROBE","language":"dotnet","where":{"typeName":"A","methodName":"B"},"kind":"COUNT","metricName":"n","value":{"dsl":"a","json":{"ref":"a"}}}]"""u8.ToArray(),
        """[{"id":"d","type":"SPAN_DECORATION_PROBE","language":"dotnet","where":{"sourceFile":"a.cs","lines":["7"]},"targetSpan":"ACTIVE","decorations":[{"when":{"dsl":"a","json":{"ref":"a"}},"tags":[{"name":"t","value":{"segments":[{"str":"x"}]}}]}]}]"""u8.ToArray(),
        """[{"id":"x","at":"Shop.Orders.Place","when":"a > 1","log":"x {a}","snapshot":true,"limits":{"hits":3}}]"""u8.ToArray(),
    ];

    private static Manifest SomeManifest() => new()
    {
        WeaverVersion = "0.1.0",
        AssemblyName = "Shop",
        ContentHash = "ab12",
        Policy = "Balanced",
        HasSymbols = true,
        Documents = ["/src/Orders.cs"],
        Methods =
        [
            new ManifestMethod
            {
                TypeName = "Shop.Orders",
                Name = "Place",
                ParameterTypes = ["System.Int32"],
                ReturnType = "System.Int32",
                SlotCount = 4,
                Document = 0,
                ExitLive = [7],
                Variables =
                [
                    new ManifestVariable { Name = "this", TypeName = "Shop.Orders", Kind = VariableKind.This, Slot = 0 },
                    new ManifestVariable { Name = "amount", TypeName = "System.Int32", Kind = VariableKind.Argument, Slot = 1 },
                    new ManifestVariable { Name = "total", TypeName = "System.Int32", Kind = VariableKind.Local, Slot = 2 },
                    new ManifestVariable { Name = "@return", TypeName = "System.Int32", Kind = VariableKind.Return, Slot = 3 },
                ],
                Sites = [new ManifestSite { Line = 7, Column = 9, EndLine = 7, Offset = 0, Live = [3] }, new ManifestSite { Line = 8, Column = 9, EndLine = 9, Offset = 4, Live = [7] }],
            },
            new ManifestMethod { TypeName = "Shop.Orders+<>c", Name = "<Place>b__0_0", Traits = MethodTraits.CompilerGenerated | MethodTraits.ReturnsVoid },
        ],
        LeftOut = [new LeftOutMethod { TypeName = "Shop.Orders", Name = "Tiny", RuleId = "WVR1001" }],
    };
}
