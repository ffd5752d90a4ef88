using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.Exploring;

/// <summary>A small program with a plug-in that it loads late, and the exploration runner over both.</summary>
internal sealed class ExploredProgram : IDisposable
{
    private const string Program =
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Reflection;
        using System.Threading.Tasks;

        public static class Program
        {
            public static int Main(string[] args)
            {
                Console.WriteLine(Sum(10) + " " + LaterAsync(3).Result);
                try { new[] { 2 }.ToList().ForEach(n => Recurse(n)); } catch (InvalidOperationException e) { Console.WriteLine(e); }
                var late = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "plugins", "Late.dll"));
                Console.WriteLine(late.GetType("Late").GetMethod("Twice").Invoke(null, new object[] { 21 }));
                switch (args[0])
                {
                    case "il": Console.WriteLine("IL " + IlOfSum()); break;
                    case "stack": Console.WriteLine("frames " + Depth()); break;
                    case "random": Console.WriteLine(Guid.NewGuid()); break;
                    case "exit": return IlOfSum() % 100;
                    case "crash":
                        if (AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == "Weaver.Runtime"))
                            Environment.FailFast("The program sees Weaver.");
                        break;
                    case "trx":
                        Console.WriteLine("took " + Stopwatch.GetTimestamp());
                        File.WriteAllText(Path.Combine(args[1], "one.trx"), "<TestRun><Results><UnitTestResult testName='Stable' outcome='Passed' /><UnitTestResult testName='Sees' outcome='"
                            + (typeof(Program).Assembly.GetReferencedAssemblies().Any(a => a.Name == "Weaver.Runtime") ? "Failed" : "Passed") + "' /></Results></TestRun>");
                        break;
                }

                return 0;
            }

            private static int Sum(int count)
            {
                var total = 0;
                for (var i = 0; i < count; i++)
                    total += i * i;
                return total;
            }

            private static async Task<int> LaterAsync(int value)
            {
                await Task.Yield();
                return Sum(value) * 2;
            }

            private static void Recurse(int depth)
            {
                if (depth == 0)
                    throw new InvalidOperationException("deep");
                Recurse(depth - 1);
            }

            private static int Depth() => new StackTrace().FrameCount;

            private static int IlOfSum() => typeof(Program).GetMethod("Sum", BindingFlags.NonPublic | BindingFlags.Static).GetMethodBody().GetILAsByteArray().Length;
        }
        """;

    private const string Plugin = "public static class Late { public static int Twice(int value) { var twice = value * 2; return twice; } }";

    private const string RuntimeConfig =
        """{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""";

    private readonly TemporaryFolder _folder = new();

    public ExploredProgram()
    {
        CompileSource.ToAssembly(AppFolder, "App", [("Program.cs", Program)], CompileMode.Release, OutputKind.ConsoleApplication);
        CompileSource.ToAssembly(Path.Combine(AppFolder, "plugins"), "Late", Plugin, CompileMode.Debug);
        File.WriteAllText(Path.Combine(AppFolder, "App.runtimeconfig.json"), RuntimeConfig);
    }

    public string ReportFile => Path.Combine(_folder, "report.md");

    private string AppFolder => Path.Combine(_folder, "app");

    /// <summary>Explores the program once for each word.</summary>
    public async Task<(ChildOutcome Outcome, JsonElement Findings)> ExploreAsync(string words, params string[] options)
    {
        var json = Path.Combine(_folder, "findings.json");
        var outcome = await RunAsync([AppFolder, "--for", words, "--jobs", "2", "--json", json, "--report", ReportFile, .. options, "--", "dotnet", "App.dll", "{}", "{results}"]);
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        return (outcome, document.RootElement.Clone());
    }

    /// <summary>Starts the runner as it was built beside the tests.</summary>
    public static Task<ChildOutcome> RunAsync(params string[] arguments)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var runner = Path.Combine(own.Parent!.Parent!.FullName, "Weaver.Explore", own.Name, "Weaver.Explore.dll");
        return ChildProcess.RunAsync("dotnet", [runner, .. arguments], own.FullName);
    }

    public void Dispose() => _folder.Dispose();
}
