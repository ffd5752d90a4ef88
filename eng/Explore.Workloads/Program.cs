using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Explore.Workloads.Packages;

namespace Explore.Workloads;

/// <summary>Exercises one package and prints what comes out, always the same.</summary>
internal static class Program
{
    // Lambdas, not methods found by reflection: that would load every package, and a run shall arm its own only.
    private static readonly SortedDictionary<string, Func<Task>> s_workloads = new(StringComparer.Ordinal)
    {
        ["anglesharp"] = static () => Parsers.AngleSharp(),
        ["argu"] = Plain(static () => Functional.Arguments()),
        ["autofac"] = static () => Services.Autofac(),
        ["bouncycastle"] = Plain(static () => Bytes.Cryptography()),
        ["csvhelper"] = Plain(static () => Serializers.Csv()),
        ["dapper"] = static () => Databases.Dapper(),
        ["dotliquid"] = Plain(static () => Languages.Liquid()),
        ["dynamiclinq"] = Plain(static () => Languages.DynamicLinq()),
        ["efcore"] = static () => Databases.EntityFramework(),
        ["fluentvalidation"] = static () => Services.Validate(),
        ["fparsec"] = Plain(static () => Functional.Parsing()),
        ["fsharp"] = Plain(static () => Functional.Library()),
        ["google-protobuf"] = Plain(static () => Serializers.GoogleProtobuf()),
        ["handlebars"] = Plain(static () => Languages.Handlebars()),
        ["htmlagilitypack"] = Plain(static () => Parsers.HtmlAgility()),
        ["humanizer"] = Plain(static () => Numbers.Words()),
        ["immutable"] = Plain(static () => Collections.Immutable()),
        ["ix-async"] = static () => Collections.AsyncSequences(),
        ["jint"] = Plain(static () => Languages.JavaScript()),
        ["languageext"] = static () => Collections.Functional(),
        ["litedb"] = Plain(static () => Databases.Lite()),
        ["lz4"] = Plain(static () => Bytes.Lz4()),
        ["mapster"] = Plain(static () => Services.Map()),
        ["markdig"] = Plain(static () => Parsers.Markdown()),
        ["mathnet"] = Plain(static () => Numbers.Numeric()),
        ["messagepack"] = Plain(static () => Serializers.MessagePack()),
        ["morelinq"] = Plain(static () => Collections.More()),
        ["newtonsoft"] = Plain(static () => Serializers.Newtonsoft()),
        ["nodatime"] = Plain(static () => Numbers.Time()),
        ["polly"] = static () => Services.Polly(),
        ["protobuf-net"] = Plain(static () => Serializers.ProtobufNet()),
        ["roslyn-vb"] = Plain(static () => Languages.VisualBasic()),
        ["rx"] = static () => Collections.Reactive(),
        ["serilog"] = Plain(static () => Services.Log()),
        ["sharpziplib"] = Plain(static () => Bytes.Zip()),
        ["sprache"] = Plain(static () => Combinators.SpracheSums()),
        ["stateless"] = static () => Services.States(),
        ["superpower"] = Plain(static () => Combinators.SuperpowerSums()),
        ["yamldotnet"] = Plain(static () => Serializers.Yaml()),
        ["zstd"] = Plain(static () => Bytes.Zstandard()),
    };

    private static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args)
        {
            case ["--list"]:
                Console.WriteLine(string.Join(',', s_workloads.Keys));
                return 0;
            case [var name] when s_workloads.TryGetValue(name, out var workload):
                await workload();
                return 0;
            default:
                Console.Error.WriteLine("Name one of: " + string.Join(", ", s_workloads.Keys));
                return 2;
        }
    }

    private static Func<Task> Plain(Action workload) => () =>
    {
        workload();
        return Task.CompletedTask;
    };
}
