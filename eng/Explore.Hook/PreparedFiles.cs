using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Weaver.Tests.Support;

namespace Weaver.Explore.Hook;

/// <summary>Loads woven files into this process and has every method of them compiled.</summary>
internal static class PreparedFiles
{
    public static void Prepare(IReadOnlyList<string> paths, Counts counts)
    {
        // Assemblies that no program names look for each other beside themselves.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            paths.FirstOrDefault(p => string.Equals(Path.GetFileNameWithoutExtension(p), name.Name, StringComparison.OrdinalIgnoreCase)) is { } path
                ? context.LoadFromAssemblyPath(path)
                : null;

        foreach (var path in paths)
        {
            try
            {
                var assembly = Assembly.Load(AssemblyName.GetAssemblyName(path));
                RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
                var (compiled, passedOver) = Preparation.Prepare(Types(assembly, counts), counts.Invalid);
                counts.Compiled += compiled;
                counts.PassedOver += passedOver;
            }
            catch (Exception e)
            {
                counts.AddError($"'{path}' could not be prepared: {e}");
            }
        }
    }

    // A package may name packages that are not here; the types that need them cannot be loaded, woven or not.
    private static IEnumerable<Type> Types(Assembly assembly, Counts counts)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            counts.UnloadableTypes += e.Types.Count(t => t is null);
            return e.Types.OfType<Type>();
        }
    }
}
