using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading.Tasks;

namespace Weaver.Tests.Support;

/// <summary>
/// A tiny project in a folder of its own, built by a real <c>dotnet build</c> with the props, targets, weaver and
/// runtime of this tree, the way an installed package would bring them. Removed on disposal.
/// </summary>
public sealed class BuiltProject : IDisposable
{
    /// <summary>A program with a loop and an async method, enough for every default policy to weave something.</summary>
    public const string SampleProgram =
        """
        using System;
        using System.Threading.Tasks;

        namespace App;

        internal static class Program
        {
            private static async Task<int> Main(string[] args)
            {
                Console.WriteLine("sum " + Sum(args.Length + 4));
                return await DoubleAsync(21) == 42 ? 0 : 1;
            }

            private static int Sum(int count)
            {
                var total = 0;
                for (var i = 0; i < count; i++)
                {
                    total += i * i;
                    if (total > 1000)
                        throw new InvalidOperationException("too much");
                }

                return total;
            }

            private static async Task<int> DoubleAsync(int value)
            {
                await Task.Yield();
                var doubled = value * 2;
                return doubled;
            }
        }
        """;

    private readonly Dictionary<string, string> _properties = [];
    private readonly TemporaryFolder _folder = new();

    private BuiltProject(string targetFramework, string subfolder)
    {
        TargetFramework = targetFramework;
        Folder = Directory.CreateDirectory(Path.Combine(_folder, subfolder)).FullName;
    }

    public string Folder { get; }

    public string TargetFramework { get; }

    /// <summary>False leaves out the reference to the runtime.</summary>
    public bool ReferencesRuntime { get; init; } = true;

    /// <summary>The weaver that the project uses: a copy, so that a test may change it.</summary>
    public string WeaverFile => Path.Combine(Folder, "tool", "Weaver.Fody.dll");

    public string OutputFile => Path.Combine(Folder, "bin", "Debug", TargetFramework, "App.dll");

    public string IntermediateFile => Path.Combine(Folder, "obj", "Debug", TargetFramework, "App.dll");

    public string ReportFile => Path.Combine(Folder, "obj", "Debug", TargetFramework, "weaver", "report.txt");

    /// <summary>Writes the project, not yet built.</summary>
    public static BuiltProject Create(string targetFramework = "net10.0", string program = SampleProgram, bool referencesRuntime = true, string subfolder = "")
    {
        var project = new BuiltProject(targetFramework, subfolder) { ReferencesRuntime = referencesRuntime };
        Directory.CreateDirectory(Path.GetDirectoryName(project.WeaverFile)!);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Weaver.Fody.dll"), project.WeaverFile);
        project.Write("Program.cs", program);
        return project;
    }

    /// <summary>Sets a property of the project file; null takes it out.</summary>
    public void Set(string name, string? value)
    {
        _properties.Remove(name);
        if (value is not null)
            _properties.Add(name, value);
    }

    public void Write(string relative, string text) => File.WriteAllText(Path.Combine(Folder, relative), text);

    public Task<ChildOutcome> BuildAsync(params string[] arguments)
    {
        WriteProjectFile();
        return ChildProcess.RunAsync(
            "dotnet",
            ["build", "App.csproj", "-nodeReuse:false", "-tl:off", "-p:UseSharedCompilation=false", .. arguments],
            Folder);
    }

    /// <summary>Runs the built program.</summary>
    public Task<ChildOutcome> RunAsync(params string[] arguments) => ChildProcess.RunAsync("dotnet", [OutputFile, .. arguments], Folder);

    public void Dispose() => _folder.Dispose();

    // Only on a change, as an editor would, so that the second build sees an untouched project.
    private void WriteProjectFile()
    {
        var isProgram = TargetFramework.StartsWith("net1", StringComparison.Ordinal);
        var properties = string.Concat(_properties.Select(static pair => $"    <{pair.Key}>{SecurityElement.Escape(pair.Value)}</{pair.Key}>\n"));
        var runtime = Path.Combine(AppContext.BaseDirectory, "Weaver.Runtime.dll");
        var reference = ReferencesRuntime ? $"""<Reference Include="Weaver.Runtime" HintPath="{runtime}" />""" : "";
        var text =
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{TargetFramework}</TargetFramework>
                <OutputType>{(isProgram ? "Exe" : "Library")}</OutputType>
                <AssemblyName>App</AssemblyName>
                <LangVersion>latest</LangVersion>
                <WeaverAssemblyFile>{WeaverFile}</WeaverAssemblyFile>
            {properties}  </PropertyGroup>
              <Import Project="{RepositoryFiles.PathOf("src/Weaver/build/Weaver.props")}" />
              <ItemGroup>
                <PackageReference Include="Fody" Version="{RepositoryFiles.VersionOf("Fody")}" PrivateAssets="all" />
                {reference}
              </ItemGroup>
              <Import Project="{RepositoryFiles.PathOf("src/Weaver/build/Weaver.targets")}" />
            </Project>
            """;
        var file = Path.Combine(Folder, "App.csproj");
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            File.WriteAllText(file, text);
    }
}
