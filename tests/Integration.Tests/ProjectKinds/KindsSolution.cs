using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Weaver.Tests.Support;

namespace Weaver.Integration.Tests.ProjectKinds;

/// <summary>
/// Libraries of many kinds in one solution, all woven and warning-free, and a program that arms a probe file, calls each
/// of them until every probe was hit, and prints what came. Built once for all tests.
/// </summary>
internal sealed class KindsSolution : IDisposable
{
    private const string Loop =
        """
        namespace NAME
        {
            public static class Work
            {
                public static int Run(int count)
                {
                    var total = 0;
                    for (var i = 1; i <= count; i++)
                        total += i;
                    return total;
                }
            }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RSACryptoServiceProvider _key = new(2048);

    public string Folder => _folder;

    /// <summary>The public key in the form that assemblies carry.</summary>
    public byte[] PublicKey
    {
        get
        {
            var blob = KeyBlob(false);
            return [.. BitConverter.GetBytes(0x2400), .. BitConverter.GetBytes(0x8004), .. BitConverter.GetBytes(blob.Length), .. blob];
        }
    }

    public string OutputOf(string project, string framework = "net10.0") => Path.Combine(Folder, project, "bin", "Debug", framework, project + ".dll");

    public string IntermediateOf(string project, string framework = "net10.0") => Path.Combine(Folder, project, "obj", "Debug", framework);

    public void Write(string relative, string text)
    {
        var path = Path.Combine(Folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void WriteAll()
    {
        File.WriteAllBytes(Path.Combine(Folder, "full.snk"), KeyBlob(true));
        File.WriteAllBytes(Path.Combine(Folder, "public.snk"), PublicKey);
        WriteShared();
        AddCSharp("Signed", "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>../full.snk</AssemblyOriginatorKeyFile><DebugType>embedded</DebugType>");
        AddCSharp("PublicSigned", "<SignAssembly>true</SignAssembly><PublicSign>true</PublicSign><AssemblyOriginatorKeyFile>../public.snk</AssemblyOriginatorKeyFile>");
        AddCSharp("DelaySigned", "<SignAssembly>true</SignAssembly><DelaySign>true</DelaySign><AssemblyOriginatorKeyFile>../full.snk</AssemblyOriginatorKeyFile>");
        AddCSharp("NoSymbols", "<DebugType>none</DebugType>");
        AddCSharp("ManyTargets", "<TargetFrameworks>net10.0;net8.0;netstandard2.0</TargetFrameworks>", framework: "");
        AddTwoWeavers("OtherFirst", "<Weavers><Costura ExcludeAssemblies='Weaver.Runtime' DisableCleanup='true' DisableCompression='true' /><Weaver Policy='Exhaustive' /></Weavers>");
        AddTwoWeavers("OtherLast", "<Weavers><Weaver Policy='Exhaustive' /><Costura ExcludeAssemblies='Weaver.Runtime' DisableCleanup='true' DisableCompression='true' /></Weavers>");
        AddFSharp();
        AddVisualBasic();
        AddProgram();
        Write("Kinds.slnx", "<Solution>" + string.Concat(Projects.Select(p => $"<Project Path='{Path.GetRelativePath(Folder, p)}' />")) + "</Solution>");
    }

    public Task<ChildOutcome> BuildAsync() =>
        ChildProcess.RunAsync("dotnet", ["build", "Kinds.slnx", "-nodeReuse:false", "-tl:off", "-p:UseSharedCompilation=false"], Folder);

    public Task<ChildOutcome> RunAsync() => ChildProcess.RunAsync("dotnet", [OutputOf("Caller"), Path.Combine(Folder, "kinds.probes.json")], Folder);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    // Marked as a key for signing, as the tools that make key files do; compilers put the public part into the assembly as it is.
    private byte[] KeyBlob(bool includePrivateParameters)
    {
        var blob = _key.ExportCspBlob(includePrivateParameters);
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), 0x2400);
        return blob;
    }

    private string[] Projects => [.. Directory.GetFiles(Folder, "*.*proj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private void WriteShared()
    {
        var runtime = Path.Combine(AppContext.BaseDirectory, "Weaver.Runtime.dll");
        Write(
            "Directory.Build.props",
            $"""
            <Project>
              <PropertyGroup>
                <WeaverAssemblyFile>{Path.Combine(AppContext.BaseDirectory, "Weaver.Fody.dll")}</WeaverAssemblyFile>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <ProduceReferenceAssembly>false</ProduceReferenceAssembly>
                <WeaverPolicy>Exhaustive</WeaverPolicy>
              </PropertyGroup>
              <Import Project="{RepositoryFiles.PathOf("src/Weaver/build/Weaver.props")}" />
              <ItemGroup>
                <PackageReference Include="Fody" Version="{RepositoryFiles.VersionOf("Fody")}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        Write(
            "Directory.Build.targets",
            $"""
            <Project>
              <ItemGroup Condition="'$(TargetFramework)' == 'net10.0'">
                <Reference Include="Weaver.Runtime" HintPath="{runtime}" Private="$(IsCaller)" />
              </ItemGroup>
              <Import Project="{RepositoryFiles.PathOf("src/Weaver/build/Weaver.targets")}" />
            </Project>
            """);
    }

    private void AddCSharp(string name, string properties, string framework = "<TargetFramework>net10.0</TargetFramework>", string items = "")
    {
        Write($"{name}/{name}.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{framework}{properties}</PropertyGroup>{items}</Project>""");
        Write($"{name}/Work.cs", Loop.Replace("NAME", name, StringComparison.Ordinal));
    }

    private void AddTwoWeavers(string name, string weavers)
    {
        var version = RepositoryFiles.VersionOf("Costura.Fody");
        AddCSharp(name, "<FodyGenerateXsd>false</FodyGenerateXsd>", items: $"""<ItemGroup><PackageReference Include="Costura.Fody" Version="{version}" PrivateAssets="all" /></ItemGroup>""");
        Write($"{name}/FodyWeavers.xml", weavers);
    }

    private void AddFSharp()
    {
        Write(
            "FSharpLibrary/FSharpLibrary.fsproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><SatelliteResourceLanguages>en</SatelliteResourceLanguages></PropertyGroup>
              <ItemGroup><Compile Include="Work.fs" /></ItemGroup>
            </Project>
            """);
        Write(
            "FSharpLibrary/Work.fs",
            """
            namespace FSharpLibrary

            type Work() =
                static member Run(count: int) =
                    let mutable total = 0
                    for i in 1 .. count do
                        total <- total + i
                    total
            """);
    }

    private void AddVisualBasic()
    {
        Write("BasicLibrary/BasicLibrary.vbproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        Write(
            "BasicLibrary/Work.vb",
            """
            Public Class Work
                Public Shared Function Run(count As Integer) As Integer
                    Dim total = 0
                    For i = 1 To count
                        total += i
                    Next
                    Return total
                End Function
            End Class
            """);
    }

    // Not woven itself. The libraries that the runtime needs come from beside these tests.
    private void AddProgram()
    {
        var names = KindsTests.Libraries;
        var references = string.Concat(names.Select(static name => $"<ProjectReference Include='{Path.Combine("..", name, ProjectFile(name))}' />"));
        Write(
            "Caller/Caller.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><WeaverEnabled>false</WeaverEnabled><IsCaller>true</IsCaller>
                <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
              </PropertyGroup>
              <ItemGroup>
                {references}
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll")};{Path.Combine(AppContext.BaseDirectory, "Polly*.dll")}" />
              </ItemGroup>
            </Project>
            """);
        Write(
            "Caller/Program.cs",
            $$"""
            using System;
            using System.Diagnostics;
            using System.Linq;
            using System.Text;
            using System.Threading;
            using Weaver;

            internal static class Program
            {
                private static int Main(string[] args)
                {
                    WeaverDebugger.Start(new WeaverOptions
                    {
                        ProbeFiles = [args[0]], UploadInterval = TimeSpan.FromMilliseconds(20), CaptureTimeout = TimeSpan.FromSeconds(10),
                        EvaluationTimeout = TimeSpan.FromSeconds(1), SnapshotsPerSecond = 10_000, Sinks = { new Sink() },
                    });
                    var watch = Stopwatch.StartNew();
                    do
                    {
                        var sums = new[] { {{string.Join(", ", names.Select(static name => name + ".Work.Run(4)"))}} };
                        if (sums.Any(sum => sum != 10))
                            return 1;
                        Thread.Yield();
                    }
                    while (watch.Elapsed < TimeSpan.FromSeconds(30) && !WeaverDebugger.Status.Probes.All(probe => probe.Captured > 0 || probe.Status == "ERROR"));

                    foreach (var probe in WeaverDebugger.Status.Probes)
                        Console.WriteLine($"{probe.Id}: {probe.Status} {probe.Message}");
                    WeaverDebugger.Stop();
                    return 0;
                }

                private sealed class Sink : IProbeEventSink
                {
                    public void Write(in ProbeEvent e)
                    {
                        if (e.Track == ProbeEventTrack.Snapshots)
                            Console.WriteLine($"{e.ProbeId} {Encoding.UTF8.GetString(e.Json)}");
                    }
                }
            }
            """);
        Write("kinds.probes.json", "[" + string.Join(",", names.SelectMany(static name => new[] { MethodProbe(name), LineProbe(name) })) + "]");
    }

    private static string ProjectFile(string name) => name switch
    {
        "FSharpLibrary" => name + ".fsproj",
        "BasicLibrary" => name + ".vbproj",
        _ => name + ".csproj",
    };

    private static string MethodProbe(string name) =>
        $$"""
        {"id":"{{name}}-exit","type":"LOG_PROBE","language":"dotnet","where":{"typeName":"{{name}}.Work","methodName":"Run"},"evaluateAt":"EXIT",
         "segments":[{"str":"ran"}],"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1} }
        """;

    // The line inside the loop.
    private static string LineProbe(string name)
    {
        var (file, line) = name switch
        {
            "FSharpLibrary" => ("Work.fs", 7),
            "BasicLibrary" => ("Work.vb", 5),
            _ => ("Work.cs", 9),
        };
        return
            $$"""
            {"id":"{{name}}-line","type":"LOG_PROBE","language":"dotnet","where":{"sourceFile":"{{name}}/{{file}}","lines":["{{line}}"]},
             "segments":[{"str":"looped"}],"captureSnapshot":true,"sampling":{"snapshotsPerSecond":1} }
            """;
    }
}
