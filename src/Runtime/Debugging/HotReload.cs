using System;
using System.Collections.Generic;
using System.Reflection.Metadata;
using System.Threading;
using Weaver.Common;
using Weaver.Debugging;

[assembly: MetadataUpdateHandler(typeof(HotReload))]

namespace Weaver.Debugging;

/// <summary>
/// Told by the runtime when the program's code is changed while it runs (<c>dotnet watch</c>, an editor). The new code
/// comes straight from the compiler: an edited method has no gate any more, and its twin is never called again.
/// </summary>
/// <remarks>Any thread may call. Which methods of a type were edited is not told, only the types.</remarks>
internal static class HotReload
{
    private static readonly Lock s_lock = new();
    private static readonly HashSet<(string Assembly, string Type)> s_types = [];
    private static bool s_everything;

    /// <summary>Raised after each change.</summary>
    internal static event Action? Changed;

    /// <summary>Found and called by the runtime under this name.</summary>
    /// <param name="updatedTypes">Null when it is not known which.</param>
    public static void UpdateApplication(Type[]? updatedTypes)
    {
        lock (s_lock)
        {
            s_everything |= updatedTypes is null;
            foreach (var type in updatedTypes ?? [])
            {
                var owner = OwnerOf(type);
                s_types.Add((owner.Assembly.GetName().Name ?? "", owner.FullName ?? owner.Name));
            }
        }

        try
        {
            Changed?.Invoke();
        }
        catch (Exception e)
        {
            SelfLog.Once("hotReload", e);
        }
    }

    /// <summary>True when methods of that type may have been edited since it was woven.</summary>
    internal static bool HasChanged(string assembly, string type)
    {
        lock (s_lock)
            return s_everything || s_types.Contains((assembly, type));
    }

    // State machines and closures belong to the type whose methods they run.
    private static Type OwnerOf(Type type)
    {
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<'))
            type = outer;

        return type;
    }
}
