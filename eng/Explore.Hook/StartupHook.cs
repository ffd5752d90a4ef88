using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Weaver.Explore.Hook;

/// <summary>What the host calls before the program's own entry point. The name and the place are the host's.</summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The host looks for it without a namespace.")]
internal static class StartupHook
{
    private static readonly string s_folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;

    public static void Initialize()
    {
        // The program's list of dependencies does not name the runtime, nor what the runtime needs.
        AssemblyLoadContext.Default.Resolving += FromOwnFolder;
        Begin();
    }

    private static Assembly? FromOwnFolder(AssemblyLoadContext context, AssemblyName name)
    {
        var path = Path.Combine(s_folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    // Not inlined: what it names can be found only once the line above has run.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Begin() => ExploredProcess.Begin();
}
