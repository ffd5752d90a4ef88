using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Weaver.Benchmarks.Copies;

/// <summary>Loads one copy. Several live in one process, since each has a context of its own; the runtime is shared.</summary>
public sealed class CopyContext(string folder) : AssemblyLoadContext(Path.GetFileName(folder))
{
    /// <param name="folder">The folder with the folders of all copies.</param>
    /// <param name="copy">The copy.</param>
    public CopyContext(string folder, Copy copy)
        : this(Path.Combine(folder, copy.ToString()))
    {
    }

    /// <summary>The work of this copy, called as a program would call it.</summary>
    public Func<int> Bind(Work work) =>
        LoadFromAssemblyName(new AssemblyName(Work.Subjects))
            .GetType(Work.Subjects + "." + work.Type, throwOnError: true)!
            .GetMethod(work.Name, BindingFlags.Public | BindingFlags.Static, [])!
            .CreateDelegate<Func<int>>();

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
