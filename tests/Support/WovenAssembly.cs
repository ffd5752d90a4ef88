using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Weaver.Contract;
using Weaver.Engine;
using Weaver.Hooks;

namespace Weaver.Tests.Support;

/// <summary>An assembly compiled from text, woven, and loaded into a context of its own.</summary>
internal sealed class WovenAssembly : IDisposable
{
    private readonly TemporaryFolder _folder;
    private WovenModule? _module;
    private Assembly? _original;

    private WovenAssembly(TemporaryFolder folder, string originalPath, string wovenPath, WeaveResult result)
    {
        _folder = folder;
        OriginalPath = originalPath;
        WovenPath = wovenPath;
        Result = result;
    }

    public string OriginalPath { get; }

    public string WovenPath { get; }

    public WeaveResult Result { get; }

    public Assembly Assembly { get; private set; } = null!;

    public Manifest Manifest { get; private set; } = null!;

    /// <summary>The gates of the loaded assembly.</summary>
    public WovenModule Module => _module ?? throw new InvalidOperationException("The assembly has not registered.");

    public static WovenAssembly Compile(string source, CompileMode mode, WeaverConfig? config = null, string name = "Asset", bool embeddedPdb = false)
    {
        var folder = new TemporaryFolder();
        var original = CompileSource.ToAssembly(folder, name, source, mode, embeddedPdb: embeddedPdb);
        return FromFile(original, config ?? new WeaverConfig { Policy = WeaverPolicy.Exhaustive }, folder);
    }

    public static WovenAssembly FromFile(string original, WeaverConfig config, TemporaryFolder? folder = null, IEnumerable<string>? references = null)
    {
        folder ??= new TemporaryFolder();
        var target = Directory.CreateDirectory(Path.Combine(folder, "woven")).FullName;
        var path = Path.Combine(target, Path.GetFileName(original));
        var result = WeavingEngine.Weave(original, path, config, CompileSource.References.Concat(references ?? []));
        var woven = new WovenAssembly(folder, original, path, result);
        woven.Load();
        return woven;
    }

    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    public object? Call(string type, string method, params object?[] arguments) => Call(Assembly, type, method, arguments);

    public object? CallOriginal(string type, string method, params object?[] arguments) => Call(LoadOriginal(), type, method, arguments);

    /// <summary>The assembly as it was, in a context of its own.</summary>
    public Assembly LoadOriginal() => _original ??= new Context(Path.GetDirectoryName(OriginalPath)!).LoadFromAssemblyPath(OriginalPath);

    private static object? Call(Assembly assembly, string type, string method, object?[] arguments)
        => assembly.GetType(type, throwOnError: true)!.GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public int GateOf(string name) => Array.FindIndex(Manifest.Methods, m => m.Name == name);

    public void SetAll(byte value)
    {
        for (var i = 0; i < Module.Count; i++)
            Module.TrySet(i, value);
    }

    public void Dispose() => _folder.Dispose();

    private void Load()
    {
        var context = new Context(Path.GetDirectoryName(WovenPath)!, Path.GetDirectoryName(OriginalPath)!);
        Assembly = context.LoadFromAssemblyPath(WovenPath);

        // The module initializer registers the gates.
        RuntimeHelpers.RunModuleConstructor(Assembly.ManifestModule.ModuleHandle);
        _module = Gates.Modules.Single(m => m.Assembly == Assembly);
        using var stream = Assembly.GetManifestResourceStream(HookNames.ManifestResource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        Manifest = ManifestFormat.Read(bytes);
    }

    /// <summary>Finds the other assemblies beside the woven or the original file; the runtime is the test's own.</summary>
    private sealed class Context(params string[] folders) : AssemblyLoadContext("woven")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            if (name.Name == HookNames.RuntimeAssembly)
                return typeof(Gates).Assembly;

            var path = folders.Select(f => Path.Combine(f, name.Name + ".dll")).FirstOrDefault(File.Exists);
            return path == null ? null : LoadFromAssemblyPath(path);
        }
    }
}
