using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Weaver.Engine;
using Weaver.Hooks;
using Weaver.Tests.Support;

namespace Weaver.Libraries.Tests;

/// <summary>The libraries as they come from their packages, woven with every method gated, in a load context of their own.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Removed when the process exits.")]
internal sealed class WovenLibraries : AssemblyLoadContext
{
    /// <summary>What is woven; Acornima is what Jint parses with.</summary>
    public static readonly string[] Names = ["Markdig", "Newtonsoft.Json", "Jint", "Acornima", "HtmlAgilityPack"];

    private static readonly Lazy<WovenLibraries> s_instance = new(() => new WovenLibraries());

    // Lives as long as the test process, which keeps the woven files mapped.
    private readonly TemporaryFolder _folder = new();

    private WovenLibraries()
        : base("woven libraries")
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Dispose();
        var references = CompileSource.References.Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")).ToList();
        foreach (var name in Names)
        {
            var source = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            Results[name] = WeavingEngine.Weave(source, Path.Combine(_folder, name + ".dll"), new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, references);
        }
    }

    public static WovenLibraries Instance => s_instance.Value;

    public Dictionary<string, WeaveResult> Results { get; } = [];

    /// <summary>Runs a workload of this test assembly against the woven libraries.</summary>
    public string Run(Type workload, string documents)
    {
        var copy = LoadFromAssemblyPath(workload.Assembly.Location).GetType(workload.FullName!, throwOnError: true)!;
        return (string)copy.GetMethod("Run")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [documents], null)!;
    }

    /// <summary>The gates of one library, which is loaded if need be.</summary>
    public WovenModule ModuleOf(string name)
    {
        var assembly = LoadFromAssemblyName(new AssemblyName(name));
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        return Gates.Modules.Single(m => m.Assembly == assembly);
    }

    protected override Assembly? Load(AssemblyName name)
    {
        var path = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
